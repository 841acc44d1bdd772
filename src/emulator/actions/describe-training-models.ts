/** Pages of models: cloud.tencent.com/document/product/851/75069, no longer published since May 2024. */
import type { Choices } from '../choices.ts';
import { filters } from '../filter-shape.ts';
import { rowTest, type FilterFields } from '../filters.ts';
import type { Test } from '../match.ts';
import { flag, integer, objectOf, oneOf, optional, text } from '../parameters.ts';
import { invalidValue } from '../refusal.ts';
import type { StoredModel, StoredVersion } from '../store.ts';
import { tagFilters, tagTest } from '../tag-filters.ts';
import { defineAction, type ActionResult } from './action.ts';

const ofVersions =
  (textOf: (version: StoredVersion) => string | null | undefined) =>
  (model: StoredModel): readonly (string | null | undefined)[] =>
    (model.TrainingModelVersions ?? []).map(textOf);

const filterFields: FilterFields<StoredModel> = {
  keyword: (model) => [model.TrainingModelName],
  TrainingModelId: (model) => [model.TrainingModelId],
  ModelVersionType: ofVersions((version) => version.VersionType),
  TrainingModelSource: ofVersions((version) => version.TrainingModelSource),
  ModelFormat: ofVersions((version) => version.TrainingModelFormat),
};

const parameters = objectOf({
  Filters: optional(filters),
  OrderField: optional(text),
  Order: optional(oneOf('ASC', 'DESC')),
  Offset: optional(integer),
  Limit: optional(integer),
  TagFilters: optional(tagFilters),
  WithModelVersions: optional(flag),
});

export const describeTrainingModels = defineAction(parameters, (params, { store, region, choices }) => {
  const { Filters = [], TagFilters = [], Order = 'DESC', WithModelVersions = false } = params;
  checkOrderField(params.OrderField, choices);
  const offset = orDefault('Offset', params.Offset, choices.defaultOffset, choices);
  const limit = limitOf(orDefault('Limit', params.Limit, choices.defaultLimit, choices), choices);
  const passes = rowTest(Filters, filterFields, { choices, oneValueIsFuzzy: choices.oneValueIsFuzzyInList });
  const isTagged = tagTest(TagFilters, choices);
  const newestFirst = store.models(region).filter((model) => passes(model) && isTagged(model.Tags ?? []));
  const page = (Order === 'DESC' ? newestFirst : newestFirst.reverse()).slice(offset, offset + limit);
  const versionsOf = versionsIn(passes, WithModelVersions, choices);
  return { TrainingModels: page.map((model) => ({ ...model, ...versionsOf(model) })), TotalCount: newestFirst.length };
});

function checkOrderField(field: string | undefined, { otherOrderField }: Choices): void {
  if (field !== undefined && field !== 'CreateTime' && otherOrderField === 'InvalidParameterValue')
    throw invalidValue('OrderField', `\`${field}\` is not CreateTime`);
}

function orDefault(name: string, given: number | undefined, byDefault: number, choices: Choices): number {
  if (given === undefined || given >= 0) return given ?? byDefault;
  if (choices.negativeOffsetOrLimit === 'default') return byDefault;
  throw invalidValue(name, 'it must not be negative');
}

function limitOf(limit: number, choices: Choices): number {
  if (limit === 0) return choices.limitZero === 'default' ? choices.defaultLimit : 0;
  if (limit > choices.maxLimit && choices.limitAboveMaximum === 'refused')
    throw invalidValue('Limit', `it is greater than ${String(choices.maxLimit)}`);
  return Math.min(limit, choices.maxLimit);
}

/** What a model of the answer has for its versions; undefined leaves the key out. */
function versionsIn(passes: Test<StoredModel>, isAsked: boolean, choices: Choices) {
  const { versionsNotAsked, versionsOfFilteredModel, versionOrder } = choices;
  return ({ TrainingModelVersions: all, ...model }: StoredModel): ActionResult => {
    if (!isAsked) return { TrainingModelVersions: notAsked[versionsNotAsked] };
    if (all === null) return { TrainingModelVersions: null };
    // A version matches when a model with no other version would.
    const passing = (version: StoredVersion): boolean => passes({ ...model, TrainingModelVersions: [version] });
    const versions = versionsOfFilteredModel === 'all' ? all : all.filter(passing);
    return { TrainingModelVersions: versionOrder === 'oldest-first' ? versions : versions.toReversed() };
  };
}

const notAsked = { 'empty-list': [], null: null, 'no-key': undefined } as const;
