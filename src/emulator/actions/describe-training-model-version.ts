/** One version by its id: cloud.tencent.com/document/product/851/75071. */
import { objectOf, required, text } from '../parameters.ts';
import { resourceNotFound } from '../refusal.ts';
import { defineAction } from './action.ts';

export const describeTrainingModelVersion = defineAction(
  objectOf({ TrainingModelVersionId: required(text) }),
  ({ TrainingModelVersionId: id }, { store, region, choices }) => {
    const version = store.version(region, id);
    if (version === undefined) throw resourceNotFound(choices.unknownVersion, id);
    return { TrainingModelVersion: version };
  },
);
