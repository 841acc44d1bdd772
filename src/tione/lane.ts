/** The queue of the calls that the upstream counts together: first come, first served, as fast as its windows allow. */
import { createAdaptivePace, lateMsAtMost } from './adaptive-pace.ts';
import { createUntouched, type Budget } from './budget.ts';
import type { Call } from './call.ts';
import { aborted, TioneError } from './errors.ts';
import type { Slots } from './slots.ts';
import { onceAborted } from './until-aborted.ts';

export interface Lane {
  /**
   * Resolves when the call may go out. Rejects with a `throttled` error as soon as it is clear that its turn comes after its
   * deadline, and when its signal aborts. `isFirst` puts it before all others that wait, and behind those that were put there.
   */
  readonly admit: (call: Call, isFirst: boolean) => Promise<void>;
  /** Milliseconds that a call asked for now would wait for its turn; of several the last one. */
  readonly waitMs: (calls?: number) => number;
  readonly budget: () => Budget;
  /** The upstream has answered a call, after so many milliseconds. */
  readonly answered: (ms: number) => void;
  /** The upstream has refused a call for its rate: somebody else uses the account too. */
  readonly refused: () => void;
  /** Ends all waiting: no call will get through. */
  readonly turnAway: (why: (call: Call) => TioneError) => void;
}

interface Waiter {
  readonly call: Call;
  readonly isFirst: boolean;
  /** Milliseconds that it could wait when it came. */
  readonly patienceMs: number;
  /** The latest moment of its turn: then there is time for the answer. */
  readonly latestAt: number;
  readonly leave: (error?: TioneError) => void;
}

/** The part of a call's time that is kept for the answer, at the most. */
const answerShare = 0.25;
/** How much the latest answer counts against those before it. */
const answerWeight = 0.2;
/** Waiting calls. More could only be those of a deadline of many minutes. */
const maxWaiting = 10_000;

/** `most`: requests per second that the upstream is documented to allow, a whole number. */
export function createLane(name: string, most: number, slots: Slots): Lane {
  const waiting: Waiter[] = [];
  const { pace, surePace, heldMs, answered, refused } = createAdaptivePace(most);
  /** When the slot comes that was taken for whoever is first. */
  let slotAt: number | undefined;
  /** Whether the slot that was taken last was not used. */
  let isUnused = false;
  let isRunning = false;
  /** Milliseconds that answers have taken of late. */
  let answerMs = 0;
  /** When those could be served who were turned away, if they all came back. */
  let promisedUntil = -Infinity;
  const untouched = createUntouched(slots);

  /** Milliseconds until the turn of whoever stands at this place, 0 being the first. */
  const turnMs = (place: number): number => {
    const waitMs = slotAt === undefined ? 0 : Math.max(0, slotAt - performance.now());
    // A slot within the hold is lost.
    if (slotAt === undefined || waitMs < heldMs()) return heldMs() + slots.forecast(name, surePace(), place + 1);
    return place === 0 ? waitMs : slots.forecast(name, surePace(), place);
  };
  /** What somebody is told who could come back and stand at the end of the queue. */
  const tooLate = ({ action, region }: Call, patienceMs: number): TioneError => {
    const time = performance.now();
    const { count, windowMs, gapMs } = surePace();
    let place = waiting.length;
    let waitMs = turnMs(place);
    // Each is told a turn of its own, after those that others were told. A window later the turns are the same again.
    const windows = Math.max(0, Math.floor((promisedUntil - time - waitMs) / windowMs));
    for (let step = 0; step <= count + 1 && time + waitMs < promisedUntil + gapMs / 2; step += 1) {
      place += step === 0 ? Math.max(1, windows * count) : 1;
      waitMs = turnMs(place);
    }
    promisedUntil = Math.max(promisedUntil, time + waitMs);
    // Half of its time is then enough for what is before it.
    const leadMs = Number.isFinite(patienceMs) ? Math.max(0, patienceMs) / 2 : 0;
    return new TioneError(`${action} (${region}): the request rate is used up for longer than the caller can wait`, {
      kind: 'throttled',
      action,
      region,
      retryAfterMs: Math.max(1, Math.ceil(promisedUntil - time - leadMs)),
    });
  };
  const turnAwayLate = (): void => {
    const time = performance.now();
    const late: Waiter[] = [];
    for (const waiter of waiting.splice(0)) {
      const isLate = time + turnMs(waiting.length) >= waiter.latestAt;
      (isLate ? late : waiting).push(waiter);
    }
    for (const { call, patienceMs, leave } of late) leave(tooLate(call, patienceMs));
  };
  /** Whether somebody went out. */
  const letOut = (): boolean => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { call, patienceMs, latestAt, leave } = next;
      if (performance.now() < latestAt) {
        leave();
        return true;
      }
      leave(tooLate(call, patienceMs));
    }
    return false;
  };
  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      if (heldMs() > 0) {
        await pause(heldMs());
        continue;
      }
      const taken = slots.take(name, pace(), isUnused);
      const slotMs = typeof taken === 'number' ? taken : await taken;
      let lateMs = 0;
      if (slotMs > 0) {
        slotAt = performance.now() + slotMs;
        await pause(slotMs);
        lateMs = performance.now() - slotAt;
        slotAt = undefined;
      }
      // A late one is taken anew: the call would stand in the windows at a time that is not its own.
      isUnused = lateMs > lateMsAtMost || heldMs() > 0 || !letOut();
    }
    isRunning = false;
  };

  return {
    admit: (call, isFirst) => {
      if (call.signal.aborted) return Promise.reject(aborted(call));
      untouched.end();
      const patienceMs = call.deadline - performance.now();
      const behindFirst = waiting.findIndex((waiter) => !waiter.isFirst);
      const place = isFirst && behindFirst !== -1 ? behindFirst : waiting.length;
      const waitMs = turnMs(place);
      const latestMs = patienceMs - Math.min(answerMs, patienceMs * answerShare);
      if ((waitMs > 0 && waitMs >= latestMs) || waiting.length >= maxWaiting)
        return Promise.reject(tooLate(call, patienceMs));
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          waiting.splice(waiting.indexOf(waiter), 1);
          const error = aborted(call);
          // What kept it waiting was the rate, longer than was to be expected.
          waiter.leave(error.kind === 'deadline' ? tooLate(call, patienceMs) : error);
        };
        const waiter: Waiter = {
          call,
          isFirst,
          patienceMs,
          latestAt: performance.now() + latestMs,
          leave: (error) => {
            stopListening();
            if (error === undefined) resolve();
            else reject(error);
          },
        };
        const stopListening = onceAborted(call.signal, onAbort);
        waiting.splice(place, 0, waiter);
        if (place < waiting.length - 1) turnAwayLate();
        if (!isRunning) void run();
      });
    },
    waitMs: (calls = 1) => turnMs(waiting.length + calls - 1),
    budget: () => {
      const known = untouched.budget();
      if (known !== undefined) return known;
      const now = pace();
      const remaining = heldMs() > 0 ? 0 : Math.max(0, slots.free(name, now) - waiting.length);
      const budget = { limit: now.count, remaining, queued: waiting.length, waitMs: turnMs(waiting.length) };
      if (remaining === most && budget.waitMs === 0) untouched.begin(budget);
      return budget;
    },
    answered: (ms) => {
      answered(ms);
      // The window may be another one now, and hold calls that were out of it.
      untouched.end();
      answerMs += (ms - answerMs) * answerWeight;
    },
    refused: () => {
      untouched.end();
      if (refused()) turnAwayLate();
    },
    turnAway: (why) => {
      for (const waiter of waiting.splice(0)) waiter.leave(why(waiter.call));
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.ceil(ms)));
}
