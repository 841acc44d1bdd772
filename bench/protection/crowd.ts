/** A thousand clients ask for a thousand models at once: waiting calls must merge. */
import { clientOf } from './client.ts';
import { oneModel } from './operations.ts';
import { startEmulator, startServer } from './processes.ts';
import type { Report } from './table.ts';
import { upstreamAt } from './upstream.ts';

const requests = 1_000;

export async function crowd(report: Report): Promise<void> {
  await using emulator = await startEmulator();
  await using server = await startServer(emulator.url, {});
  await using client = clientOf(server.url);
  const answers = await Promise.all(Array.from({ length: requests }, (_, index) => client.ask(oneModel(index))));
  await report.row('crowd', answers, upstreamAt(emulator.url), [server]);
}
