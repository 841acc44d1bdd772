/** Pages of models: cloud.tencent.com/document/product/851/75069, no longer published since May 2024. */
import type { Choices } from '../choices.ts';
import { filters } from '../filter-shape.ts';
import { rowTest, type FilterFields } from '../filters.ts';
import { count, flag, listOf, objectOf, oneOf, optional, required, text } from '../parameters.ts';
import { invalidValue } from '../refusal.ts';
import type { StoredModel, StoredVersion } from '../store.ts';
import { defineAction, type ActionResult } from './action.ts';

const ofVersions =
  (textOf: (version: StoredVersion) => string | null | undefined) =>
  (model: StoredModel): readonly (string | null | undefined)[] =>
    model.TrainingModelVersions.map(textOf);

const filterFields: FilterFields<StoredModel> = {
  keyword: (model) => [model.TrainingModelName],
  TrainingModelId: (model) => [model.TrainingModelId],
  ModelVersionType: ofVersions((version) => version.VersionType),
  TrainingModelSource: ofVersions((version) => version.TrainingModelSource),
  ModelFormat: ofVersions((version) => version.TrainingModelFormat),
};

const tagFilter = objectOf({ TagKey: required(text), TagValues: optional(listOf(text)) });

const parameters = objectOf({
  Filters: optional(filters),
  OrderField: optional(oneOf('CreateTime')),
  Order: optional(oneOf('ASC', 'DESC')),
  Offset: optional(count),
  Limit: optional(count),
  TagFilters: optional(listOf(tagFilter)),
  WithModelVersions: optional(flag),
});

export const describeTrainingModels = defineAction(parameters, (params, { store, region, choices }) => {
  const { Filters = [], TagFilters = [], Order = 'DESC', Offset = choices.defaultOffset } = params;
  const limit = limitOf(params.Limit, choices);
  const passes = rowTest(Filters, filterFields, { choices, oneValueIsFuzzy: choices.oneValueIsFuzzyInList });
  const newestFirst = store
    .models(region)
    .filter((model) => passes(model) && TagFilters.every((tag) => hasTag(model, tag.TagKey, tag.TagValues)));
  const page = (Order === 'DESC' ? newestFirst : newestFirst.reverse()).slice(Offset, Offset + limit);
  return {
    TrainingModels: page.map((model) => row(model, params.WithModelVersions === true, choices)),
    TotalCount: newestFirst.length,
  };
});

function limitOf(given: number | undefined, choices: Choices): number {
  const limit = given ?? choices.defaultLimit;
  if (limit === 0) return choices.limitZero === 'default' ? choices.defaultLimit : 0;
  if (limit > choices.maxLimit && choices.limitAboveMaximum === 'refused')
    throw invalidValue('Limit', `it is greater than ${String(choices.maxLimit)}`);
  return Math.min(limit, choices.maxLimit);
}

/** A tag filter without values asks for the key alone. */
function hasTag(model: StoredModel, key: string, values: readonly string[] = []): boolean {
  return (model.Tags ?? []).some(
    (tag) => tag.TagKey === key && (values.length === 0 || values.includes(tag.TagValue ?? '')),
  );
}

function row(model: StoredModel, withVersions: boolean, { versionOrder, versionsNotAsked }: Choices): ActionResult {
  const { TrainingModelVersions: versions, ...rest } = model;
  if (withVersions)
    return { ...rest, TrainingModelVersions: versionOrder === 'oldest-first' ? versions : versions.toReversed() };
  if (versionsNotAsked === 'no-key') return rest;
  return { ...rest, TrainingModelVersions: versionsNotAsked === 'null' ? null : [] };
}
