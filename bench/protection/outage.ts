/** The upstream is killed and started again: what was read serves for a while, then errors do, then all is well. */
import { askPaced, clientOf, pause, type Answer } from './client.ts';
import { oneModel } from './operations.ts';
import { startEmulator, startServer } from './processes.ts';
import { countsText, type Report } from './table.ts';
import { upstreamAt } from './upstream.ts';

const models = 20;
const perSecond = 50;
const env = { TIONE_TIMEOUT_MS: '3000', TIONE_CACHE_TTL_MS: '1000', TIONE_CACHE_STALE_MS: '3000' };
/** Milliseconds from the first request. */
const killAtMs = 2_000;
const restartAtMs = 9_000;
const endAtMs = 15_000;

export async function outage(report: Report): Promise<void> {
  const emulator = await startEmulator();
  await using server = await startServer(emulator.url, env);
  await using client = clientOf(server.url);
  const startedAt = performance.now();
  const operations = Array.from({ length: (endAtMs / 1_000) * perSecond }, (_, index) => oneModel(index % models));
  const asked = askPaced(operations, perSecond, (operation) => client.ask(operation));
  await pause(killAtMs);
  await emulator[Symbol.asyncDispose]();
  await pause(startedAt + restartAtMs - performance.now());
  await using restarted = await startEmulator(Number(emulator.url.port));
  const backAt = performance.now();
  const answers = await asked;
  await report.row('outage', answers, upstreamAt(restarted.url), [server]);
  report.note(
    `killed after ${String(killAtMs)} ms, back after ${(backAt - startedAt).toFixed(0)} ms; calls are those after that`,
  );
  for (let fromMs = 0; fromMs < endAtMs; fromMs += 1_000) {
    const inSecond = answers.filter(({ askedAt }) => Math.floor((askedAt - startedAt) / 1_000) * 1_000 === fromMs);
    report.note(`${String(fromMs / 1_000).padStart(2)} s: ${countsText(inSecond.map(stateOf))}`);
  }
  const endedAfterMs = ({ askedAt, ms }: Answer): number => askedAt + ms - backAt;
  const served = answers.filter((answer) => endedAfterMs(answer) > 0 && stateOf(answer) === 'fresh');
  const failed = answers.filter(({ codes }) => codes.length > 0);
  const [firstServedMs, lastFailedMs] = [Math.min(...served.map(endedAfterMs)), Math.max(...failed.map(endedAfterMs))];
  report.note(
    `then first served fresh after ${firstServedMs.toFixed(0)} ms, last failed after ${lastFailedMs.toFixed(0)} ms`,
  );
}

/** What is past its time to live is stale, also where it serves while it is read anew. */
function stateOf({ codes, isStale }: Answer): string {
  if (codes.length > 0) return codes.join(' and ');
  return isStale ? 'stale' : 'fresh';
}
