/** `TrainingModelUpstreamExplanation`: what an operation would cost upstream. */
import type { ExplainedCalls, Explanation } from '../inspector/explanation.ts';
import { builder } from './builder.ts';

const Cost = builder.objectRef<ExplainedCalls>('TrainingModelUpstreamCost').implement({
  description: 'Calls of one action in one region that an operation would take.',
  fields: (t) => ({
    action: t.exposeString('action', { nullable: false, description: 'Action of the API `tione`.' }),
    region: t.exposeString('region', { nullable: false, description: 'Region that would be asked.' }),
    calls: t.exposeInt('calls', { nullable: false, description: 'How many calls that would be.' }),
    reads: t.exposeInt('reads', {
      nullable: false,
      description: 'Reads that they serve: more than `calls` where reads are merged into one call.',
    }),
  }),
});

export const UpstreamExplanation = builder.objectRef<Explanation>('TrainingModelUpstreamExplanation').implement({
  description: 'What an operation would cost upstream, if it was run now.',
  fields: (t) => ({
    calls: t.field({
      type: [Cost],
      nullable: { list: false, items: false },
      description: 'Calls by action and region.',
      resolve: ({ calls }) => calls,
    }),
    totalCalls: t.exposeInt('totalCalls', {
      nullable: false,
      description:
        'All of these calls: what it takes if everything is there that is asked for by id, in the first region where it is looked for, ' +
        'and if a list does not go on. It takes fewer where something is not there, or comes along with something else.',
    }),
    atMostCalls: t.exposeInt('atMostCalls', {
      nullable: false,
      description:
        'Calls that it may take, whatever is there: in every region, with the longest list that a filter may be looked for in, and ' +
        'without the list action where it is not known to answer. More can only be what goes wrong: attempts that fail and are made ' +
        'again, and lists that change while they are read.',
    }),
    cacheHits: t.exposeInt('cacheHits', {
      nullable: false,
      description: 'Reads that would be served by what was read before.',
    }),
    expectedWaitMs: t.exposeFloat('expectedWaitMs', {
      nullable: false,
      description: 'Milliseconds until the last of the calls could go out, at the rate as it is now.',
    }),
  }),
});
