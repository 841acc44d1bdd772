/** What lists of models must answer, worked out by brute force from the rules of the specification and from nothing else. */
import type { StoredModel } from '../../src/emulator/store.ts';
import { creationMs } from '../../src/emulator/snowflake.ts';
import {
  compareIds,
  instant,
  noText,
  passes,
  passesChoice,
  type ChoiceFilter,
  type EnumFilter,
  type Option,
} from './oracle.ts';

export interface ModelFilter {
  readonly id?: Option<ChoiceFilter>;
  readonly name?: Option<{
    readonly eq?: Option<string>;
    readonly in?: Option<readonly string[]>;
    readonly contains?: Option<string>;
  }>;
  readonly versionType?: Option<EnumFilter>;
  readonly source?: Option<EnumFilter>;
  readonly format?: Option<EnumFilter>;
  readonly tags?: Option<readonly { readonly key: string; readonly values?: Option<readonly string[]> }[]>;
}

export interface ModelOrder {
  readonly field: 'CREATED_AT';
  readonly direction: 'ASC' | 'DESC';
}

/** Whether a filter of one field asks anything at all. */
export function asksSomething({ eq, in: list, notIn, rawIn }: EnumFilter): boolean {
  return eq != null || list != null || rawIn != null || (notIn != null && notIn.length > 0);
}

/** Whether a model passes: all conditions hold, those on versions for one and the same version. */
export function modelPasses(model: StoredModel, filter: Option<ModelFilter>): boolean {
  const { id, name, versionType: type, source, format, tags } = filter ?? {};
  if (id != null && !passesChoice(id, model.TrainingModelId)) return false;
  if (name != null) {
    const text = noText(model.TrainingModelName);
    if (!passesChoice(name, text)) return false;
    if (name.contains != null && text?.toLowerCase().includes(name.contains.toLowerCase()) !== true) return false;
  }
  const onVersions = [type, source, format].some((asked) => asked != null && asksSomething(asked));
  if (onVersions && !(model.TrainingModelVersions ?? []).some((row) => passes(row, { type, source, format })))
    return false;
  return (tags ?? []).every(({ key, values }) =>
    (model.Tags ?? []).some(
      ({ TagKey, TagValue }) => TagKey === key && (values == null || values.includes(TagValue ?? '')),
    ),
  );
}

/** Whole seconds; where TI-ONE shows no time, the id holds it. */
function creationSecond({ TrainingModelId: id, CreateTime }: StoredModel): number {
  return Math.round((instant(CreateTime) ?? creationMs(id) ?? -Infinity) / 1000);
}

/** By creation, equal seconds by the number of the id, both in the direction. */
export function inModelOrder<Model extends StoredModel>(
  models: readonly Model[],
  order: Option<ModelOrder>,
): readonly Model[] {
  const seconds = new Map<StoredModel, number>(models.map((model) => [model, creationSecond(model)]));
  const secondOf = (model: Model): number => seconds.get(model) ?? 0;
  const ascending = [...models].sort((a, b) =>
    secondOf(a) === secondOf(b) ? compareIds(a.TrainingModelId, b.TrainingModelId) : secondOf(a) - secondOf(b),
  );
  return order?.direction === 'ASC' ? ascending : ascending.reverse();
}

/** The models that pass, in order. */
export function listedModels<Model extends StoredModel>(
  models: readonly Model[],
  filter: Option<ModelFilter>,
  order: Option<ModelOrder>,
): readonly Model[] {
  return inModelOrder(
    models.filter((model) => modelPasses(model, filter)),
    order,
  );
}
