/** A load of questions to an upstream with faults, in virtual time, and what is to be said of the answers. */
import { expect, vi } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { createSystem, type GraphQLAnswer, type System, type SystemOptions } from './system.ts';

export const timeoutMs = 3_000;
/** Milliseconds after the deadline within which an answer must be there. */
const graceMs = 100;
/** Milliseconds from one question to the next. */
const pauseMs = 20;
const region = 'ap-guangzhou';

/** What a request may fail with because of the upstream. */
export type Outcomes = Readonly<Record<string, number>>;

interface Question {
  readonly query: string;
  readonly answer: unknown;
}

/** Fakes the clock; the caller gives it back. */
export function createLoadedSystem({ client, server }: Pick<SystemOptions, 'client' | 'server'> = {}): System {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
  return createSystem({
    emulator: { rateLimit: 20, models: 60, versions: 3, now: Date.now, sleep: virtualSleep },
    client: {
      requestsPerSecond: 20,
      attempts: 4,
      attemptTimeoutMs: 1_000,
      random: seeded(7),
      actionRetryMs: 1_000,
      ...client,
    },
    server: { timeoutMs, cacheTtlMs: 500, cacheStaleMs: 1_000, regions: [region], ...server },
  });
}

/** Asks so many questions under these faults, and checks every answer: right or an error, and in time. */
export async function load(system: System, faults: Faults, count: number): Promise<Outcomes> {
  const outcomes: Record<string, number> = {};
  const questions = questionsAbout(system);
  const random = seeded(count);
  system.emulator.faults.set(faults);
  let pending = 0;
  const ask = async ({ query, answer }: Question): Promise<void> => {
    const startedAt = performance.now();
    pending += 1;
    const given = await system.query(query);
    pending -= 1;
    expect(performance.now() - startedAt).toBeLessThanOrEqual(timeoutMs + graceMs);
    const code = codeOf(given);
    if (code === undefined) expect(given.data).toEqual(answer);
    outcomes[code ?? 'answered'] = (outcomes[code ?? 'answered'] ?? 0) + 1;
  };
  const asked: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const question = questions[Math.floor(random() * questions.length)];
    if (question !== undefined) asked.push(ask(question));
    await vi.advanceTimersByTimeAsync(pauseMs);
    await turn();
  }
  // Whatever was asked is answered by now, or never.
  for (let elapsed = 0; elapsed < timeoutMs + graceMs; elapsed += pauseMs) {
    await vi.advanceTimersByTimeAsync(pauseMs);
    await turn();
  }
  expect(pending).toBe(0);
  await Promise.all(asked);
  system.emulator.faults.set({});
  // Reads that nobody waits for any more end by themselves.
  await vi.advanceTimersByTimeAsync(30_000);
  return outcomes;
}

/** Reading a request and writing an answer take turns of the event loop, which virtual time knows nothing of. */
async function turn(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Of every kind of read; everything is asked for again and again, and most of it is not fresh by then. */
function questionsAbout({ emulator }: System): readonly Question[] {
  const models = emulator.store.models(region).filter(({ TrainingModelVersions }) => TrainingModelVersions.length > 0);
  const shown = models.map(({ TrainingModelId, TrainingModelName }) => ({
    id: TrainingModelId,
    name: TrainingModelName,
  }));
  return models.flatMap(({ TrainingModelId: id, TrainingModelName: name, TrainingModelVersions: versions }, index) => {
    const ids = versions.map(({ TrainingModelVersionId }) => TrainingModelVersionId).sort();
    const several = shown.slice(index, index + 5);
    const [first = ''] = ids;
    return [
      {
        query: `{ trainingModel(id: "${id}") { id name versions(first: 100, orderBy: { field: CREATED_AT, direction: ASC }) { totalCount } } }`,
        answer: { trainingModel: { id, name, versions: { totalCount: ids.length } } },
      },
      {
        query: `{ trainingModelsByIds(ids: ${JSON.stringify(several.map((model) => model.id))}) { id name } }`,
        answer: { trainingModelsByIds: several },
      },
      {
        query: `{ trainingModelVersion(id: "${first}") { id modelId model { name } } }`,
        answer: { trainingModelVersion: { id: first, modelId: id, model: { name } } },
      },
      {
        query: '{ trainingModels(first: 1) { totalCount } }',
        answer: { trainingModels: { totalCount: all(emulator) } },
      },
    ];
  });
}

function all(emulator: System['emulator']): number {
  return emulator.store.models(region).length;
}

function codeOf({ errors }: GraphQLAnswer<unknown>): string | undefined {
  const code = errors?.[0]?.extensions?.['code'];
  return errors === undefined ? undefined : String(code);
}

function virtualSleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

/** Numbers from 0 to 1 that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
