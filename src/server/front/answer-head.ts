/** The head of an answer on the short way: the headers that it would have on the long one. */
import type { Admission } from '../admission.ts';
import { cacheHeaders, fixedHeaders, notStored, variesBy } from '../answer-headers.ts';
import type { BudgetHeaders } from '../diagnostics.ts';
import type { Freshness } from '../freshness.ts';
import { requestIdHeader } from '../running-operation.ts';

/** Names and values by turns, as Node takes them. */
export type Head = readonly string[];

export interface HeadFacts {
  readonly mediaType: string;
  readonly bytes: number;
  readonly requestId: string;
  readonly admission: Admission;
  readonly freshness: Freshness;
  /** What is left of the rate of actions, for who may see it. */
  readonly budget: BudgetHeaders | undefined;
}

export type AnswerHead = (facts: HeadFacts) => Head;

export interface AnswerHeadOptions {
  readonly mode: string;
  /** Milliseconds for which what is read counts as fresh. */
  readonly cacheTtlMs: number;
  /** Whether answers are for one caller. */
  readonly varies: boolean;
}

export function createAnswerHead({ mode, cacheTtlMs, varies }: AnswerHeadOptions): AnswerHead {
  const fixed = [...fixedHeaders(mode).flat(), ...(varies ? ['vary', variesBy] : [])];
  return ({ mediaType, bytes, requestId, admission, freshness, budget }) => {
    const head = ['content-type', mediaType, 'content-length', String(bytes), requestIdHeader, requestId, ...fixed];
    const caching = cacheHeaders(cacheTtlMs, freshness);
    for (const [name, value] of caching) head.push(name, value);
    if (caching.length === 0) head.push('cache-control', notStored);
    let { policies, limits } = budget ?? none;
    for (const name in admission.headers) {
      const value = admission.headers[name] ?? '';
      // The caller's own limit stands before those of the actions.
      if (name === 'ratelimit-policy') policies = joined(value, policies);
      else if (name === 'ratelimit') limits = joined(value, limits);
      else head.push(name, value);
    }
    if (policies !== '') head.push('ratelimit-policy', policies, 'ratelimit', limits);
    return head;
  };
}

const none: BudgetHeaders = { policies: '', limits: '' };

function joined(first: string, second: string): string {
  return second === '' ? first : `${first}, ${second}`;
}
