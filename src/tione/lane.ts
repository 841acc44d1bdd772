/** The queue of the calls that the upstream counts together: first come, first served, as fast as its windows allow. */
import type { Call } from './call.ts';
import { aborted, TioneError } from './errors.ts';
import type { Pace, Slots } from './slots.ts';

export interface Lane {
  /**
   * Resolves when the call may go out. Rejects with a `throttled` error as soon as it is clear that its turn comes after its
   * deadline, and when its signal aborts. `isFirst` puts it before all others that wait.
   */
  readonly admit: (call: Call, isFirst: boolean) => Promise<void>;
  /** Milliseconds that a call asked for now would wait for its turn. */
  readonly waitMs: () => number;
  /** The upstream has refused a call for its rate: somebody else uses the account too. */
  readonly refused: () => void;
  /** Ends all waiting: no call will get through. */
  readonly turnAway: (why: (call: Call) => TioneError) => void;
}

interface Waiter {
  readonly call: Call;
  readonly leave: (error?: TioneError) => void;
}

/**
 * Milliseconds. The upstream counts arrivals in windows of one second; a tenth more keeps calls within them although they
 * travel for different times.
 */
const windowMs = 1_100;
/** Milliseconds between two changes of what is known of the upstream's limit: one of its windows. */
const adaptMs = 1_000;
/** The part that is left after a refusal. It grows again by one call per window. */
const backOff = 0.7;
/** Milliseconds without any call after a refusal: half a window of the upstream, on average what is left of it. */
const holdMs = 500;
/** Waiting calls. More could only be those of a deadline of many minutes. */
const maxWaiting = 10_000;

/** `most`: requests per second that the upstream is documented to allow, a whole number. */
export function createLane(name: string, most: number, slots: Slots): Lane {
  const waiting: Waiter[] = [];
  /** How many calls fit into a window, as far as is known: the documented number, less what others use. */
  let count = most;
  let changedAt = -Infinity;
  let heldUntil = -Infinity;
  /** When the slot comes that was taken for whoever is first. */
  let slotAt: number | undefined;
  let isRunning = false;
  /** When those could be served who were turned away, if they all came back. */
  let promisedUntil = -Infinity;

  const pace = (): Pace => {
    const windows = count < most ? Math.floor((performance.now() - changedAt) / adaptMs) : 0;
    if (windows > 0) {
      count = Math.min(most, count + windows);
      changedAt += windows * adaptMs;
    }
    // Half the even distance: a few calls need not wait long, and no burst fills a window at once.
    return { count, windowMs, gapMs: windowMs / count / 2 };
  };
  /** Milliseconds until the turn of whoever stands at this place, 0 being the first. */
  const turnMs = (place: number): number => {
    const time = performance.now();
    const held = Math.max(0, heldUntil - time);
    if (slotAt === undefined) return held + slots.forecast(name, pace(), place + 1);
    return place === 0 ? Math.max(0, slotAt - time) : held + slots.forecast(name, pace(), place);
  };
  const tooLate = ({ action, region, deadline }: Call, waitMs: number): TioneError => {
    const time = performance.now();
    const interval = windowMs / count;
    // Each is told a turn of its own, and to come back when half of its time is enough for what is then before it.
    promisedUntil = Math.max(promisedUntil, time + waitMs) + interval;
    const patience = Number.isFinite(deadline) ? Math.max(0, deadline - time) / 2 : 0;
    return new TioneError(`${action} (${region}): the request rate is used up for longer than the caller can wait`, {
      kind: 'throttled',
      action,
      region,
      retryAfterMs: Math.ceil(Math.max(interval, promisedUntil - time - patience)),
    });
  };
  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const heldMs = heldUntil - performance.now();
      if (heldMs > 0) {
        await pause(heldMs);
        continue;
      }
      const taken = slots.take(name, pace());
      const slotMs = typeof taken === 'number' ? taken : await taken;
      if (slotMs > 0) {
        slotAt = performance.now() + slotMs;
        await pause(slotMs);
        slotAt = undefined;
      }
      waiting.shift()?.leave();
    }
    isRunning = false;
  };

  return {
    admit: (call, isFirst) => {
      if (call.signal.aborted) return Promise.reject(aborted(call));
      const waitMs = turnMs(isFirst ? Math.min(1, waiting.length) : waiting.length);
      if (performance.now() + waitMs > call.deadline || waiting.length >= maxWaiting)
        return Promise.reject(tooLate(call, waitMs));
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          const place = waiting.indexOf(waiter);
          const waitLeftMs = turnMs(place);
          waiting.splice(place, 1);
          const error = aborted(call);
          // What kept it waiting was the rate, longer than was to be expected.
          waiter.leave(error.kind === 'deadline' ? tooLate(call, waitLeftMs) : error);
        };
        const waiter: Waiter = {
          call,
          leave: (error) => {
            call.signal.removeEventListener('abort', onAbort);
            if (error === undefined) resolve();
            else reject(error);
          },
        };
        call.signal.addEventListener('abort', onAbort, { once: true });
        if (isFirst) waiting.unshift(waiter);
        else waiting.push(waiter);
        if (!isRunning) void run();
      });
    },
    waitMs: () => turnMs(waiting.length),
    refused: () => {
      const known = pace().count;
      const time = performance.now();
      // Refusals within one window of the upstream say the same thing several times.
      if (time - changedAt < adaptMs) return;
      count = Math.max(1, Math.floor(known * backOff));
      changedAt = time;
      heldUntil = time + holdMs;
      // Those at the end may have to wait too long now.
      for (let place = waiting.length - 1; place >= 0; place -= 1) {
        const waiter = waiting[place];
        const waitMs = turnMs(place);
        if (waiter === undefined || time + waitMs <= waiter.call.deadline) continue;
        waiting.splice(place, 1);
        waiter.leave(tooLate(waiter.call, waitMs));
      }
    },
    turnAway: (why) => {
      for (const waiter of waiting.splice(0)) waiter.leave(why(waiter.call));
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
