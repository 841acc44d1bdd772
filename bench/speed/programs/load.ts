/** The load: prepared requests over kept-alive connections, one at a time on each, for a number of seconds. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { LoadJob, LoadResult, Requests } from '../messages.ts';
import { createAnswerReader } from './answer-reader.ts';
import { work } from './tell.ts';

work(async (job: LoadJob): Promise<LoadResult> => {
  const { answers: enough = Infinity } = job;
  const bodies = bodiesOf(job.requests, job.start);
  const times: number[] = [];
  const totals = { bytes: 0, refused: 0 };
  const startedAt = performance.now();
  const endsAt = startedAt + job.seconds * 1_000;
  const asking = Array.from({ length: job.connections }, async () => {
    const socket = connect(job.port, '127.0.0.1').setNoDelay();
    await once(socket, 'connect');
    const reader = createAnswerReader();
    const closed = once(socket, 'close');
    let sentAt = 0;
    const send = (): void => {
      const body = bodies();
      sentAt = performance.now();
      socket.write(`${headOf(job)}${String(Buffer.byteLength(body))}\r\n\r\n${body}`);
    };
    socket.on('data', (chunk) => {
      const answer = reader.take(chunk);
      if (answer === undefined) return;
      const now = performance.now();
      times.push(now - sentAt);
      totals.bytes += answer.bytes;
      if (answer.status !== 200) totals.refused += 1;
      // Those under way count too.
      if (now < endsAt && times.length + job.connections <= enough) send();
      else socket.destroy();
    });
    send();
    await closed;
  });
  await Promise.all(asking);
  const seconds = (performance.now() - startedAt) / 1_000;
  const ordered = Float64Array.from(times).sort();
  const quantile = (part: number): number => ordered[Math.floor(ordered.length * part)] ?? NaN;
  return { answers: times.length, seconds, ...totals, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
});

function headOf({ path, port }: LoadJob): string {
  const accept = 'content-type: application/json\r\naccept: application/json\r\n';
  return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${String(port)}\r\n${accept}content-length: `;
}

/** The bodies in their order, over and over. */
function bodiesOf({ head, numbers, tails }: Requests, start: number): () => string {
  let turn = start;
  return () => {
    // Tails first: neighbours ask for different rows.
    const tail = tails[turn % tails.length] ?? '';
    const number = numbers.from + (Math.floor(turn / tails.length) % numbers.count);
    turn += 1;
    return head + String(number) + tail;
  };
}
