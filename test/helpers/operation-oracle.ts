/** Answers a generated operation by brute force, from what is stored and from the rules of the specification alone. */
import type { ListedModel } from '../../src/emulator/model-set.ts';
import type { StoredVersion } from '../../src/emulator/store.ts';
import { listedModels, type ModelFilter, type ModelOrder } from './model-oracle.ts';
import { isIncluded, type Field, type Selection } from './operations.ts';
import {
  enumName,
  instant,
  listed,
  newestFirst,
  noText,
  paged,
  type VersionFilter,
  type VersionOrder,
} from './oracle.ts';

/** Everything that is stored, by region, the default one first. */
export interface Stored {
  readonly regions: readonly (readonly [region: string, models: readonly ListedModel[]])[];
  readonly isListOffline: boolean;
}

export interface Expected {
  readonly data: Json;
  /** Paths that answer CAPABILITY_UNAVAILABLE, as JSON. */
  readonly unavailable: ReadonlySet<string>;
}

type Json = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

interface PlacedModel {
  readonly region: string;
  readonly model: ListedModel;
}

export function answer(operation: Selection, { regions, isListOffline }: Stored): Expected {
  const unavailable = new Set<string>();
  const fail = (path: Path): null => {
    unavailable.add(JSON.stringify(path));
    return null;
  };

  const findModel = (id: unknown, region: unknown): PlacedModel | null => {
    for (const [name, models] of regions) {
      if (region != null && region !== name) continue;
      const model = models.find(({ TrainingModelId }) => TrainingModelId === id);
      if (model !== undefined) return { region: name, model };
    }
    return null;
  };
  const findVersion = (id: unknown, region: unknown): readonly [PlacedModel, StoredVersion] | null => {
    for (const [name, models] of regions)
      for (const model of models)
        for (const row of model.TrainingModelVersions)
          if ((region == null || region === name) && row.TrainingModelVersionId === id)
            return [{ region: name, model }, row];
    return null;
  };

  const connectionOf = <T>(
    below: Selection,
    path: Path,
    entries: readonly T[],
    part: Field,
    node: Node<T>,
  ): unknown => {
    const { end, size } = part.args['page'] as { readonly end: 'first' | 'last'; readonly size: number | null }; // As generated.
    const names = entries.map((_, index) => String(index));
    const page = paged(names, { [end]: size });
    const shown = page.ids.map((name) => entries[Number(name)]).filter((entry) => entry !== undefined);
    return select(below, path, ({ name, below: inner }, at) => {
      if (name === 'totalCount') return page.totalCount;
      if (inner === undefined) throw new Error(`no such field: ${name}`);
      if (name === 'nodes') return shown.map((entry, index) => node(inner, [...at, index], entry));
      if (name === 'edges')
        return shown.map((entry, index) =>
          select(inner, [...at, index], (_field, deeper) => node(_field.below ?? inner, deeper, entry)),
        );
      return select(inner, at, (flag) => (flag.name === 'hasNextPage' ? page.hasNextPage : page.hasPreviousPage));
    });
  };

  /** Known by a version of it: then its name and creation time are, too. */
  const modelAnswer = (below: Selection, path: Path, placed: PlacedModel): Json => {
    const { model, region } = placed;
    const rows = model.TrainingModelVersions;
    const isNameless = isListOffline && rows.length === 0;
    const version: Node<string> = (inner, at, id) => {
      const row = rows.find(({ TrainingModelVersionId }) => TrainingModelVersionId === id);
      return row === undefined ? null : versionAnswer(inner, at, placed, row);
    };
    return select(below, path, (part, at) => {
      const { name, args, below: inner } = part;
      if (name === 'id') return model.TrainingModelId;
      if (name === 'region') return region;
      if (name === 'name') return isNameless ? null : noText(model.TrainingModelName);
      if (name === 'createdAt') return isNameless ? null : time(model.CreateTime);
      if (inner === undefined) throw new Error(`no such field: ${name}`);
      const filter = args['filter'] as VersionFilter | null; // As generated.
      if (name === 'versions')
        return connectionOf(inner, at, listed(rows, filter, args['orderBy'] as VersionOrder | null), part, version);
      if (name === 'latestVersion') return version(inner, at, listed(rows, filter, newestFirst)[0] ?? '');
      if (isListOffline) return fail(at);
      return (model.Tags ?? []).map((tag, index) =>
        select(inner, [...at, index], (leaf) => noText(leaf.name === 'key' ? tag.TagKey : tag.TagValue)),
      );
    });
  };

  const versionAnswer = (below: Selection, path: Path, placed: PlacedModel, row: StoredVersion): Json =>
    select(below, path, ({ name, below: inner }, at) => {
      if (name === 'model' && inner !== undefined) return modelAnswer(inner, at, placed);
      return {
        id: row.TrainingModelVersionId,
        region: placed.region,
        version: noText(row.TrainingModelVersion),
        modelId: row.TrainingModelId,
        typeRaw: noText(row.VersionType),
        format: enumName('format', row.TrainingModelFormat),
        status: enumName('status', row.TrainingModelStatus),
        createdAt: time(row.CreateTime),
      }[name];
    });

  const root = (part: Field, at: Path): unknown => {
    const { name, args, below } = part;
    if (below === undefined) throw new Error(`no such field: ${name}`);
    const byId = (path: Path, id: unknown): unknown => {
      const found = findModel(id, args['region']);
      return found && modelAnswer(below, path, found);
    };
    switch (name) {
      case 'trainingModels': {
        if (isListOffline) return fail(at);
        const [region, models] = regions.find(([known]) => known === args['region']) ?? regions[0] ?? ['', []];
        const entries = listedModels(
          models,
          args['filter'] as ModelFilter | null,
          args['orderBy'] as ModelOrder | null,
        );
        return connectionOf(below, at, entries, part, (inner, path, model) =>
          modelAnswer(inner, path, { region, model }),
        );
      }
      case 'trainingModelsByIds':
        return (args['ids'] as readonly string[]).map((id, index) => byId([...at, index], id));
      case 'trainingModel':
        return byId(at, args['id']);
      case 'trainingModelVersion': {
        const found = findVersion(args['id'], args['region']);
        return found && versionAnswer(below, at, ...found);
      }
      default: {
        const found = findModel(args['modelId'], args['region']);
        if (found === null) return null;
        const rows = found.model.TrainingModelVersions;
        const ids = listed(rows, null, args['orderBy'] as VersionOrder | null);
        const entries = ids.map((id) => rows.find((row) => row.TrainingModelVersionId === id));
        return connectionOf(below, at, entries, part, (inner, path, row) =>
          row === undefined ? null : versionAnswer(inner, path, found, row),
        );
      }
    }
  };
  return { data: { _y: 'Query', ...select(operation, [], root) }, unavailable };
}

type Node<T> = (below: Selection, path: Path, entry: T) => unknown;

/** Resolves what is selected, through fragments and directives; what is selected twice is merged. */
function select({ type, parts }: Selection, path: Path, resolve: (part: Field, path: Path) => unknown): Json {
  let answered: Json = { __typename: type };
  for (const part of parts.filter(isIncluded)) {
    const key = part.kind === 'field' ? (part.key ?? part.name) : '';
    const more = part.kind === 'field' ? { [key]: resolve(part, [...path, key]) } : select(part.below, path, resolve);
    answered = merged(answered, more) as Json; // Two objects make an object.
  }
  return answered;
}

function merged(left: unknown, right: unknown): unknown {
  if (Array.isArray(left) && Array.isArray(right)) return left.map((entry, index) => merged(entry, right[index]));
  if (!isObject(left) || !isObject(right)) return right;
  const all: Record<string, unknown> = { ...left };
  for (const [key, value] of Object.entries(right)) all[key] = key in all ? merged(all[key], value) : value;
  return all;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function time(text: string | null | undefined): string | null {
  const milliseconds = instant(text);
  return milliseconds === null ? null : new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
