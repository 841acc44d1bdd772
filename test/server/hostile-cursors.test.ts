/** Cursors that were made up from real ones: they open nothing, and cost no more than those that were not. */
import { expect, it } from 'vitest';
import { apiKey, asks, createHostileSystem, expectNoLeak, json, narrowKey, seen } from './hostile.ts';

const query =
  'query ($v: String) { trainingModels(first: 2, after: $v) { nodes { id } pageInfo { endCursor hasPreviousPage } } }';

interface Answer {
  readonly data: { readonly trainingModels: { readonly nodes: { id: string }[]; pageInfo: { endCursor: string } } };
}

async function ask(key: string, cursor: string | null) {
  const { system, hidden } = createHostileSystem();
  const response = await system.server.fetch(
    new Request('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: { ...json, 'x-api-key': key },
      body: asks(query, { v: cursor }),
    }),
  );
  const answer = await response.text();
  expect(response.status).toBe(200);
  expectNoLeak(answer);
  expect(hidden).toEqual([]);
  return { ...(JSON.parse(answer) as Answer), calls: system.calls().length };
}

const real = (await ask(apiKey, null)).data.trainingModels.pageInfo.endCursor;
const [print, value, id, , total] = JSON.parse(Buffer.from(real, 'base64url').toString()) as readonly unknown[];

it.each<[string, readonly unknown[]]>([
  ['no hints', [print, value, id]],
  ['a huge index', [print, value, id, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]],
  ['an index beyond all numbers', [print, value, id, 1e300, 1e300]],
  ['a negative index', [print, value, id, -1, total]],
  ['an index beyond the total', [print, value, id, 500, 3]],
  ['an infinite value', [print, 1e308, id, 0, total]],
  ['no value', [print, null, id, 0, total]],
  ['a value by the name __proto__', [print, '__proto__', '__proto__', 0, total]],
  ['a value of 100 kB', [print, 'x'.repeat(100_000), id, 0, total]],
])('a cursor with %s costs two calls at the most', async (_title, parts) => {
  const forged = Buffer.from(JSON.stringify(parts)).toString('base64url');
  expect((await ask(apiKey, forged)).calls).toBeLessThanOrEqual(2);
  const { data } = await ask(narrowKey, forged);
  expect(data.trainingModels.nodes.filter((node) => node.id !== seen)).toEqual([]);
});

it('a cursor of somebody who may see all shows nothing to somebody who may not', async () => {
  const { data, calls } = await ask(narrowKey, real);
  expect(data.trainingModels.nodes.filter((node) => node.id !== seen)).toEqual([]);
  expect(calls).toBe(1);
});
