/** `Query.trainingModelUpstream`: the calls of TI-ONE behind an operation, for people who look into it. */
import { GraphQLError } from 'graphql';
import type { Inspection } from '../inspector/inspection.ts';
import { builder } from './builder.ts';
import { UpstreamCall } from './upstream-call.ts';
import { UpstreamExplanation } from './upstream-explanation.ts';
import { UpstreamBudget, UpstreamCapability } from './upstream-state.ts';

/** As many calls as an operation may well take: what is counted of them before it runs. */
const likelyCalls = 100;
const listed = { nullable: { list: false, items: false } } as const;

const Upstream = builder.objectRef<Inspection>('TrainingModelUpstream').implement({
  description: 'Diagnostics: what this operation asks of TI-ONE, and how it stands with it.',
  fields: (t) => ({
    calls: t.field({
      type: [UpstreamCall],
      ...listed,
      directives: { listSize: { assumedSize: likelyCalls } },
      complexity: { field: 1, multiplier: likelyCalls },
      description:
        'The calls of this operation by when they began, at most 500, told once everything else that it asks is answered. None with ' +
        '`dryRun: true`. Of an operation that a router has split, those of the part that came with this field. Not among them is ' +
        'what nobody waits for: what is served stale is read anew, and calls may still be under way that others have joined.',
      resolve: async (inspection) => (await inspection.calls()).calls,
    }),
    omittedCalls: t.int({
      nullable: false,
      description: 'How many calls are not in `calls`, because there are too many.',
      resolve: async (inspection) => (await inspection.calls()).omitted,
    }),
    budget: t.field({
      type: [UpstreamBudget],
      ...listed,
      directives: { listSize: { assumedSize: 3 } },
      description: 'What is left of the rate, by action.',
      resolve: (inspection) => inspection.budget(),
    }),
    capabilities: t.field({
      type: [UpstreamCapability],
      ...listed,
      directives: { listSize: { assumedSize: 3 } },
      description: 'Which action TI-ONE answers in which of the regions that may be read.',
      resolve: (inspection) => inspection.capabilities(),
    }),
    explanation: t.field({
      type: UpstreamExplanation,
      description:
        'What this operation would cost upstream, if it was run now. Null unless it is asked for with `dryRun: true`.',
      resolve: (inspection) => inspection.explanation(),
    }),
  }),
});

builder.queryField('trainingModelUpstream', (t) =>
  t.field({
    type: Upstream,
    description:
      'Diagnostics of this operation, for people who look into it: not for programs that rely on it. For clients behind routers, which drop ' +
      '`extensions`; others may send the header `X-TIONE-Inspect: calls` instead. Where the server knows its callers it needs the ' +
      'scope `tione:inspect`, and rights that are not restricted.',
    args: {
      dryRun: t.arg.boolean({
        defaultValue: false,
        description:
          'Run nothing: all other fields of the operation are null, TI-ONE is not called, and `explanation` tells what it would cost.',
      }),
    },
    resolve: (_root, _args, { inspection }) => {
      if (inspection.refusal === undefined) return inspection;
      throw new GraphQLError(inspection.refusal, { extensions: { code: 'FORBIDDEN' } });
    },
  }),
);
