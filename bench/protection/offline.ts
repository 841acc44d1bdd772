/** The same crowd while nothing can merge: most must be told at once when to come back, and be served when they do. */
import { clientOf, pause, type Answer } from './client.ts';
import { oneModel } from './operations.ts';
import { startEmulator, startServer } from './processes.ts';
import type { Report } from './table.ts';
import { upstreamAt } from './upstream.ts';

const requests = 1_000;
const timeoutMs = 5_000;
/** Milliseconds: who is told to come back within that time does so. */
const sampledMs = 8_000;

export async function offline(report: Report): Promise<void> {
  await using emulator = await startEmulator();
  const upstream = upstreamAt(emulator.url);
  await upstream.faults({ offlineActions: ['DescribeTrainingModels'] });
  await using server = await startServer(emulator.url, { TIONE_TIMEOUT_MS: String(timeoutMs) });
  await using client = clientOf(server.url);
  const returning: Promise<Answer>[] = [];
  const comeBack = async (index: number, afterMs: number): Promise<Answer> => {
    await pause(afterMs);
    return client.ask(oneModel(index));
  };
  const answers = await Promise.all(
    Array.from({ length: requests }, async (_, index) => {
      const answer = await client.ask(oneModel(index));
      const afterMs = answer.retryAfterMs ?? Infinity;
      if (afterMs <= sampledMs) returning.push(comeBack(index, afterMs));
      return answer;
    }),
  );
  const waits = answers.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
  await report.row('offline', answers, upstream, [server]);
  report.note(
    `${String(waits.length)} were told to come back, after ${String(Math.min(...waits))} to ${String(Math.max(...waits))} ms`,
  );
  await report.row(`offline, back within ${String(sampledMs / 1_000)} s`, await Promise.all(returning), upstream, [
    server,
  ]);
}
