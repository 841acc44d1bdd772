/** How it stands with TI-ONE: what is left of its rate, and which actions it answers. */
import type { InspectedCapability } from '../inspector/inspection.ts';
import type { ActionBudget } from '../tione/client.ts';
import { builder } from './builder.ts';
import { writeTime } from './date-time.ts';

const CapabilityState = builder.enumType('TrainingModelUpstreamCapabilityState', {
  description: 'Whether TI-ONE answers an action.',
  values: {
    ANSWERS: { description: 'The action was answered last.' },
    NOT_OFFERED: { description: 'The action was refused last as not offered.' },
    UNKNOWN: { description: 'This server has not asked yet.' },
  },
});

export const UpstreamBudget = builder.objectRef<ActionBudget>('TrainingModelUpstreamBudget').implement({
  description: 'What is left of the rate of an action. TI-ONE counts an action over all regions.',
  fields: (t) => ({
    action: t.exposeString('action', { nullable: false, description: 'Action of the API `tione`.' }),
    limit: t.exposeInt('limit', {
      description:
        'Calls that may go out in a second, as far as is known: fewer than `TIONE_RATE_LIMIT` after TI-ONE has refused one. Null where there is no limit.',
    }),
    remaining: t.exposeInt('remaining', {
      description: 'Calls of this replica that could go out now. Null where there is no limit.',
    }),
    queued: t.exposeInt('queued', { nullable: false, description: 'Calls that wait for their turn.' }),
    waitMs: t.exposeFloat('waitMs', {
      nullable: false,
      description: 'Milliseconds that a call asked for now would wait for its turn.',
    }),
  }),
});

export const UpstreamCapability = builder.objectRef<InspectedCapability>('TrainingModelUpstreamCapability').implement({
  description: 'Whether TI-ONE answers an action in a region, as far as this server has seen.',
  fields: (t) => ({
    action: t.exposeString('action', { nullable: false, description: 'Action of the API `tione`.' }),
    region: t.exposeString('region', { nullable: false, description: 'Region that was asked, or that may be.' }),
    published: t.exposeBoolean('published', {
      nullable: false,
      description: 'Whether the action is in TI-ONE’s documentation. One that is not may be switched off any day.',
    }),
    state: t.field({
      type: CapabilityState,
      nullable: false,
      description: 'Whether it answers.',
      resolve: ({ state }) => state,
    }),
    since: t.field({
      type: 'DateTime',
      description: 'Since when that is so, as far as this server has seen. Null when it is unknown.',
      resolve: ({ since }) => writeTime(since),
    }),
  }),
});
