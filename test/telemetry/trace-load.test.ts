/** Several hundred operations of all kinds on an upstream with faults: spans, log and the emulator's book say the same. */
import { SpanStatusCode } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { combineWatch } from '../../src/telemetry/combine.ts';
import { logAttempts } from '../../src/telemetry/log-attempts.ts';
import { logOperations } from '../../src/telemetry/log-operations.ts';
import { traceAttempts } from '../../src/telemetry/trace-attempts.ts';
import { createClockedSystem, pass, stopClock, until } from '../helpers/clocked-system.ts';
import { createDice } from '../helpers/dice.ts';
import { keepLog } from '../helpers/log-lines.ts';
import { idOf, keepSpans, parentOf, wasSent } from '../helpers/spans.ts';

beforeEach(stopClock);
afterEach(() => {
  vi.useRealTimers();
});

const region = 'ap-guangzhou';
const count = 500;
/** Milliseconds from one question to the next: sometimes more than the rate allows. */
const pauseMs = 40;

function tally(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

it('each call of the book has its span in an operation, each refusal its error, each operation its line', async () => {
  using spans = keepSpans();
  const kept = keepLog();
  const attempts = logAttempts(kept.log);
  const { emulator, ask } = createClockedSystem({
    emulator: { models: 60, versions: 3, rateLimit: 15, recentCalls: 10_000 },
    client: { watch: combineWatch(attempts.watch, traceAttempts), attempts: 3 },
    server: { onOperation: logOperations(kept.log), timeoutMs: 3_000, cacheTtlMs: 500, cacheStaleMs: 1_000 },
  });
  emulator.faults.set({
    latencyMs: 20,
    throttle: { percent: 10 },
    errorCode: [
      { value: 'InternalError', percent: 10 },
      { value: 'AuthFailure.CamException', percent: 5 },
      { value: 'LimitExceeded', percent: 5 },
    ],
  });
  const models = emulator.store.models(region).filter((model) => model.TrainingModelVersions.length > 0);
  const dice = createDice(23);
  const question = (): string => {
    const model = models[dice.below(models.length)];
    const id = model?.TrainingModelId ?? '';
    const some = models
      .slice(dice.below(models.length))
      .slice(0, 5)
      .map((other) => other.TrainingModelId);
    return dice.pick([
      `{ trainingModel(id: "${id}") { name tags { key } versions { totalCount } } }`,
      `query Many { trainingModelsByIds(ids: ${JSON.stringify(some)}) { id name } }`,
      `{ trainingModelVersion(id: "${model?.TrainingModelVersions[0]?.TrainingModelVersionId ?? ''}") { model { name } } }`,
      '{ trainingModels(first: 3) { totalCount nodes { latestVersion { id } } } }',
      '{ trainingModel(id: "nonsense") { name } }',
      '{ nope }',
    ]);
  };
  const asked: Promise<unknown>[] = [];
  for (let index = 0; index < count; index += 1) {
    asked.push(ask(question()));
    await pass(pauseMs);
  }
  await until(Promise.all(asked));
  // What is read in the background ends, too.
  await pass(15_000);
  attempts.close();

  const book = emulator.calls.snapshot();
  expect(book.total).toBeGreaterThan(100);
  expect(book.refused).toBeGreaterThan(30);
  const calls = spans.calls();
  const sent = calls.filter(wasSent);
  expect(tally(sent.map(({ name }) => name))).toEqual(
    Object.fromEntries(
      Object.entries(book.byAction)
        .map(([action, { calls: made }]) => [`tione/${action}`, made] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
  const refusals = book.recent.flatMap(({ code }) => code ?? []);
  const failed = sent.filter(({ status }) => status.code === SpanStatusCode.ERROR);
  expect(tally(failed.map(({ attributes }) => String(attributes['rpc.response.status_code'])))).toEqual(
    tally(refusals),
  );
  // The ids of the book, each in one span.
  expect(sent.map(({ attributes }) => attributes['tencentcloud.request_id']).toSorted()).toEqual(
    book.recent.map(({ requestId }) => requestId).toSorted(),
  );

  const operations = spans.operations();
  expect(operations).toHaveLength(count);
  const ids = new Set(operations.map(idOf));
  expect(calls.map(parentOf).filter((parent) => !ids.has(parent))).toEqual([]);

  const lines = kept.records('operation');
  expect(lines.map(({ spanId }) => spanId).toSorted()).toEqual([...ids].toSorted());
  // One line of a failed attempt is found by the operation it belongs to.
  const failures = kept.records('upstream attempt failed');
  expect(failures.length).toBeGreaterThan(30);
  expect(failures.map(({ spanId }) => String(spanId)).filter((owner) => !ids.has(owner))).toEqual([]);
});
