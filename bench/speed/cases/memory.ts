/** Memory: flat however many requests come, and bounded by what the upstream sends. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { request } from 'undici';
import { generatedModel } from '../../../src/emulator/data/generated-set.ts';
import type { Finding } from '../findings.ts';
import type { HeapResult, LoadJob, LoadResult, Requests } from '../messages.ts';
import { forgetPeak, peakBytes, residentBytes } from '../memory-of.ts';
import { builtDirectory } from '../places.ts';
import { originOf, startEmulator, startProduct, startProgram, type Running } from '../processes.ts';
import { bodyAt, idsOf, manyEntities, manyModels, oneModel, onlyFirst, refused } from '../requests.ts';
import { tell, type Case } from '../setting.ts';
import { spreadOf } from '../statistics.ts';
import { createTogether } from '../together.ts';

/** Not what is measured here. */
const unlimited = 10_000;
const env = { TIONE_RATE_LIMIT: String(unlimited) };
/** So many that no request for one of them comes twice: the answers to those that do are kept, in one third more than in another. */
const models = 2_100;
const probe = ['--expose-gc', '--import', pathToFileURL(join(builtDirectory, 'heap-probe.js')).href];

export const memory: Case = {
  about: 'memory',
  run: async ({ isQuick }) => {
    const flat = await afterThirds(isQuick ? 9_000 : 200_000);
    const peak = await peakOfAnswer();
    return { findings: [...flat.findings, peak.finding], notes: [...flat.notes, peak.note] };
  },
};

/** Rows go stale and are read anew all the while. */
async function afterThirds(requests: number) {
  await using processes = createTogether();
  const versions = 3;
  const size = ['--models', models, '--versions', versions, '--rate-limit', unlimited];
  const emulator = await processes.use(startEmulator(...size));
  const product = await processes.use(startProduct(emulator, env, probe));
  const load = await processes.use(startProgram<LoadJob, LoadResult>('load'));
  const ids = idsOf(models);
  const single = oneModel(ids, versions);
  const few = ids.slice(0, 10);
  /** By how many of a hundred requests they are. */
  const mix: readonly (readonly [Requests, number])[] = [
    [single, 60],
    [onlyFirst(single), 20],
    [manyModels(few, versions), 8],
    [manyEntities(few, versions), 8],
    [refused, 4],
  ];
  const heaps: HeapResult[] = [];
  const turns = 10;
  /** After each turn, as what is remembered at one moment or another differs by megabytes. The first ones fill what has a bound. */
  const skipped = 2;
  let start = 0;
  for (let third = 1; third <= 3; third += 1) {
    tell(`third ${String(third)} of ${String(requests)} requests`);
    const collected: HeapResult[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      for (const [kind, percent] of mix) {
        const answers = Math.round((requests * percent) / (3 * turns * 100));
        const job = {
          port: product.port,
          path: '/graphql',
          requests: kind,
          connections: 10,
          seconds: 600,
          answers,
          start,
        };
        start += (await load.run(job)).answers;
      }
      collected.push(await heapOf(product.child));
    }
    heaps.push(middleOf(collected.slice(skipped)));
  }
  const used = heaps.map(sizeOf);
  const megabytes = heaps.map(({ rss }, index) => `${mb(used[index] ?? NaN)} (resident ${mb(rss)})`);
  const finding: Finding = {
    what: `heap in the last third of ${String(start)} mixed requests`,
    against: 'in the first third of them',
    unit: '×',
    spread: spreadOf([(used[2] ?? NaN) / (used[0] ?? NaN)]),
    target: { atMost: 1.05 },
  };
  return { findings: [finding], notes: [`heap in the middle of each third, collected: ${megabytes.join(', ')}`] };
}

function sizeOf({ heapUsed, external }: HeapResult): number {
  return heapUsed + external;
}

/** The median by size. */
function middleOf(heaps: readonly HeapResult[]): HeapResult {
  const sorted = heaps.toSorted((left, right) => sizeOf(left) - sizeOf(right));
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('the heap was not looked at');
  return middle;
}

/** The first large answer of a server that has answered small ones. */
async function peakOfAnswer() {
  await using processes = createTogether();
  const versions = 21;
  const rows = Array.from({ length: 100 }, (_, index) => generatedModel(index, versions));
  const size = Buffer.byteLength(JSON.stringify({ Response: { TrainingModels: rows } }));
  tell(`an upstream answer of ${mb(size)}`);
  const emulator = await processes.use(startEmulator('--models', rows.length, '--versions', versions));
  const product = await processes.use(startProduct(emulator, env, probe));
  const ids = rows.map(({ TrainingModelId }) => TrainingModelId);
  const one = oneModel(ids.slice(0, 1), versions);
  for (let index = 0; index < 300; index += 1) await post(product, bodyAt(one, index));
  await heapOf(product.child);
  const before = residentBytes(product.pid);
  forgetPeak(product.pid);
  const query = 'query ($ids: [ID!]!) { trainingModelsByIds(ids: $ids) { name versions(first: 1) { totalCount } } }';
  await post(product, JSON.stringify({ query, variables: { ids } }));
  const peak = peakBytes(product.pid) - before;
  const { heapUsed } = await heapOf(product.child);
  const finding: Finding = {
    what: `most memory taken for an upstream answer of ${mb(size)}`,
    against: 'its size',
    unit: '×',
    spread: spreadOf([peak / size]),
    target: { atMost: 6 },
  };
  return { finding, note: `at the most ${mb(peak)} more than before; heap afterwards, collected, ${mb(heapUsed)}` };
}

async function heapOf(child: ChildProcess): Promise<HeapResult> {
  const told = once(child, 'message');
  child.send('heap');
  // The probe sends nothing else, and shares its type.
  return (await told)[0] as HeapResult;
}

async function post(server: Running, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await request(`${originOf(server)}/graphql`, { method: 'POST', headers, body });
  const text = await response.body.text();
  if (text.includes('"errors"')) throw new Error(`memory: ${text.slice(0, 500)}`);
}

function mb(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
