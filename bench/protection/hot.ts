/** Everybody wants the same model, for ten seconds: the upstream is asked once for each time to live. */
import { askPaced, clientOf } from './client.ts';
import { oneModel } from './operations.ts';
import { startEmulator, startServer } from './processes.ts';
import type { Report } from './table.ts';
import { upstreamAt } from './upstream.ts';

const requests = 10_000;
const perSecond = 1_000;
const ttlMs = 5_000;
const connections = 100;

export async function hot(report: Report): Promise<void> {
  await using emulator = await startEmulator();
  await using server = await startServer(emulator.url, { TIONE_CACHE_TTL_MS: String(ttlMs) });
  await using client = clientOf(server.url, connections);
  const startedAt = performance.now();
  const operations = Array.from({ length: requests }, () => oneModel(0));
  const answers = await askPaced(operations, perSecond, (operation) => client.ask(operation));
  const seconds = (performance.now() - startedAt) / 1_000;
  await report.row('hot model', answers, upstreamAt(emulator.url), [server]);
  const lives = Math.ceil((seconds * 1_000) / ttlMs);
  report.note(`in ${seconds.toFixed(1)} s, ${String(lives)} times to live of ${String(ttlMs)} ms`);
}
