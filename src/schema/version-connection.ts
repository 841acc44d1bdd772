/** `TrainingModelVersionConnection` and the arguments of fields that answer one. */
import { builder } from './builder.ts';
import { TrainingModelVersion } from './refs.ts';
import { VersionFilter } from './version-filter.ts';
import { VersionOrder } from './version-order.ts';

export const VersionConnection = builder.connectionObject(
  {
    type: TrainingModelVersion,
    name: 'TrainingModelVersionConnection',
    description: 'A page of the versions of a model.',
    fields: (t) => ({
      totalCount: t.exposeInt('totalCount', {
        description:
          'How many versions pass the filter, on all pages together. Exact: TI-ONE sends all versions of a model at once.',
      }),
    }),
  },
  { name: 'TrainingModelVersionEdge', description: 'A version and its position in the list.' },
);

/** The arguments of every field that answers a `TrainingModelVersionConnection`. */
export const versionListArguments = () =>
  builder.args((t) => ({
    filter: t.field({ type: VersionFilter, description: 'Which versions; all of them by default.' }),
    orderBy: t.field({ type: VersionOrder, description: 'Order; newest first by default.' }),
    ...t.connectionArgs(),
  }));
