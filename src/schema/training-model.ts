/** `TrainingModel` and the query that finds one. */
import type { Tag } from '../tione/types.ts';
import { text } from './absent.ts';
import { builder } from './builder.ts';
import { readTime, writeTime } from './date-time.ts';
import { checkModelId } from './ids.ts';
import { selectedFields } from './look-ahead.ts';
import { pageComplexity } from './page.ts';
import { TrainingModel, TrainingModelVersion } from './refs.ts';
import { readRegion, regionArgument } from './regions.ts';
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
        'Name of the model (`TrainingModelName`). Null for a model without versions while the list action of TI-ONE is switched off.',
      resolve: ({ name }) => text(name),
    }),
    createdAt: t.field({
      type: 'DateTime',
      description:
        'Creation timestamp of the model (`TrainingModelCreateTime` of its versions, `CreateTime` in the model list). Null where `name` is.',
      resolve: ({ createdAt }) => writeTime(readTime(createdAt)),
    }),
    tags: t.field({
      type: [ModelTag],
      description:
        'Tags of the model (`Tags`), empty when it has none. They come from the un-published list action `DescribeTrainingModels`: ' +
        'while TI-ONE does not offer it, this field alone answers `CAPABILITY_UNAVAILABLE`.',
      resolve: (model, _args, { loaders }) => loaders.tags(model),
    }),
    versions: t.field({
      type: VersionConnection,
      description:
        'Versions of the model, newest first unless ordered otherwise. Null, with an error, only when TI-ONE does not answer. ' +
        'Several filters on one model (with aliases) cost one upstream call.',
      args: versionListArguments(),
      complexity: pageComplexity,
      resolve: ({ region, id }, args, { loaders }) =>
        versionPage([region, id], args, (narrowings) => loaders.versions({ region, id }, narrowings)),
    }),
    latestVersion: t.field({
      type: TrainingModelVersion,
      description:
        'Newest version by creation timestamp, then by id; with a filter, the newest that passes it. Null when there is none. ' +
        'Its label need not be the highest.',
      args: { filter: t.arg({ type: VersionFilter, description: 'Which versions count; all of them by default.' }) },
      resolve: (model, { filter }, { loaders }) =>
        latestVersion(filter, (narrowings) => loaders.versions(model, narrowings)),
    }),
  }),
});

builder.queryField('trainingModel', (t) =>
  t.field({
    type: TrainingModel,
    description:
      'One model by its id. Null when there is no such model. One upstream call (`DescribeTrainingModelVersions`), whatever is selected; ' +
      'with `tags` it is `DescribeTrainingModels` instead.',
    args: {
      id: t.arg.id({
        required: true,
        description: 'Id as the console of TI-ONE shows it, such as `m-608587242317024640`.',
      }),
      region: regionArgument(),
    },
    resolve: (_root, { id, region }, context, info) => {
      const key = { id: checkModelId(id), region: readRegion(region, context) };
      const selected = selectedFields(info);
      return context.loaders.model(key, {
        tags: selected.has('tags'),
        versions: selected.has('versions') || selected.has('latestVersion'),
      });
    },
  }),
);
