/** Lets calls out at the rate that the upstream allows for each action, wherever the data is kept. */
import type { Attempt, Call, Send } from './call.ts';
import { late, TioneError } from './errors.ts';
import type { Budget } from './budget.ts';
import { createLane, type Lane } from './lane.ts';
import type { Slots } from './slots.ts';

export interface LimiterOptions {
  /** Requests per second for each action, a whole number; Infinity for no limit. */
  readonly requestsPerSecond: number;
  readonly slots: Slots;
}

export interface Limiter extends Pick<Lane, 'turnAway'> {
  /** Nothing to wait for where there is no limit. */
  readonly admit: (call: Call, isFirst: boolean) => Promise<void> | undefined;
  /** Milliseconds that a call of this action, asked for now, would wait for its turn; of several the last one. */
  readonly waitMs: (action: string, calls?: number) => number;
  readonly budget: (action: string) => Budget;
  /** A call of this action was answered, after so many milliseconds. */
  readonly answered: (action: string, ms: number) => void;
  /** A call of this action was refused for its rate. */
  readonly refused: (action: string) => void;
}

const unlimited: Omit<Lane, 'admit'> & Pick<Limiter, 'admit'> = {
  admit: () => undefined,
  waitMs: () => 0,
  budget: () => ({ limit: null, remaining: null, queued: 0, waitMs: 0 }),
  answered: () => undefined,
  refused: () => undefined,
  turnAway: () => undefined,
};

/** By action: that is what the upstream counts by, besides the account and the access point, of which a client has one each. */
export function createLimiter({ requestsPerSecond, slots }: LimiterOptions): Limiter {
  const lanes = new Map<string, Lane>();
  const laneOf = (action: string): typeof unlimited => {
    if (requestsPerSecond === Infinity) return unlimited;
    const known = lanes.get(action);
    if (known !== undefined) return known;
    const lane = createLane(action, requestsPerSecond, slots);
    lanes.set(action, lane);
    return lane;
  };
  return {
    admit: (call, isFirst) => laneOf(call.action).admit(call, isFirst),
    waitMs: (action, calls) => laneOf(action).waitMs(calls),
    budget: (action) => laneOf(action).budget(),
    answered: (action, ms) => {
      laneOf(action).answered(ms);
    },
    refused: (action) => {
      laneOf(action).refused();
    },
    turnAway: (why) => {
      for (const lane of lanes.values()) lane.turnAway(why);
    },
  };
}

/** A stage that waits for its turn, and learns from refusals. */
export function withLimiter(limiter: Limiter, send: Send): Attempt {
  return async (call, attempt) => {
    if (performance.now() >= call.deadline) throw late(call);
    // Who has waited before need not stand in line again.
    const turn = limiter.admit(call, attempt > 1);
    if (turn !== undefined) await turn;
    const sentAt = performance.now();
    try {
      const answer = await send(call);
      limiter.answered(call.action, performance.now() - sentAt);
      return answer;
    } catch (error) {
      if (error instanceof TioneError && error.kind === 'throttled') limiter.refused(call.action);
      throw error;
    }
  };
}
