/** Every kind of fault, seldom and always, alone and mixed: no answer may be wrong, and none may come late. */
import { askPaced, clientOf } from './client.ts';
import { faultSets } from './fault-sets.ts';
import { anyOperation } from './operations.ts';
import { startEmulator, startServer } from './processes.ts';
import type { Report } from './table.ts';
import { upstreamAt } from './upstream.ts';

const requests = 200;
const perSecond = 200;
const timeoutMs = 3_000;
/** Nothing is kept, so that every request meets the faults. */
const env = { TIONE_TIMEOUT_MS: String(timeoutMs), TIONE_CACHE_TTL_MS: '0' };

export async function faults(report: Report): Promise<void> {
  await using emulator = await startEmulator();
  const upstream = upstreamAt(emulator.url);
  for (const group of faultSets) {
    await using server = await startServer(emulator.url, env);
    await using client = clientOf(server.url);
    for (const { title, faults: wanted } of group) {
      console.error(`… faults: ${title}`);
      if (!(await upstream.faults(wanted))) {
        report.note(`${title}: skipped, this emulator does not know it`);
        continue;
      }
      const operations = Array.from({ length: requests }, (_, index) => anyOperation(index));
      const answers = await askPaced(operations, perSecond, (operation) => client.ask(operation));
      await upstream.faults({});
      await report.row(title, answers, upstream, [server]);
      const lateMs = Math.max(...answers.map(({ ms }) => ms)) - timeoutMs;
      if (lateMs > 0) report.note(`latest answer ${lateMs.toFixed(0)} ms after the deadline`);
    }
  }
}
