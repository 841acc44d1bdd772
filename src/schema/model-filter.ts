/** `TrainingModelFilter`: which models to list, and how much of that the upstream can decide. */
import type { ListConditions } from '../loaders/list-conditions.ts';
import type { ModelList } from '../loaders/model-list.ts';
import type { Maybe, TrainingModelDTO, TrainingModelVersionDTO } from '../tione/types.ts';
import { text } from './absent.ts';
import { badUserInput } from './bad-user-input.ts';
import { builder } from './builder.ts';
import { format, source, versionType } from './enums.ts';
import { enumCondition, idCondition, IdFilter, textCondition, TextFilter, type Condition } from './filter-operators.ts';
import { isModelId } from './ids.ts';
import { FormatFilter, SourceFilter, TypeFilter } from './version-filter.ts';

const TagFilter = builder.inputType('TrainingModelTagFilter', {
  description: 'Condition on the tags of a model.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'Key that a tag must have, exactly.' }),
    values: t.stringList({
      description:
        'Values of which that tag must have one, exactly. Without them any value will do; an empty list matches nothing.',
    }),
  }),
});

const ofVersions = 'Conditions on versions must all hold for one and the same version.';

export const ModelFilter = builder.inputType('TrainingModelFilter', {
  description: 'Which models to list. All conditions must hold; a condition that is null counts as not given.',
  fields: (t) => ({
    id: t.field({
      type: IdFilter,
      description:
        'Id of the model (`TrainingModelId`). `eq` and `in` take up to 500 ids, and cost one call for each 100.',
    }),
    name: t.field({
      type: TextFilter,
      description:
        'Name of the model. TI-ONE narrows by it (`keyword`), exactly for `eq` and `in`. For `contains` it makes a first choice in a ' +
        'way that it does not document: where that regards case, names in another case are not found.',
    }),
    versionType: t.field({
      type: TypeFilter,
      description: `Kind of at least one version. TI-ONE narrows by it (\`ModelVersionType\`). ${ofVersions}`,
    }),
    source: t.field({
      type: SourceFilter,
      description: `Where at least one version came from. TI-ONE narrows by it (\`TrainingModelSource\`). ${ofVersions}`,
    }),
    format: t.field({
      type: FormatFilter,
      description: `File format of at least one version. TI-ONE narrows by it (\`ModelFormat\`). ${ofVersions}`,
    }),
    tags: t.field({
      type: [TagFilter],
      description:
        'Tags of the model; each condition must be met by a tag. At most 10. TI-ONE narrows by them (`TagFilters`).',
    }),
  }),
});

export type ModelFilterInput = typeof ModelFilter.$inferInput;

/** A filter ready for use. */
export interface CompiledModelFilter extends Pick<ModelList, 'matches' | 'ids'> {
  readonly conditions: ListConditions;
  /** Whether versions are needed to decide. */
  readonly needsVersions: boolean;
  /** Whether no model can match, so that nothing needs to be asked. */
  readonly matchesNothing: boolean;
}

/** As many as `trainingModelsByIds` takes. */
const maxIds = 500;
/** As many as the upstream takes of other filters. */
const maxTags = 10;

export function compileModelFilter(filter: Maybe<ModelFilterInput>): CompiledModelFilter {
  const id = idCondition(filter?.id ?? {}, isModelId);
  const name = textCondition(filter?.name ?? {});
  const versions = versionClauses(filter);
  const tags = filter?.tags ?? [];
  checkSize('filter.id', id.candidates?.length, maxIds);
  checkSize('filter.tags', tags.length, maxTags);
  const narrowings = [{ name: 'keyword', ...name }, ...versions].flatMap(({ name: upstream, candidates }) =>
    candidates === undefined ? [] : [{ name: upstream, values: candidates }],
  );
  const part = filter?.name?.contains;
  return {
    matches: (model) =>
      id.matches(model.TrainingModelId) &&
      name.matches(text(model.TrainingModelName)) &&
      (versions.length === 0 || hasVersion(model, versions)) &&
      tags.every((tag) => hasTag(model, tag)),
    ids: id.candidates,
    conditions: {
      narrowings,
      // An exact name says more than a part of it.
      nameContains: part == null || part === '' || name.candidates !== undefined ? undefined : part,
      tags: tags.map(({ key, values }) => ({ TagKey: key, ...(values == null ? {} : { TagValues: values }) })),
      isComplete: [id, name, ...versions].every(({ isVacuous, candidates }) => isVacuous || candidates !== undefined),
    },
    needsVersions: versions.length > 0,
    matchesNothing:
      [id, name, ...versions].some(({ candidates }) => candidates?.length === 0) ||
      tags.some(({ values }) => values?.length === 0),
  };
}

interface VersionClause extends Condition<Maybe<string>> {
  /** Of the upstream's filter. */
  readonly name: string;
  readonly read: (version: TrainingModelVersionDTO) => Maybe<string>;
}

function versionClauses(filter: Maybe<ModelFilterInput>): readonly VersionClause[] {
  return [
    {
      name: 'ModelVersionType',
      read: (row: TrainingModelVersionDTO) => row.VersionType,
      ...enumCondition(versionType, filter?.versionType ?? {}),
    },
    {
      name: 'TrainingModelSource',
      read: (row: TrainingModelVersionDTO) => row.TrainingModelSource,
      ...enumCondition(source, filter?.source ?? {}),
    },
    {
      name: 'ModelFormat',
      read: (row: TrainingModelVersionDTO) => row.TrainingModelFormat,
      ...enumCondition(format, filter?.format ?? {}),
    },
  ].filter(({ isVacuous }) => !isVacuous);
}

function hasVersion({ TrainingModelVersions: rows }: TrainingModelDTO, clauses: readonly VersionClause[]): boolean {
  return (rows ?? []).some((row) => clauses.every(({ matches, read }) => matches(read(row))));
}

function hasTag({ Tags }: TrainingModelDTO, { key, values }: typeof TagFilter.$inferInput): boolean {
  return (Tags ?? []).some(
    ({ TagKey, TagValue }) => TagKey === key && (values == null || values.includes(TagValue ?? '')),
  );
}

function checkSize(what: string, size: number | undefined, most: number): void {
  if (size !== undefined && size > most)
    throw badUserInput(`\`${what}\` has ${String(size)} entries; at most ${String(most)} are allowed.`);
}
