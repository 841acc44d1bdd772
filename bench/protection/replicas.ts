/** Two servers with one Redis share the rate of the account, while Redis is there, while it is not, and when it is back. */
import { askPaced, clientOf, type Answer } from './client.ts';
import { oneModel } from './operations.ts';
import { startEmulator, startServer } from './processes.ts';
import { startRedis } from './redis.ts';
import type { Report } from './table.ts';
import { upstreamAt } from './upstream.ts';

const timeoutMs = 2_000;
/** More than the account may ask for. */
const perSecond = 50;
const secondsOfPhase = 6;

export async function replicas(report: Report): Promise<void> {
  const redis = await startRedis();
  if (redis === undefined) {
    report.note('replicas: skipped, there is no redis-server on this machine');
    return;
  }
  await using ending = redis;
  await using emulator = await startEmulator();
  const upstream = upstreamAt(emulator.url);
  // Each answer then costs a call, which tells whose call it was.
  await upstream.faults({ offlineActions: ['DescribeTrainingModels'] });
  const env = { REDIS_URL: redis.url, TIONE_TIMEOUT_MS: String(timeoutMs), TIONE_CACHE_TTL_MS: '0' };
  await using left = await startServer(emulator.url, env);
  await using right = await startServer(emulator.url, env);
  await using leftClient = clientOf(left.url);
  await using rightClient = clientOf(right.url);
  const clients = [leftClient, rightClient] as const;
  await Promise.all(clients.map((client) => client.ask(oneModel(0))));
  if ((await ending.clients()) < 2) {
    report.note('replicas: skipped, these servers make no use of REDIS_URL');
    return;
  }
  await upstream.reset();

  let next = 1;
  const phase = async (title: string): Promise<void> => {
    console.error(`… ${title}`);
    const served = [0, 0];
    const startedAt = performance.now();
    const operations = Array.from({ length: perSecond * secondsOfPhase }, () => oneModel((next += 1)));
    const answers = await askPaced(operations, perSecond, async (operation, index): Promise<Answer> => {
      const side = index % 2 === 0 ? 0 : 1;
      const answer = await clients[side].ask(operation);
      if (answer.codes.length === 0) served[side] = (served[side] ?? 0) + 1;
      return answer;
    });
    const seconds = (performance.now() - startedAt) / 1_000;
    await report.row(title, answers, upstream, [left, right]);
    report.note(
      `in ${seconds.toFixed(1)} s, served by the one ${String(served[0])}, by the other ${String(served[1])}`,
    );
  };
  await phase('two servers, one Redis');
  await redis.kill();
  await phase('… without Redis');
  await redis.start();
  await phase('… Redis is back, empty');
}
