/**
 * The short way of a request: what nearly all requests ask for, without what only few of them need. It sends whole answers
 * without errors, the same bytes as the long way. Whatever is beyond that it leaves to the long way, with what was begun.
 */
import type { GraphQLSchema } from 'graphql';
import { checkEntities } from '../../schema/operation-limits.ts';
import type { OnUnknownValue } from '../../schema/context.ts';
import type { Rights } from '../../access/caller.ts';
import { noReads, type ReadCounts } from '../../inspector/recorder.ts';
import type { Admit } from '../admission.ts';
import type { Begun } from '../begun.ts';
import type { BudgetHeaders } from '../diagnostics.ts';
import { createFreshness, staleMark, type Freshness } from '../freshness.ts';
import { inspectRefusal, type InspectorOptions } from '../inspector-options.ts';
import type { OnOperation } from '../operation-record.ts';
import { hashIn } from '../persisted.ts';
import type { AdmittedRequest, RequestContext } from '../request-context.ts';
import { beginTrace } from '../request-trace.ts';
import { beginOperation, tellOperation } from '../running-operation.ts';
import { mostUpstreamCalls, upstreamCalls } from '../upstream-calls.ts';
import { createAnswers, type Sendable } from './answers.ts';
import type { AnswerHead, Head } from './answer-head.ts';
import type { Documents, KnownOperation } from './documents.ts';
import type { MediaTypes } from './media-types.ts';
import { readParams, type PlainParams } from './params.ts';
import type { PlainRequest } from './plain-request.ts';
import { createUnknownValues } from './unknown-values.ts';

/** What is sent, with status 200. */
export interface ShortAnswer {
  /** Whether it was sent before. */
  readonly isKept: boolean;
  readonly head: Head;
  readonly body: Buffer | string;
}

export type ShortWay = (request: PlainRequest) => Promise<ShortAnswer | Begun>;

export interface ShortWayOptions {
  readonly schema: GraphQLSchema;
  readonly endpoint: string;
  readonly admit: Admit;
  readonly documents: Documents;
  readonly mediaTypes: MediaTypes;
  readonly headOf: AnswerHead;
  readonly createContext: (request: AdmittedRequest) => RequestContext;
  readonly scanLimit: number;
  readonly inspector: InspectorOptions | undefined;
  readonly onUnknownValue: OnUnknownValue;
  readonly onOperation: OnOperation | undefined;
  /** What is left of the rate of actions. */
  readonly budget: () => BudgetHeaders | undefined;
  /** By SHA-256, in lower-case hex. */
  readonly persisted: ReadonlyMap<string, string> | undefined;
  /** Whether no other documents are run, but for routers. */
  readonly persistedOnly: boolean;
}

export function createShortWay(options: ShortWayOptions): ShortWay {
  const { schema, endpoint, admit, documents, mediaTypes, headOf, createContext, scanLimit, inspector } = options;
  const { onUnknownValue, onOperation, persisted, persistedOnly, budget } = options;
  const answers = createAnswers();
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

  return async (request) => {
    const { headers, peer, host, body, gone, isGone } = request;
    const operation = beginOperation(headers);
    const freshness = createFreshness();
    const incoming = { method: 'POST', headers, text: () => Promise.resolve(body) };
    const admission = await admit(incoming, endpoint, { peer, host });
    let context: RequestContext | undefined;
    const leave = (): Begun => ({ admission, operation, freshness, context, isGone });

    const { caller, refused } = admission;
    if (caller === undefined || refused !== undefined) return leave();
    const mayInspect = inspectRefusal(caller, inspector) === undefined;
    const mediaType = mediaTypes.of(headers.get('accept'));
    if (mediaType === undefined || (mayInspect && inspector?.mode === 'always')) return leave();

    const isRouter = caller.kind === 'router';
    const key = keyOf(body, caller.rights, persistedOnly && isRouter);
    const answered = (of: Freshness, sent: Sendable, counts: ReadCounts, isKept: boolean): ShortAnswer => {
      operation.isParsed = true;
      operation.trace ??= beginTrace(headers, operation.recorder.beganAt);
      const outcome = { status: 200, callerId: caller.id, isCancelled: isGone() };
      tellOperation(operation, operation.trace, outcome, onOperation, counts);
      const head = headOf({
        mediaType,
        bytes: sent.bytes,
        requestId: operation.id,
        admission,
        freshness: of,
        budget: mayInspect ? budget() : undefined,
      });
      return { isKept, head, body: sent.body };
    };

    const kept = answers.get(key);
    if (kept !== undefined) {
      operation.facts = kept.facts;
      kept.unknownValues.forEach(onUnknownValue);
      return answered(kept.freshness, kept, kept.counts, true);
    }
    const params = readParams(body, extraNames);
    const known = params && operationIn(params, isRouter);
    if (params === undefined || known === undefined) return leave();
    const variableValues = params.variables ?? {};
    const sizes = known.measured.of(variableValues);
    const isMeasured = known.measured.has(sizes);
    if (!isWithinLimits(known, params, isMeasured)) return leave();

    const unknownValues = createUnknownValues(onUnknownValue);
    try {
      const { take } = unknownValues;
      context = createContext({ headers, gone, caller, operation, freshness, isMeasured, onUnknownValue: take });
    } catch {
      return leave();
    }
    operation.isParsed = true;
    operation.facts = known.facts;
    const trace = (operation.trace = beginTrace(headers, operation.recorder.beganAt));
    const asked = { variableValues, contextValue: context };
    const data = await trace.run(() => known.compiled.run(asked));
    if (data === undefined) {
      unknownValues.passOn();
      return leave();
    }
    if (!isMeasured) known.measured.add(sizes);
    context.deadline.clear();
    unknownValues.taken.forEach(onUnknownValue);
    const counts = operation.recorder.counts();
    const whole = { facts: known.facts, freshness, counts: asKept(counts), unknownValues: unknownValues.taken };
    return answered(freshness, answers.keep(key, textOf(data, freshness), whole), counts, false);
  };
}

/** The whole answer, as the long way writes it. */
function textOf(data: string, freshness: Freshness): string {
  const tione = staleMark(freshness);
  return tione === undefined ? `{"data":${data}}` : `{"data":${data},"extensions":${JSON.stringify({ tione })}}`;
}

/** What callers with other rights are answered is something else. A body begins with no such sign. */
function keyOf(body: string, rights: Rights, isRouter: boolean): string {
  const { regions, models, tags } = rights;
  const isWhole = regions === undefined && models === undefined && tags === undefined;
  if (isWhole && !isRouter) return body;
  return `#${isRouter ? 'router' : ''}${JSON.stringify([regions, models, tags])} ${body}`;
}

/** What the same reads are counted as when they come again. */
function asKept({ reads }: ReadCounts): ReadCounts {
  const cache = Object.values(reads).reduce((sum, count) => sum + count, 0);
  return { reads: { ...noReads, cache }, upstreamCalls: 0 };
}
