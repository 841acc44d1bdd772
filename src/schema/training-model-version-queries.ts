/** The queries that find model versions, and what gateways do in their place. */
import { builder } from './builder.ts';
import { idOf, type ResolveReference } from './entities.ts';
import { checkModelId, checkVersionId } from './ids.ts';
import { connectionCost, upstreamCost } from './list-cost.ts';
import { pageComplexity } from './page.ts';
import { TrainingModelVersion } from './refs.ts';
import { placeOf, regionOfIdArgument } from './regions.ts';
import { VersionConnection, versionListArguments } from './version-connection.ts';
import { versionPage } from './version-list.ts';

/** A version for gateways, which know its id. */
export const referencedVersion: ResolveReference = (representation, context) =>
  context.loaders.version(placeOf(checkVersionId(idOf(representation)), undefined, context));

builder.queryFields((t) => ({
  trainingModelVersion: t.field({
    type: TrainingModelVersion,
    ...upstreamCost,
    description:
      'One version by its id. Null when there is no such version. One upstream call (`DescribeTrainingModelVersion`) for each region ' +
      'that has to be looked at, none when the version comes with its model in the same operation.',
    args: {
      id: t.arg.id({ required: true, description: 'Id such as `mv-v1-625097625049989888`.' }),
      region: regionOfIdArgument(),
    },
    resolve: (_root, { id, region }, context) => context.loaders.version(placeOf(checkVersionId(id), region, context)),
  }),
  trainingModelVersions: t.field({
    type: VersionConnection,
    ...connectionCost,
    description:
      'Versions of one model. Null when there is no such model. One upstream call (`DescribeTrainingModelVersions`) for each region ' +
      'that has to be looked at, none when the filter cannot match.',
    args: {
      modelId: t.arg.id({ required: true, description: 'Id of the model, such as `m-608587242317024640`.' }),
      region: regionOfIdArgument(),
      ...versionListArguments(),
    },
    complexity: pageComplexity,
    resolve: (_root, { modelId, region, ...args }, context) => {
      const place = placeOf(checkModelId(modelId), region, context);
      const regions = place.region === undefined ? context.regions : [place.region];
      return versionPage({ id: place.id, regions }, args, (found, narrowings) =>
        context.loaders.versionsOf({ id: place.id, region: found }, narrowings),
      );
    },
  }),
}));
