/** All versions of one model, without pages: cloud.tencent.com/document/product/851/75070. */
import { filters } from '../filter-shape.ts';
import { rowTest, type FilterFields } from '../filters.ts';
import { objectOf, optional, required, text } from '../parameters.ts';
import { resourceNotFound } from '../refusal.ts';
import type { StoredVersion } from '../store.ts';
import { defineAction } from './action.ts';

const filterFields: FilterFields<StoredVersion> = {
  TrainingModelVersionId: (version) => [version.TrainingModelVersionId],
  ModelVersionType: (version) => [version.VersionType],
  ModelFormat: (version) => [version.TrainingModelFormat],
  AlgorithmFramework: (version) => [version.AlgorithmFramework],
};

export const describeTrainingModelVersions = defineAction(
  objectOf({ TrainingModelId: required(text), Filters: optional(filters) }),
  ({ TrainingModelId: id, Filters = [] }, { store, region, choices }) => {
    const test = rowTest(Filters, filterFields, { choices, oneValueIsFuzzy: choices.oneValueIsFuzzyInVersions });
    const model = store.model(region, id);
    if (model === undefined && choices.unknownModel !== 'empty-list') throw resourceNotFound(choices.unknownModel, id);
    const matches = (model?.TrainingModelVersions ?? []).filter(test);
    return { TrainingModelVersions: choices.versionOrder === 'oldest-first' ? matches : matches.reverse() };
  },
);
