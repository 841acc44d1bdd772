/**
 * A call as a program would send it by hand (signed, over a kept-alive connection of undici, nothing else), and a GraphQL request
 * that needs just that call, by turns. The argument is the module of the product's signer.
 */
import { Pool } from 'undici';
import type * as Product from '../../../src/tione/signer.ts';
import type { PairJob, PairResult } from '../messages.ts';
import { argument, work } from './tell.ts';

// As built and published.
const { createSigner, payloadHash } = (await import(argument(0))) as typeof Product;
const sign = createSigner('tione');
const action = 'DescribeTrainingModelVersions';

work(async ({ upstream, server, pair, query, ids }: PairJob): Promise<PairResult> => {
  const calls = new Pool(upstream);
  const requests = new Pool(server);
  const { host } = new URL(upstream);
  const call = async (id: string): Promise<unknown> => {
    const body = JSON.stringify({ TrainingModelId: id });
    const timestamp = Math.floor(Date.now() / 1_000);
    const signed = { 'content-type': 'application/json', host, 'x-tc-action': action };
    const hash = payloadHash(body);
    const authorization = sign({ method: 'POST', query: '', headers: signed, payloadHash: hash }, pair, timestamp);
    const unsigned = {
      authorization,
      'x-tc-version': '2021-11-11',
      'x-tc-timestamp': String(timestamp),
      'x-tc-region': 'ap-guangzhou',
    };
    const response = await calls.request({ method: 'POST', path: '/', headers: { ...signed, ...unsigned }, body });
    return response.body.json();
  };
  const ask = async (id: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query, variables: { id } });
    const response = await requests.request({ method: 'POST', path: '/graphql', headers, body });
    return response.body.json();
  };
  const result = { callMs: [] as number[], requestMs: [] as number[] };
  for (const id of ids) {
    result.callMs.push(await timed(call, id));
    result.requestMs.push(await timed(ask, id));
  }
  await Promise.all([calls.close(), requests.close()]);
  return result;
});

async function timed(send: (id: string) => Promise<unknown>, id: string): Promise<number> {
  const startedAt = performance.now();
  const answer = JSON.stringify(await send(id));
  const ms = performance.now() - startedAt;
  if (!answer.includes(`"${id}"`)) throw new Error(`the answer is not of ${id}: ${answer.slice(0, 500)}`);
  return ms;
}
