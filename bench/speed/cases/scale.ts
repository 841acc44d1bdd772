/** How the cost of each operation grows with the models there are, and with the versions of one model. Nothing is cached. */
import { request } from 'undici';
import { upstreamAt } from '../../protection/upstream.ts';
import { cpuMsOf } from '../cpu-time.ts';
import type { Growth, SeriesPoint } from '../findings.ts';
import { originOf, startEmulator, startProduct } from '../processes.ts';
import { idsOf } from '../requests.ts';
import { tell, type Case } from '../setting.ts';
import { spreadOf } from '../statistics.ts';
import { createTogether } from '../together.ts';

/** Waiting for the rate of the upstream is another matter. */
const unlimited = '10000';
const env = { TIONE_CACHE_TTL_MS: '0', TIONE_RATE_LIMIT: unlimited, TIONE_TIMEOUT_MS: '60000' };

interface Operation {
  readonly name: string;
  readonly query: string;
}

const version = '{ id version status createdAt artifact { uris } }';
const model = `{ id name createdAt latestVersion ${version} }`;

function ofModels(models: number): readonly Operation[] {
  const ids = idsOf(models);
  const some = JSON.stringify(Array.from({ length: 100 }, (_, index) => ids[Math.floor((index * models) / 100)]));
  return [
    { name: 'one model', query: `{ trainingModel(id: "${ids[Math.floor(models / 2)] ?? ''}") ${model} }` },
    { name: '100 models by id', query: `{ trainingModelsByIds(ids: ${some}) ${model} }` },
    { name: 'first 100 of the list', query: `{ trainingModels(first: 100) { totalCount nodes ${model} } }` },
    { name: 'last 100 of the list', query: `{ trainingModels(last: 100) { nodes ${model} } }` },
    { name: 'list by name', query: `{ trainingModels(filter: { name: { contains: "ocr" } }) { nodes ${model} } }` },
  ];
}

function ofVersions(): readonly Operation[] {
  const [id = ''] = idsOf(1);
  const list = (args: string): string =>
    `{ trainingModelVersions(modelId: "${id}", ${args}) { totalCount nodes ${version} } }`;
  return [
    { name: 'its newest version', query: `{ trainingModel(id: "${id}") ${model} }` },
    { name: 'first 100 of its versions', query: list('first: 100') },
    { name: 'last 100 of its versions', query: list('last: 100') },
    { name: 'its versions by label', query: list('first: 100, orderBy: { field: VERSION, direction: DESC }') },
    { name: 'its versions of a status', query: list('first: 100, filter: { status: { eq: SUCCESS } }') },
  ];
}

export const scale: Case = {
  about: '20,000 models with 200,000 versions, and one model with 10,000',
  run: async ({ isQuick, rounds }) => ({
    findings: [],
    growth: [
      await grow(
        'models',
        isQuick ? [200, 2_000] : [200, 2_000, 20_000],
        (models) => ['--models', models, '--versions', 10],
        ofModels,
        rounds,
      ),
      await grow(
        'versions of one model',
        isQuick ? [10, 100, 1_000] : [10, 100, 1_000, 10_000],
        (versions) => ['--models', 1, '--versions', versions],
        ofVersions,
        rounds,
      ),
    ],
    notes: ['nothing is cached, and nothing waits for the rate of the upstream'],
  }),
};

async function grow(
  sizes: string,
  steps: readonly number[],
  data: (size: number) => readonly (string | number)[],
  operationsOf: (size: number) => readonly Operation[],
  rounds: number,
): Promise<Growth> {
  const points = new Map<string, SeriesPoint[]>();
  for (const size of steps) {
    tell(`${String(size)} ${sizes}`);
    await using processes = createTogether();
    const emulator = await processes.use(startEmulator(...data(size), '--rate-limit', unlimited));
    const product = await processes.use(startProduct(emulator, env));
    const upstream = upstreamAt(new URL(originOf(emulator)));
    for (const { name, query } of operationsOf(size)) {
      // Compilers get warm.
      for (let left = rounds; left > 0; left -= 1) await ask(originOf(product), query);
      await upstream.reset();
      const cpuBefore = cpuMsOf(product.pid);
      const times: number[] = [];
      for (let left = rounds; left > 0; left -= 1) times.push(await ask(originOf(product), query));
      const cpuMs = (cpuMsOf(product.pid) - cpuBefore) / rounds;
      const { total } = await upstream.calls();
      const point = { size, ms: spreadOf(times).median, cpuMs, upstreamCalls: total / rounds };
      points.set(name, [...(points.get(name) ?? []), point]);
    }
  }
  return { sizes, series: [...points].map(([operation, own]) => ({ operation, points: own })) };
}

/** Milliseconds until the answer is there. */
async function ask(origin: string, query: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const startedAt = performance.now();
  const response = await request(`${origin}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const text = await response.body.text();
  if (text.includes('"errors"')) throw new Error(`${query.slice(0, 100)}… ${text.slice(0, 500)}`);
  return performance.now() - startedAt;
}
