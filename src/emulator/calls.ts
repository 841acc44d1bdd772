/** The book of calls: what a test asks to learn how many upstream calls a query costs. */

export interface RecentCall {
  /** As sent, even when there is no such action. */
  readonly action: string;
  readonly region: string | null;
  /** Parameters as read, those over 64 KB in short; null when the call was refused before they were read. */
  readonly params: unknown;
  readonly requestId: string;
  /** Error code of the answer, whether a fault let it arrive or not; null for success. */
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
  /** The last calls in order of arrival. */
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

/** The book is bounded in bytes: 100 calls that are kept hold 7 MB at most. */
const maxParamsBytes = 64 * 1024;
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

/** A call as it is kept: its parameters are text, which nobody can change and whose size is known. */
interface KeptCall extends Omit<RecentCall, keyof Outcome> {
  paramsText: string;
  code: string | null;
}

/** `recentCalls` is how many of the last calls are kept one by one. */
export function createCalls(recentCalls: number): Calls {
  let counters = new Map<string, Counter>();
  let recent: KeptCall[] = [];

  const counterOf = (action: string): Counter => {
    const name = counters.has(action) || counters.size < maxActions ? action : '(other)';
    const counter = counters.get(name) ?? { calls: 0, refused: 0, maxPerSecond: 0, second: -1, inSecond: 0 };
    counters.set(name, counter);
    return counter;
  };

  return {
    arrive: (fullName, fullRegion, requestId, arrivedAtMs) => {
      const action = fullName.slice(0, maxNameLength);
      const region = fullRegion?.slice(0, maxNameLength) ?? null;
      const counter = counterOf(action);
      const second = Math.floor(arrivedAtMs / 1000);
      counter.inSecond = counter.second === second ? counter.inSecond + 1 : 1;
      counter.second = second;
      counter.calls += 1;
      counter.maxPerSecond = Math.max(counter.maxPerSecond, counter.inSecond);
      const call: KeptCall = { action, region, paramsText: 'null', requestId, code: null };
      recent.push(call);
      if (recent.length > recentCalls) recent.shift();
      return ({ params, code }) => {
        call.paramsText = brief(params);
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
      return { total: sum('calls'), refused: sum('refused'), byAction, recent: recent.map(told) };
    },
    reset: () => {
      counters = new Map();
      recent = [];
    },
  };
}

function brief(params: unknown): string {
  const text = JSON.stringify(params);
  const bytes = Buffer.byteLength(text);
  return bytes <= maxParamsBytes ? text : JSON.stringify(`${String(bytes)} bytes of parameters`);
}

function told({ action, region, paramsText, requestId, code }: KeptCall): RecentCall {
  const params: unknown = JSON.parse(paramsText);
  return { action, region, params, requestId, code };
}
