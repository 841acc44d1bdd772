/** Metrics of the attempts to call TI-ONE. */
import type { BegunAttempt, EndedAttempt, WatchAttempt } from '../tione/attempt.ts';
import { firstOf, type oneOf } from './bounded.ts';
import { counter, gauge, histogram, type Book } from './prometheus.ts';

/** Seconds. Answers of TI-ONE take some tenths of a second; one attempt has half of the 10 s of a request. */
const durationBounds = [0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 2.5, 5, 10];
/** Seconds. The budget of an action comes in windows of 1.05 to 1.2 s; nobody waits beyond the deadline of 10 s. */
const queueBounds = [0.001, 0.01, 0.05, 0.11, 0.275, 0.55, 1.1, 2.2, 3.3, 5.5, 10];
/** Error codes of TI-ONE. Some fifty are published, of which few are ever seen. */
const maxCodes = 40;
/** How codes of TI-ONE look; an answer may have anything there. */
const codePattern = /^[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)*$/;
const maxCodeCharacters = 80;

export function attemptMetrics(book: Book, regionLabel: ReturnType<typeof oneOf>): WatchAttempt {
  const labels = ['action', 'region', 'outcome'] as const;
  const sent = counter(book, {
    name: 'upstream_attempts_total',
    help: 'Requests sent to TI-ONE, by how they ended: OK or the kind of the error, with the error code where TI-ONE answered one.',
    labels: [...labels, 'code'],
  });
  const unsent = counter(book, {
    name: 'upstream_unsent_total',
    help: 'Requests to TI-ONE that ended before they were sent, by why: no budget in time, circuit breaker, no credential, nobody waits.',
    labels,
  });
  const duration = histogram(book, {
    name: 'upstream_attempt_duration_seconds',
    help: 'Time from the sending of a request to TI-ONE to its end.',
    labels,
    bounds: durationBounds,
  });
  const queued = histogram(book, {
    name: 'upstream_queue_duration_seconds',
    help: 'Time that a request to TI-ONE waited for its turn in the rate budget, or until it was given up.',
    labels,
    bounds: queueBounds,
  });
  const running = new Map<string, number>();
  gauge(
    book,
    {
      name: 'upstream_attempts_in_flight',
      help: 'Requests to TI-ONE that wait for their turn or for their answer.',
      labels: ['action'],
    },
    () => Array.from(running, ([action, count]) => [{ action }, count]),
  );
  const few = firstOf(maxCodes, 'OTHER');
  const codeLabel = (code: string): string =>
    code.length <= maxCodeCharacters && codePattern.test(code) ? few(code) : 'OTHER';
  return (begun) => {
    count(running, begun, 1);
    return (ended) => {
      count(running, begun, -1);
      const { beganAt, sentAt, endedAt, error } = ended;
      const where = [ended.action, regionLabel(ended.region), outcomeOf(ended)] as const;
      queued(...where)(((sentAt ?? endedAt) - beganAt) / 1_000);
      if (sentAt === undefined) {
        unsent(...where)();
        return;
      }
      const code = error?.upstreamCode;
      sent(...where, code === undefined ? '' : codeLabel(code))();
      duration(...where)((endedAt - sentAt) / 1_000);
    };
  };
}

/** As a code is written: `OK`, `THROTTLED`, `NOT_FOUND`. */
function outcomeOf({ error }: EndedAttempt): string {
  return error === undefined ? 'OK' : error.kind.toUpperCase().replaceAll('-', '_');
}

function count(running: Map<string, number>, { action }: BegunAttempt, by: 1 | -1): void {
  running.set(action, (running.get(action) ?? 0) + by);
}
