/** The book of calls: what a test asks to learn how many upstream calls a query costs. */

export interface RecentCall {
  /** As sent, even when there is no such action. */
  readonly action: string;
  readonly region: string | null;
  /** Parameters as read; null when the call was refused before they were. */
  readonly params: unknown;
  readonly requestId: string;
  /** Error code of the answer; null for success. */
  readonly code: string | null;
}

export interface ActionCalls {
  readonly calls: number;
  readonly refused: number;
  /** Largest number of calls that arrived in one calendar second. */
  readonly maxPerSecond: number;
}

export interface CallReport {
  /** All calls of the API that arrived, refused ones included. */
  readonly total: number;
  readonly refused: number;
  readonly byAction: Readonly<Record<string, ActionCalls>>;
  /** The last calls in order of arrival, at most {@link maxRecentCalls}. */
  readonly recent: readonly RecentCall[];
}

export interface Outcome {
  readonly params: unknown;
  readonly code: string | null;
}

export interface Calls {
  /** Books an arrival; the returned function books how it ended. */
  readonly arrive: (
    action: string,
    region: string | null,
    requestId: string,
    arrivedAtMs: number,
  ) => (end: Outcome) => void;
  readonly snapshot: () => CallReport;
  readonly reset: () => void;
}

export const maxRecentCalls = 100;
/** Names of actions come from the caller: beyond this many, the rest is counted under `(other)`. */
const maxActions = 50;
const maxNameLength = 100;

interface Counter {
  calls: number;
  refused: number;
  maxPerSecond: number;
  second: number;
  inSecond: number;
}

export function createCalls(): Calls {
  let counters = new Map<string, Counter>();
  let recent: (Omit<RecentCall, keyof Outcome> & { params: unknown; code: string | null })[] = [];

  const counterOf = (action: string): Counter => {
    const name = counters.has(action) || counters.size < maxActions ? action : '(other)';
    const counter = counters.get(name) ?? { calls: 0, refused: 0, maxPerSecond: 0, second: -1, inSecond: 0 };
    counters.set(name, counter);
    return counter;
  };

  return {
    arrive: (fullName, region, requestId, arrivedAtMs) => {
      const action = fullName.slice(0, maxNameLength);
      const counter = counterOf(action);
      const second = Math.floor(arrivedAtMs / 1000);
      counter.inSecond = counter.second === second ? counter.inSecond + 1 : 1;
      counter.second = second;
      counter.calls += 1;
      counter.maxPerSecond = Math.max(counter.maxPerSecond, counter.inSecond);
      const call = { action, region, params: null as unknown, requestId, code: null as string | null };
      recent.push(call);
      if (recent.length > maxRecentCalls) recent.shift();
      return ({ params, code }) => {
        call.params = params;
        call.code = code;
        if (code !== null) counter.refused += 1;
      };
    },
    snapshot: () => {
      const byAction = Object.fromEntries(
        [...counters].map(([name, { calls, refused, maxPerSecond }]) => [name, { calls, refused, maxPerSecond }]),
      );
      const sum = (of: 'calls' | 'refused'): number =>
        Object.values(byAction).reduce((total, counter) => total + counter[of], 0);
      return { total: sum('calls'), refused: sum('refused'), byAction, recent: structuredClone(recent) };
    },
    reset: () => {
      counters = new Map();
      recent = [];
    },
  };
}
