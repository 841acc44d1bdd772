/** The Pothos builder: plugins, defaults and root type. It holds no types of the domain. */
import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DirectivesPlugin from '@pothos/plugin-directives';
import RelayPlugin from '@pothos/plugin-relay';
import { complexityError, limits } from './operation-limits.ts';
import type { Context } from './context.ts';

export interface SchemaTypes {
  Context: Context;
  Scalars: {
    /** In: milliseconds since the epoch. Out: the text to answer. */
    DateTime: { Input: number; Output: string };
    ID: { Input: string; Output: string };
  };
  /** Of Federation; see `subgraph.ts`. */
  Directives: {
    cost: { locations: 'FIELD_DEFINITION'; args: { weight: number } };
    key: { locations: 'OBJECT'; args: { fields: string } };
    listSize: {
      locations: 'FIELD_DEFINITION';
      args: {
        assumedSize: number;
        slicingArguments?: string[];
        sizedFields?: string[];
        requireOneSlicingArgument?: boolean;
      };
    };
    shareable: { locations: 'OBJECT' };
  };
  /** What every connection has beside the fields of Relay. Null where it cannot be told exactly. */
  Connection: { totalCount: number | null };
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
}

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ComplexityPlugin, RelayPlugin, DirectivesPlugin],
  // Without a limit nothing is measured.
  complexity: { limit: ({ isMeasured }) => (isMeasured === true ? {} : limits), complexityError },
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    cursorType: 'String',
    pageInfoTypeOptions: { directives: { shareable: {} }, description: 'Where a page of a list begins and ends.' },
    hasNextPageFieldOptions: { description: 'Whether the list goes on after this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether the list has entries before this page.' },
    startCursorFieldOptions: {
      description: 'Cursor of the first entry of this page, for `before`. Null when the page is empty.',
    },
    endCursorFieldOptions: {
      description: 'Cursor of the last entry of this page, for `after`. Null when the page is empty.',
    },
    cursorFieldOptions: {
      description:
        'Opaque position of this entry for `after` and `before`. It belongs to this list with this filter and order and is refused elsewhere.',
    },
    nodeFieldOptions: { nullable: false, description: 'The entry itself.' },
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: 'The entries of this page, each with its cursor.',
      complexity: { multiplier: 1 },
    },
    nodesOnConnection: {
      description: 'The entries of this page without their cursors.',
      complexity: { multiplier: 1 },
    },
    pageInfoFieldOptions: { description: 'Where this page begins and ends in the list.' },
    firstArgOptions: {
      description: 'Page size from the start of the list: 1 to 100. Default 20 unless `last` is given; not both.',
    },
    lastArgOptions: { description: 'Page size from the end of the list: 1 to 100. Not together with `first`.' },
    afterArgOptions: {
      description: 'Only entries after this cursor. A cursor of another list, filter or order is refused.',
    },
    beforeArgOptions: {
      description: 'Only entries before this cursor. A cursor of another list, filter or order is refused.',
    },
  },
});

builder.queryType({
  description:
    'Reads of the model repository of Tencent Cloud TI-ONE (API `tione`, version 2021-11-11). There are no writes.',
});
