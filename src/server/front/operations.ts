/** Which of the known operations a request asks for, and whether it may be run with what was sent along. */
import type { GraphQLSchema } from 'graphql';
import { checkEntities } from '../../schema/operation-limits.ts';
import { hashIn } from '../persisted.ts';
import { mostUpstreamCalls, upstreamCalls } from '../upstream-calls.ts';
import { createBodyReader } from './bodies.ts';
import type { Documents, KnownOperation } from './documents.ts';
import { paramsIn, type PlainParams } from './params.ts';

export interface OperationsOptions {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly scanLimit: number;
  /** By SHA-256, in lower-case hex. */
  readonly persisted: ReadonlyMap<string, string> | undefined;
  /** Whether no other documents are run, but for routers. */
  readonly persistedOnly: boolean;
}

export interface FoundOperation {
  readonly known: KnownOperation;
  readonly variableValues: Readonly<Record<string, unknown>>;
  /** What the limits look at, for {@link KnownOperation.measured}. */
  readonly sizes: string;
  /** Whether it was found to be within its limits with variables of these sizes. */
  readonly isMeasured: boolean;
}

/** Undefined where it is for the long way to tell what it is, or what is wrong with it. */
export type FindOperation = (body: string, isRouter: boolean) => FoundOperation | undefined;

export function createOperations(options: OperationsOptions): FindOperation {
  const { schema, documents, scanLimit, persisted, persistedOnly } = options;
  const read = createBodyReader();
  const mostCalls = mostUpstreamCalls(scanLimit);
  const extraNames = persisted === undefined ? [] : ['documentId'];

  const operationIn = (params: PlainParams, isRouter: boolean): KnownOperation | undefined => {
    const hash = params.query === undefined && persisted !== undefined ? hashIn(params) : undefined;
    const query = hash === undefined ? params.query : persisted?.get(hash);
    if (query === undefined) return undefined;
    const known = documents.find(query, params.operationName);
    return persistedOnly && !isRouter && !documents.isPersisted(query) ? undefined : known;
  };
  /** Whether the limits of an operation, which depend on what is sent with it, leave it alone. */
  const isWithinLimits = ({ document, isCheap }: KnownOperation, params: PlainParams, isMeasured: boolean): boolean => {
    if (isCheap) return true;
    const { operationName, variables } = params;
    try {
      if (!isMeasured) checkEntities(schema, { document, operationName, variables: variables ?? {} });
    } catch {
      return false;
    }
    const args = { schema, document, operationName, variableValues: variables };
    return upstreamCalls(args, mostCalls, scanLimit).excess === undefined;
  };

  return (body, isRouter) => {
    const params = paramsIn(read(body), extraNames);
    const known = params && operationIn(params, isRouter);
    if (params === undefined || known === undefined) return undefined;
    const variableValues = params.variables ?? {};
    const sizes = known.measured.of(variableValues);
    const isMeasured = known.measured.has(sizes);
    return isWithinLimits(known, params, isMeasured) ? { known, variableValues, sizes, isMeasured } : undefined;
  };
}
