/** Documents that have been parsed, validated and run before, made ready to be run at less cost. */
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { compile, type Compiled, type CompileOptions } from '../../execution/compile.ts';
import { operationFacts, type OperationFacts } from '../operation-facts.ts';
import type { RequestContext } from '../request-context.ts';
import { sha256 } from '../persisted.ts';
import { maxUpstreamCalls } from '../upstream-calls.ts';
import { createMeasuredSizes, type MeasuredSizes } from './measured-sizes.ts';
import { createShelf } from './shelf.ts';
import { upstreamBound } from './upstream-bound.ts';

/** An operation of a document. */
export interface KnownOperation {
  readonly document: DocumentNode;
  readonly facts: OperationFacts;
  readonly compiled: Compiled<RequestContext>;
  /** Whether it may be run whatever its variables are, as far as calls of TI-ONE go. */
  readonly isCheap: boolean;
  /** With which variables it is known to be within its limits. */
  readonly measured: MeasuredSizes;
}

export interface Documents {
  /** Undefined where it is not known, or not to be run here. */
  readonly find: (query: string, operationName: string | null | undefined) => KnownOperation | undefined;
  /** An operation of it was run, and all went well. */
  readonly learn: (query: string, document: DocumentNode, operationName: string | null | undefined) => void;
  /** Whether it is one of the documents that may be named by their hash. */
  readonly isPersisted: (query: string) => boolean;
}

export interface DocumentsOptions {
  readonly schema: GraphQLSchema;
  readonly compileOptions: CompileOptions<RequestContext>;
  readonly scanLimit: number;
  /** By SHA-256, in lower-case hex. */
  readonly persisted: ReadonlyMap<string, string> | undefined;
}

/** Characters of all texts that are kept. What is made of one takes some fifty times as much memory. */
const maxCharacters = 500_000;

interface Entry {
  readonly document: DocumentNode;
  /** Of those that ended well, by name: undefined for what is not to be compiled. Compiled when they come again. */
  readonly operations: Map<string, () => KnownOperation | undefined>;
  isPersisted: boolean | undefined;
}

export function createDocuments({ schema, compileOptions, scanLimit, persisted }: DocumentsOptions): Documents {
  const known = createShelf<string, Entry>(maxCharacters);

  const prepare = (document: DocumentNode, operationName: string | null | undefined): KnownOperation | undefined => {
    const facts = operationFacts(document, operationName);
    const bound = facts && upstreamBound(document, facts, scanLimit);
    if (facts === undefined || bound === undefined) return undefined;
    const compiled = compile(schema, document, operationName, compileOptions);
    if (compiled === undefined) return undefined;
    const measured = createMeasuredSizes(document, operationName);
    return { document, facts, compiled, isCheap: bound <= maxUpstreamCalls, measured };
  };
  return {
    find: (query, operationName) => known.get(query)?.operations.get(operationName ?? '')?.(),
    learn: (query, document, operationName) => {
      const name = operationName ?? '';
      const entry = known.get(query) ?? { document, operations: new Map(), isPersisted: undefined };
      if (entry.operations.has(name)) return;
      entry.operations.set(
        name,
        once(() => prepare(entry.document, operationName)),
      );
      known.put(query, entry, query.length);
    },
    isPersisted: (query) => {
      const entry = known.get(query);
      if (entry === undefined || persisted === undefined) return false;
      entry.isPersisted ??= persisted.has(sha256(query));
      return entry.isPersisted;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
