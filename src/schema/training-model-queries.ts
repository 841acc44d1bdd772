/** The queries that find models: one by its id, many by their ids, and lists; and what gateways do in their place. */
import type { Ahead } from '../loaders/model-loader.ts';
import { badUserInput } from './bad-user-input.ts';
import { builder } from './builder.ts';
import { idOf, type ResolveReference } from './entities.ts';
import { checkModelId } from './ids.ts';
import { inPlace } from './in-place.ts';
import { selection, type Selection } from './look-ahead.ts';
import { connectionCost, idListCost, upstreamCost } from './list-cost.ts';
import { ModelConnection, modelListArguments } from './model-connection.ts';
import { asksVersions, modelPage } from './model-list.ts';
import { pageComplexity } from './page.ts';
import { TrainingModel } from './refs.ts';
import { placeOf, regionOfIdArgument, regionOfListArgument, regionToList, regionToSearch } from './regions.ts';

/** Five calls of the list action; more in one answer would be too much for anybody. */
const maxIds = 500;

/** What will be asked of models of which this is selected. */
function ahead(selected: Selection): Ahead {
  return { tags: selected.has('tags'), versions: asksVersions(selected) };
}

/** A model for gateways, which know its id. */
export const referencedModel: ResolveReference = (representation, context, info) => {
  const place = placeOf(checkModelId(idOf(representation)), undefined, context);
  return context.loaders.model(place, ahead(selection(info, 'TrainingModel')));
};

builder.queryFields((t) => ({
  trainingModel: t.field({
    type: TrainingModel,
    ...upstreamCost,
    description:
      'One model by its id. Null when there is no such model. One upstream call (`DescribeTrainingModelVersions`), whatever is selected; ' +
      'with `tags` it is `DescribeTrainingModels` instead, and a model without versions takes that call too, for its name.',
    args: {
      id: t.arg.id({
        required: true,
        description: 'Id as the console of TI-ONE shows it, such as `m-608587242317024640`.',
      }),
      region: regionOfIdArgument(),
    },
    resolve: (_root, { id, region }, context, info) =>
      context.loaders.model(placeOf(checkModelId(id), region, context), ahead(selection(info))),
  }),
  trainingModelsByIds: t.field({
    type: [TrainingModel],
    nullable: { list: false, items: true },
    ...idListCost,
    description:
      'Models by their ids, in the order of the ids. Null where there is no such model; a malformed id fails alone. One upstream call ' +
      '(`DescribeTrainingModels`) for each 100 ids, with versions and tags as selected; one for each id while TI-ONE does not offer it.',
    args: {
      ids: t.arg.idList({
        required: true,
        description: 'At most 500 ids such as `m-608587242317024640`. An id may repeat.',
      }),
      region: regionOfIdArgument(),
    },
    complexity: ({ ids }) => {
      if (ids.length > maxIds)
        throw badUserInput(`\`ids\` has ${String(ids.length)} entries; at most ${String(maxIds)} are allowed.`);
      return { field: 1, multiplier: ids.length };
    },
    resolve: (_root, { ids, region }, context, info) => {
      const wanted = ahead(selection(info));
      const where = regionToSearch(region, context.regions);
      return ids.map((id) => inPlace(() => context.loaders.model({ id: checkModelId(id), region: where }, wanted)));
    },
  }),
  trainingModels: t.field({
    type: ModelConnection,
    ...connectionCost,
    description:
      'Models of one region, newest first unless ordered otherwise. One upstream call (`DescribeTrainingModels`) for a page with versions ' +
      'and tags as selected. TI-ONE no longer publishes that action: while it does not offer it, this field answers ' +
      '`CAPABILITY_UNAVAILABLE`, and everything that is found by id still answers.',
    args: { region: regionOfListArgument(), ...modelListArguments() },
    complexity: pageComplexity,
    resolve: (_root, { region, ...args }, context, info) =>
      modelPage(regionToList(region, context), args, selection(info), context.loaders),
  }),
}));
