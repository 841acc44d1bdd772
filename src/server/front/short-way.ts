/**
 * The short way of a request: what nearly all requests ask for, without what only few of them need. It sends whole answers
 * without errors, the same bytes as the long way. Whatever is beyond that it leaves to the long way, with what was begun.
 */
import type { OnUnknownValue } from '../../schema/context.ts';
import type { Caller, Rights } from '../../access/caller.ts';
import { andThen, type Now } from '../../loaders/now.ts';
import type { ReadCounts } from '../../inspector/recorder.ts';
import type { Admission, Admit } from '../admission.ts';
import type { Begun } from '../begun.ts';
import type { BudgetHeaders } from '../diagnostics.ts';
import { Freshness, staleMark } from '../freshness.ts';
import { inspectRefusal, type InspectorOptions } from '../inspector-options.ts';
import type { OnOperation } from '../operation-record.ts';
import type { AdmittedRequest, RequestContext } from '../request-context.ts';
import { beginTrace } from '../request-trace.ts';
import { beginOperation, tellOperation, type RunningOperation } from '../running-operation.ts';
import { asked, createAnswers, type Asked, type Sendable } from './answers.ts';
import type { AnswerHead, Head } from './answer-head.ts';
import type { FoundOperation, FindOperation } from './operations.ts';
import type { MediaTypes } from './media-types.ts';
import type { PlainRequest } from './plain-request.ts';
import { createUnknownValues } from './unknown-values.ts';

/** What is sent, with status 200. */
export interface ShortAnswer {
  /** Whether it was sent before. */
  readonly isKept: boolean;
  readonly head: Head;
  readonly body: Buffer | string;
  /** Tells of the request. To be called once, when the answer is sent. */
  readonly tell: () => void;
}

/** At once where nothing has to be waited for. */
export type ShortWay = (request: PlainRequest) => Now<ShortAnswer | Begun>;

export interface ShortWayOptions {
  readonly endpoint: string;
  readonly admit: Admit;
  readonly find: FindOperation;
  readonly mediaTypes: MediaTypes;
  readonly headOf: AnswerHead;
  readonly createContext: (request: AdmittedRequest) => RequestContext;
  readonly inspector: InspectorOptions | undefined;
  readonly onUnknownValue: OnUnknownValue;
  readonly onOperation: OnOperation | undefined;
  /** What is left of the rate of actions. */
  readonly budget: () => BudgetHeaders | undefined;
  /** Whether no other documents are run, but for routers. */
  readonly persistedOnly: boolean;
}

export function createShortWay(options: ShortWayOptions): ShortWay {
  const { endpoint, admit, find, mediaTypes, headOf, createContext, inspector } = options;
  const { onUnknownValue, onOperation, persistedOnly, budget } = options;
  const answers = createAnswers();
  const contextOf = (request: AdmittedRequest): RequestContext | undefined => {
    try {
      return createContext(request);
    } catch {
      return undefined;
    }
  };

  const answered = (visit: Visit, of: Freshness, sent: Sendable, counts: ReadCounts, isKept: boolean): ShortAnswer => {
    const { request, operation, admission, caller, mediaType, mayInspect } = visit;
    operation.isParsed = true;
    operation.trace ??= beginTrace(request.headers, operation.recorder.beganAt);
    const outcome = { status: 200, callerId: caller.id, isCancelled: request.isGone() };
    const { trace } = operation;
    const tell = (): void => {
      tellOperation(operation, trace, outcome, onOperation, counts);
    };
    const head = headOf({
      mediaType,
      bytes: sent.bytes,
      requestId: operation.id,
      admission,
      freshness: of,
      budget: mayInspect ? budget() : undefined,
    });
    return { isKept, head, body: sent.body, tell };
  };

  const run = (visit: Visit, question: Asked, found: FoundOperation): Now<ShortAnswer | Begun> => {
    const { known, variableValues, sizes, isMeasured } = found;
    const { request, operation, caller } = visit;
    const { headers } = request;
    const freshness = new Freshness();
    const unknownValues = createUnknownValues(onUnknownValue);
    const context = contextOf({
      headers,
      gone: () => request.gone(),
      caller,
      operation,
      freshness,
      isMeasured,
      onUnknownValue: unknownValues.take,
    });
    if (context === undefined) return leave(visit, freshness);
    operation.isParsed = true;
    operation.facts = known.facts;
    const trace = (operation.trace = beginTrace(headers, operation.recorder.beganAt));
    const data = trace.run(() => known.compiled.run({ variableValues, contextValue: context }));
    return andThen(data, (text) => {
      if (text === undefined) {
        unknownValues.passOn();
        return leave(visit, freshness, context);
      }
      if (!isMeasured) known.measured.add(sizes);
      context.deadline.clear();
      unknownValues.taken.forEach(onUnknownValue);
      const counts = operation.recorder.counts();
      const whole = { facts: known.facts, freshness, counts, unknownValues: unknownValues.taken };
      return answered(visit, freshness, answers.keep(question, textOf(text, freshness), whole), counts, false);
    });
  };

  const answer = (request: PlainRequest, operation: RunningOperation, admission: Admission) => {
    const { headers, body } = request;
    const { caller, refused } = admission;
    const started = { request, operation, admission };
    if (caller === undefined || refused !== undefined) return leave(started);
    const mayInspect = inspectRefusal(caller, inspector) === undefined;
    const mediaType = mediaTypes.of(headers.get('accept'));
    if (mediaType === undefined || (mayInspect && inspector?.mode === 'always')) return leave(started);

    const visit: Visit = { request, operation, admission, caller, mediaType, mayInspect };
    const isRouter = caller.kind === 'router';
    // Where others may not run all documents, they must not be given what a router was answered.
    const question = asked(body, nameOf(caller.rights) + (persistedOnly && isRouter ? 'router' : ''));
    const kept = answers.get(question);
    if (kept !== undefined) {
      operation.facts = kept.facts;
      kept.unknownValues.forEach(onUnknownValue);
      return answered(visit, kept.freshness, kept, kept.counts, true);
    }
    const found = find(body, isRouter);
    return found === undefined ? leave(visit) : run(visit, question, found);
  };

  return (request) => {
    const { headers, body } = request;
    const operation = beginOperation(headers);
    const incoming = { method: 'POST', headers, text: () => Promise.resolve(body) };
    return andThen(admit(incoming, endpoint, request), (admission) => answer(request, operation, admission));
  };
}

/** A request for which everything is looked up that it is answered by. */
interface Visit {
  readonly request: PlainRequest;
  readonly operation: RunningOperation;
  readonly admission: Admission;
  readonly caller: Caller;
  readonly mediaType: string;
  /** Whether the caller may see what TI-ONE is asked. */
  readonly mayInspect: boolean;
}

/** Leaves it to the long way, with what was begun. */
function leave(
  { request, operation, admission }: Pick<Visit, 'request' | 'operation' | 'admission'>,
  freshness = new Freshness(),
  context?: RequestContext,
): Begun {
  return { admission, operation, freshness, context, isGone: () => request.isGone() };
}

/** The whole answer, as the long way writes it. */
function textOf(data: string, freshness: Freshness): string {
  const tione = staleMark(freshness);
  return tione === undefined ? `{"data":${data}}` : `{"data":${data},"extensions":${JSON.stringify({ tione })}}`;
}

/** What callers with other rights are answered is something else. Rights are made once for each caller. */
const namesOfRights = new WeakMap<Rights, string>();

function nameOf(rights: Rights): string {
  const known = namesOfRights.get(rights);
  if (known !== undefined) return known;
  const { regions, models, tags } = rights;
  const isWhole = regions === undefined && models === undefined && tags === undefined;
  const name = isWhole ? '' : JSON.stringify([regions, models, tags]);
  namesOfRights.set(rights, name);
  return name;
}
