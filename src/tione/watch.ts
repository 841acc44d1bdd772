/** Tells those who watch of each attempt. */
import type { WatchAttempt } from './attempt.ts';
import type { Attempt, Call } from './call.ts';
import { requestIdOf } from './envelope.ts';
import { TioneError } from './errors.ts';

/** A stage that watches attempts: what it wraps are the waiting, the sending and the check of the answer. */
export function withWatch(send: Attempt, watch: WatchAttempt | undefined): Attempt {
  const sendWatched: Attempt = async (call, attempt) => {
    const { action, region } = call;
    const end = watch?.({ action, region, attempt });
    const beganAt = performance.now();
    let sentAt: number | undefined;
    let params: object | undefined;
    const seen: Call = {
      ...call,
      params: () => {
        params = call.params();
        sentAt = performance.now();
        return params;
      },
    };
    const tell = (requestId: string | undefined, error?: TioneError): void => {
      const endedAt = performance.now();
      const ended = { action, region, attempt, beganAt, sentAt, endedAt, params, requestId, error };
      end?.(ended);
      call.onAttempt?.(ended);
    };
    try {
      const answer = await send(seen, attempt);
      tell(requestIdOf(answer));
      return answer;
    } catch (error) {
      // The stages below reject with nothing else.
      if (error instanceof TioneError) tell(error.requestId, error);
      throw error;
    }
  };
  if (watch !== undefined) return sendWatched;
  return (call, attempt) => (call.onAttempt === undefined ? send(call, attempt) : sendWatched(call, attempt));
}
