/** What gateways with demand control need to know before they run an operation: which fields call TI-ONE, and how long lists are. */
import { defaultPageSize } from './page.ts';

/** The weight of a field that may take an upstream call, which is what is scarce. Other fields weigh 1 or nothing. */
export const upstreamCost = { directives: { cost: { weight: 10 } } } as const;

/** A Relay connection: as many entries as `first` or `last` says. */
export const connectionCost = {
  directives: {
    ...upstreamCost.directives,
    listSize: {
      assumedSize: defaultPageSize,
      slicingArguments: ['first', 'last'],
      sizedFields: ['edges', 'nodes'],
      requireOneSlicingArgument: false,
    },
  },
};

/** A list of as many entries as ids were given, of which gateways can count only the usual number. */
export const idListCost = { directives: { ...upstreamCost.directives, listSize: { assumedSize: 100 } } };
