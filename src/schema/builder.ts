/** The Pothos builder: plugins, defaults and root type. It holds no types of the domain. */
import SchemaBuilder from '@pothos/core';
import ComplexityPlugin, { ComplexityErrorKind } from '@pothos/plugin-complexity';
import DirectivesPlugin from '@pothos/plugin-directives';
import FederationPlugin from '@pothos/plugin-federation';
import RelayPlugin from '@pothos/plugin-relay';
import { badUserInput } from './bad-user-input.ts';
import type { Context } from './context.ts';

export interface SchemaTypes {
  Context: Context;
  Scalars: {
    /** In: milliseconds since the epoch. Out: the text to answer. */
    DateTime: { Input: number; Output: string };
    ID: { Input: string; Output: string };
  };
  /** What every connection has beside the fields of Relay. Null where it cannot be told exactly. */
  Connection: { totalCount: number | null };
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
}

/**
 * What one operation may ask for. A field counts 1, the fields below a list count once for each item of its page. The
 * largest useful page (100 models, 5 versions each, 25 fields of a version) counts about 13,000; nesting
 * model → versions → model → versions multiplies by 100 each time and stops here, before any upstream call.
 */
const limits = { complexity: 100_000, depth: 15 } as const;

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ComplexityPlugin, RelayPlugin, DirectivesPlugin, FederationPlugin],
  complexity: {
    limit: { ...limits, breadth: 10_000 },
    complexityError: (kind, { depth, complexity }) =>
      badUserInput(
        kind === ComplexityErrorKind.Depth
          ? `The operation nests ${String(depth)} levels deep; at most ${String(limits.depth)} are allowed.`
          : `The operation asks for up to ${String(complexity)} values; at most ${String(limits.complexity)} are allowed. ` +
              'Ask for smaller pages (first, last) or fewer nested lists.',
      ),
  },
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    cursorType: 'String',
    pageInfoTypeOptions: { shareable: true, description: 'Where a page of a list begins and ends.' },
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
