/**
 * A call by hand, the same through a bare server in between, and a GraphQL request that needs just that call, by turns. The argument
 * is the module of the product's signer.
 */
import { Pool } from 'undici';
import type { PairJob, PairResult } from '../messages.ts';
import { createHandCalls } from './hand-call.ts';
import { argument, work } from './tell.ts';

work(async (job: PairJob): Promise<PairResult> => {
  const byHand = await createHandCalls(argument(0), job);
  const [hops, requests] = [new Pool(job.hop), new Pool(job.server)];
  const post = async (pool: Pool, path: string, asked: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const response = await pool.request({ method: 'POST', path, headers, body: JSON.stringify(asked) });
    return response.body.json();
  };
  const result = { callMs: [] as number[], hopMs: [] as number[], requestMs: [] as number[] };
  for (const id of job.ids) {
    result.callMs.push(await timed(byHand.call, id));
    result.hopMs.push(await timed(() => post(hops, '/', { id }), id));
    result.requestMs.push(await timed(() => post(requests, '/graphql', { query: job.query, variables: { id } }), id));
  }
  await Promise.all([byHand.close(), hops.close(), requests.close()]);
  return result;
});

async function timed(send: (id: string) => Promise<unknown>, id: string): Promise<number> {
  const startedAt = performance.now();
  const answer = JSON.stringify(await send(id));
  const ms = performance.now() - startedAt;
  if (!answer.includes(`"${id}"`)) throw new Error(`the answer is not of ${id}: ${answer.slice(0, 500)}`);
  return ms;
}
