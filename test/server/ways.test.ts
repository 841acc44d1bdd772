import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationRecord } from '../../src/server/operation-record.ts';
import { markOf } from '../../src/server/front/marks.ts';
import { schema } from '../../src/schema/index.ts';
import { createDice } from '../helpers/dice.ts';
import { operationOf } from '../helpers/fuzz-documents.ts';
import type { Known } from '../helpers/fuzz-values.ts';
import { operations } from '../helpers/operations.ts';
import { createSystem, type System, type SystemOptions } from '../helpers/system.ts';
import { write } from '../helpers/write-operation.ts';

/** The short way is open, and not taken by force: what it does not know goes the long way, too. */
type Way = 'long' | 'short';

interface Told {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the log and the metrics are told. */
  readonly record: unknown;
  readonly calls: readonly string[];
}

/** The long way takes any spelling of the media type. */
const types: Readonly<Record<Way, string>> = {
  long: 'application/json; charset="utf-8"',
  short: 'application/json',
};

function setUp(options: SystemOptions = {}) {
  const records: OperationRecord[] = [];
  const system = createSystem({
    ...options,
    emulator: { models: 12, versions: 3, now: () => Date.parse('2026-11-01T00:00:00Z'), ...options.emulator },
    server: { cacheTtlMs: 600_000, onOperation: (record) => records.push(record), ...options.server },
  });
  const ask = async (way: Way, params: object, headers: Record<string, string> = {}, end = ''): Promise<Told> => {
    records.length = 0;
    system.calls();
    const body = JSON.stringify(params) + end;
    const length = String(Buffer.byteLength(body));
    const response = await system.server.fetch(
      new Request('http://127.0.0.1/graphql', {
        method: 'POST',
        headers: { 'x-request-id': 'the-same', 'content-type': types[way], 'content-length': length, ...headers },
        body,
      }),
    );
    const text = await response.text();
    const [record] = records;
    return {
      status: response.status,
      text: withoutIds(text),
      headers: Object.fromEntries([...response.headers].map(withoutSeconds)),
      record: record && { ...record, startedAt: 0, durationMs: 0 },
      calls: system.calls(),
    };
  };
  return { ...system, ask };
}

/** Made anew for each error. */
function withoutIds(text: string): string {
  return text.replace(/"(correlationId|requestId|retryAfterMs)":("[^"]*"|\d+)/g, '"$1":"…"');
}

function withoutSeconds([name, value]: [string, string]): [string, string] {
  return [name.toLowerCase(), value.replace(/max-age=\d+/, 'max-age=…')];
}

/** Asks for the same on all ways, and says what was answered when all was remembered. */
async function compare({ ask }: Pick<ReturnType<typeof setUp>, 'ask'>, params: object): Promise<Told> {
  await ask('long', params);
  const expected = await ask('long', params);
  for (let turn = 0; turn < 4; turn += 1) expect(await ask('short', params)).toEqual(expected);
  // The same in other bytes: nothing is kept of it but texts of rows and of pages.
  for (let turn = 1; turn <= 3; turn += 1) expect(await ask('short', params, {}, ' '.repeat(turn))).toEqual(expected);
  return expected;
}

async function idsOf(system: System): Promise<Known> {
  const { data } = await system.query('{ trainingModels(first: 100) { nodes { id versions { nodes { id } } } } }');
  const { nodes } = data?.['trainingModels'] as { nodes: { id: string; versions: { nodes: { id: string }[] } }[] };
  const models = nodes.map(({ id }) => id);
  const versions = nodes.flatMap((model) => model.versions.nodes.map(({ id }) => id));
  const [model = '', version = ''] = [models[0], versions[0]];
  return { models: [model, ...models.slice(1)], versions: [version, ...versions.slice(1)] };
}

const everybody: readonly SystemOptions[] = [
  {},
  // Nothing that fails is remembered: each time it is asked for anew.
  { server: { scanLimit: 5 } },
];

describe('the short way and the long one', () => {
  it.each(everybody.map((options, index) => [index, options] as const))(
    'answer generated operations with the same bytes, headers, log records and calls (%i)',
    async (index, options) => {
      const system = setUp(options);
      const known = await idsOf(system);
      const dice = createDice(81 + index);
      let whole = 0;
      for (let count = 0; count < 800; count += 1) {
        const { query, variables } = operationOf(schema, dice, known);
        const before = system.server.ways();
        const { status, text } = await compare(system, { query, variables });
        const { short, kept } = system.server.ways();
        // What tells of the schema or of calls is for the long way alone.
        const isShort =
          status === 200 && !text.includes(`"errors":`) && !/_service|Upstream|__schema|__type\b/.test(query);
        if (isShort) whole += 1;
        expect(short + kept - before.short - before.kept, query).toBe(isShort ? 7 : 0);
      }
      expect(whole).toBeGreaterThan(100);
      expect(system.server.ways().kept).toBeGreaterThan(150);
    },
  );

  it('answer operations with every directive and kind of variable alike', async () => {
    const system = setUp();
    await idsOf(system);
    for (const operation of fc.sample(operations(false), { numRuns: 300, seed: 8 }))
      await compare(system, write(operation));
    expect(system.server.ways().kept).toBeGreaterThan(150);
  });

  it('answer alike what fails in part, and ask for nothing twice', async () => {
    const system = setUp({ client: { actionRetryMs: 1 } });
    const known = await idsOf(system);
    const dice = createDice(83);
    for (const code of ['InternalError', 'AuthFailure.UnauthorizedOperation', 'ResourceNotFound.NoModel'])
      for (const action of [
        'DescribeTrainingModels',
        'DescribeTrainingModelVersions',
        'DescribeTrainingModelVersion',
      ]) {
        system.emulator.faults.set({ errorCode: { value: code, actions: [action] } });
        for (let count = 0; count < 40; count += 1) await compare(system, operationOf(schema, dice, known));
      }
  });

  it('tell apart what differs where it is not looked at for a mark', async () => {
    const system = setUp();
    const { models } = await idsOf(system);
    const query = `query ($id: ID!) { trainingModel(id: $id) { id } } # ${'-'.repeat(80)}`;
    const paramsOf = (id: string) => ({ extensions: { about: '-'.repeat(150) }, variables: { id }, query });
    const marks = new Set(models.slice(0, 9).map((id) => markOf(JSON.stringify(paramsOf(id)))));
    expect(marks.size).toBe(1);
    for (let turn = 0; turn < 3; turn += 1)
      for (const id of models.slice(0, 9)) {
        const { text } = await system.ask('short', paramsOf(id));
        expect(text).toBe(JSON.stringify({ data: { trainingModel: { id } } }));
        expect(await system.ask('short', paramsOf(id))).toMatchObject({ text });
      }
    expect(system.server.ways().kept).toBeGreaterThan(9);
  });

  it('take no more than the longest body, whatever its header says of its length', async () => {
    const { ask } = setUp();
    // So that the short way knows it.
    await ask('long', { query: '{ __typename }' });
    const params = { query: '{ __typename }', variables: { long: 'x'.repeat(300_000) } };
    const asked = (way: Way) => ask(way, params, { 'content-length': '100' });
    const told = await asked('short');
    expect(told.status).toBe(413);
    expect(told).toEqual(await asked('long'));
  });
});
