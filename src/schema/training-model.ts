/** `TrainingModel`. */
import type { ModelRecord } from '../loaders/records.ts';
import type { Tag } from '../tione/types.ts';
import { text } from './absent.ts';
import { builder } from './builder.ts';
import { readTime, writeTime } from './date-time.ts';
import { connectionCost, upstreamCost } from './list-cost.ts';
import { pageComplexity } from './page.ts';
import { TrainingModel, TrainingModelVersion } from './refs.ts';
import { VersionConnection, versionListArguments } from './version-connection.ts';
import { VersionFilter } from './version-filter.ts';
import { latestVersion, versionPage } from './version-list.ts';

const ModelTag = builder.objectRef<Tag>('TrainingModelTag').implement({
  description: 'A tag of Tencent Cloud on a model (upstream `Tag`).',
  fields: (t) => ({
    key: t.string({ description: 'Key of the tag (`TagKey`).', resolve: ({ TagKey }) => text(TagKey) }),
    value: t.string({ description: 'Value of the tag (`TagValue`).', resolve: ({ TagValue }) => text(TagValue) }),
  }),
});

TrainingModel.implement({
  directives: { key: { fields: 'id' } },
  description: 'A model in the model repository of TI-ONE: a name under which versions are kept.',
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: false,
      description:
        'Id as the console of TI-ONE shows it, such as `m-608587242317024640` (`TrainingModelId`). Unique over all regions.',
    }),
    region: t.exposeString('region', {
      nullable: false,
      description: 'Region that keeps the model, such as `ap-guangzhou`.',
    }),
    name: t.string({
      description:
        'Name of the model (`TrainingModelName`). Null for a model without versions while the list action of TI-ONE is switched off; ' +
        'an error, here and on `createdAt` alone, when that action fails for such a model.',
      resolve: (model) => text(known(model).name),
    }),
    createdAt: t.field({
      type: 'DateTime',
      description:
        'Creation timestamp of the model (`TrainingModelCreateTime` of its versions, `CreateTime` in the model list). Null where `name` is.',
      resolve: (model) => writeTime(readTime(known(model).createdAt)),
    }),
    tags: t.field({
      type: [ModelTag],
      ...upstreamCost,
      description:
        'Tags of the model (`Tags`), empty when it has none. They come from the un-published list action `DescribeTrainingModels`: ' +
        'while TI-ONE does not offer it, this field alone answers `CAPABILITY_UNAVAILABLE`.',
      resolve: (model, _args, { loaders }) => loaders.tags(model),
    }),
    versions: t.field({
      type: VersionConnection,
      ...connectionCost,
      description:
        'Versions of the model, newest first unless ordered otherwise. Null only with an error: TI-ONE does not answer, or an argument ' +
        'is refused. ' +
        'Several filters on one model (with aliases) cost one upstream call.',
      args: versionListArguments(),
      complexity: pageComplexity,
      resolve: ({ region, id }, args, { loaders }) =>
        versionPage({ id, regions: [region] }, args, (_region, narrowings) =>
          loaders.versionsOf({ region, id }, narrowings),
        ),
    }),
    latestVersion: t.field({
      type: TrainingModelVersion,
      ...upstreamCost,
      description:
        'Newest version by creation timestamp, then by id; with a filter, the newest that passes it. Null when there is none. ' +
        'Its label need not be the highest.',
      args: { filter: t.arg({ type: VersionFilter, description: 'Which versions count; all of them by default.' }) },
      resolve: (model, { filter }, { loaders }) =>
        latestVersion(filter, (narrowings) => loaders.versions(model, narrowings)),
    }),
    readAt: t.field({
      type: 'DateTime',
      description:
        'Timestamp at which TI-ONE was asked for what is shown of the model itself, by the clock of this server (no upstream field). ' +
        'Its versions have timestamps of their own. Seconds ago when it was remembered; longer ago only while TI-ONE cannot be read. ' +
        'Null when TI-ONE showed nothing of the model.',
      resolve: ({ readAt }) => writeTime(readAt ?? null),
    }),
  }),
});

/** The model, or the reason why only its id is known. */
function known(model: ModelRecord): ModelRecord {
  if (model.failure !== undefined) throw model.failure;
  return model;
}
