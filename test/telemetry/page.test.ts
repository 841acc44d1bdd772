/** The page, and what is built on it: documentation, dashboard and alerts name what is there, by names and labels that are. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { OperationRecord } from '../../src/server/operation-record.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import type { EndedAttempt } from '../../src/tione/attempt.ts';
import { createTioneClient } from '../../src/tione/client.ts';
import { fromStatic } from '../../src/tione/credentials/provider.ts';
import { TioneError } from '../../src/tione/errors.ts';
import { parseMetrics, type MetricsPage } from '../helpers/metrics-page.ts';
import { keyPair } from '../helpers/secrets.ts';

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

const record: OperationRecord = {
  requestId: 'request-1',
  startedAt: 0,
  durationMs: 1_250,
  status: 200,
  callerId: 'key:ci',
  type: 'query',
  name: 'NameOfTheClient',
  fields: [{ name: 'trainingModel', code: undefined }],
  codes: [],
  isCancelled: false,
  reads: { upstream: 1, 'in-flight': 0, cache: 0, stale: 0, 'shared-cache': 0 },
  upstreamCalls: 1,
};
const attempt: EndedAttempt = {
  action: 'DescribeTrainingModels',
  region: 'ap-guangzhou',
  attempt: 1,
  beganAt: 0,
  sentAt: 300,
  endedAt: 800,
  params: {},
  requestId: 'request-of-upstream',
  error: undefined,
};

/** Metrics that are told of each thing once. */
async function createTold() {
  const metrics = await createMetrics({ regions: ['ap-guangzhou'], rootFields: ['trainingModel'] });
  metrics.onOperation(record);
  metrics.watch(attempt)(attempt);
  metrics.watch(attempt)({ ...attempt, sentAt: undefined });
  metrics.onUnknownField({ type: 'Tag', field: 'TagId' });
  metrics.onUnknownValue({ enum: 'TrainingModelFormat', value: 'NEW' });
  const client = createTioneClient({
    credentials: fromStatic(keyPair),
    transport: () => Promise.resolve({ status: 200, text: JSON.stringify({ Response: { TrainingModels: [] } }) }),
  });
  await client.call('DescribeTrainingModels', { Offset: 0, Limit: 1 }, { region: 'ap-guangzhou' });
  metrics.observe({
    version: '1.2.3',
    nodeVersion: 'v22.0.0',
    mode: 'live',
    client,
    reads: () => ({ bytes: 10, running: 1 }),
    cacheMaxBytes: 20,
    isRedisServing: () => false,
  });
  return { ...metrics, read: async () => parseMetrics((await metrics.page()).text) };
}

const page = await (await createTold()).read();
const own = [...page.help.keys()].filter((name) => name.startsWith('tione_graphql_'));

/** Of samples, without what histograms add. */
function metricOf(name: string, { types }: MetricsPage): string {
  const base = name.replace(/_(?:bucket|sum|count)$/, '');
  return types.get(base) === 'histogram' ? base : name;
}

test('every metric says what it is, is of a type, is named by its unit, and is shown with a value', () => {
  expect(own.length).toBeGreaterThan(20);
  for (const [name, type] of page.types) {
    expect([name, page.help.get(name)?.length ?? 0]).toEqual([name, expect.toSatisfy((length: number) => length > 10)]);
    // Those of the process have names that everybody knows, well formed or not.
    if (!own.includes(name)) continue;
    if (type === 'counter') expect(name).toMatch(/_total$/);
    else expect(name).not.toMatch(/_total$/);
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
  }
  const shown = new Set(page.samples.map(({ name }) => metricOf(name, page)));
  for (const name of own) expect([name, shown.has(name)]).toEqual([name, true]);
  for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds', 'nodejs_heap_size_used_bytes'])
    expect(shown).toContain(name);
});

test('what was told is what is shown, in seconds', () => {
  const { sum } = page;
  const where = { action: 'DescribeTrainingModels', region: 'ap-guangzhou', outcome: 'OK' };
  expect(sum('tione_graphql_operation_duration_seconds_sum', { root_field: 'trainingModel', code: 'OK' })).toBe(1.25);
  expect(sum('tione_graphql_operation_duration_seconds_bucket', { le: '1.1' })).toBe(0);
  expect(sum('tione_graphql_operation_duration_seconds_bucket', { le: '2.5' })).toBe(1);
  expect(sum('tione_graphql_upstream_attempts_total', { ...where, code: '' })).toBe(1);
  expect(sum('tione_graphql_upstream_unsent_total', where)).toBe(1);
  expect(sum('tione_graphql_upstream_attempt_duration_seconds_sum', where)).toBe(0.5);
  // One waited 0.3 s, and the other one all its time.
  expect(sum('tione_graphql_upstream_queue_duration_seconds_sum', where)).toBe(1.1);
  expect(sum('tione_graphql_build_info', { version: '1.2.3', mode: 'live', node: 'v22.0.0' })).toBe(1);
  expect(sum('tione_graphql_budget_limit', { action: 'DescribeTrainingModelVersion' })).toBe(20);
  expect(sum('tione_graphql_budget_remaining', { action: 'DescribeTrainingModels' })).toBe(19);
  expect(sum('tione_graphql_breaker_state', { state: 'closed' })).toBe(1);
  expect(sum('tione_graphql_breaker_state')).toBe(1);
  expect(sum('tione_graphql_capability_offered', { action: 'DescribeTrainingModels', region: 'ap-guangzhou' })).toBe(1);
  expect([sum('tione_graphql_cache_bytes'), sum('tione_graphql_cache_max_bytes')]).toEqual([10, 20]);
  expect(sum('tione_graphql_reads_in_flight')).toBe(1);
  expect(page.samples.find(({ name }) => name === 'tione_graphql_redis_up')?.value).toBe(0);
});

test('nothing that comes from outside makes a label of its own, and nobody is named', async () => {
  const metrics = await createTold();
  const before = (await metrics.read()).samples.length;
  for (let round = 0; round < 200; round += 1) {
    const name = `made-up-${String(round)}`;
    metrics.onOperation({ ...record, callerId: name, name, fields: [{ name, code: name }], codes: [name] });
    const error = new TioneError(name, {
      kind: 'other',
      action: 'x',
      region: 'x',
      upstreamCode: `Code${String(round)}`,
    });
    metrics.watch(attempt)({ ...attempt, region: name, error });
    const odd = new TioneError(name, { kind: 'other', action: 'x', region: 'x', upstreamCode: `"${name}\n` });
    metrics.watch(attempt)({ ...attempt, region: name, error: odd });
  }
  const after = await metrics.read();
  expect(after.sum('tione_graphql_operations_total', { root_field: 'OTHER', code: 'OTHER' })).toBe(200);
  expect(after.sum('tione_graphql_upstream_attempts_total', { region: 'other', outcome: 'OTHER' })).toBe(400);
  expect(after.sum('tione_graphql_upstream_attempts_total', { region: 'other', code: 'OTHER' })).toBe(360);
  // Forty codes, and for one more set of labels a line of each bucket.
  expect(after.samples.length - before).toBeLessThan(100);
  const text = JSON.stringify(after.samples);
  for (const secret of ['made-up', 'key:ci', 'NameOfTheClient', 'request-1', 'request-of-upstream'])
    expect(text).not.toContain(secret);
});

test('each code of an error that the documentation has is counted under its name', async () => {
  const readme = await read('README.md');
  const rows = readme.slice(readme.indexOf('### Errors'), readme.indexOf('### Limits')).match(/^\| `.*? \|/gm) ?? [];
  const codes = rows.flatMap((row) => [...row.matchAll(/`([A-Z_]+)`/g)].map(([, code = '']) => code));
  expect(codes.length).toBeGreaterThan(15);
  const metrics = await createTold();
  for (const code of [...codes, 'INTERNAL_SERVER_ERROR']) metrics.onOperation({ ...record, codes: [code] });
  const { sum } = await metrics.read();
  for (const code of codes) expect([code, sum('tione_graphql_operations_total', { code }) > 0]).toEqual([code, true]);
  expect(sum('tione_graphql_operations_total', { code: 'INTERNAL_SERVER_ERROR' })).toBe(1);
  expect(sum('tione_graphql_operations_total', { code: 'OTHER' })).toBe(0);
});

test('the documentation has each metric, with its labels, and no other', async () => {
  const docs = await read('docs/operations.md');
  const rows = docs.match(/^\| `tione_graphql_.*$/gm) ?? [];
  const wordsIn = (text = ''): string[] => [...text.matchAll(/`(\w+)`/g)].map(([, word = '']) => word);
  const documented = rows.flatMap((row) => {
    const [, names, labels = ''] = row.split('|');
    return wordsIn(names).map((name) => ({
      name,
      labels: labels.trim() === 'same' ? undefined : wordsIn(labels).sort(),
    }));
  });
  expect(documented.map(({ name }) => name).sort()).toEqual([...own].sort());
  for (const { name, labels } of documented) {
    const sample = page.samples.find((one) => metricOf(one.name, page) === name);
    const shown = Object.keys(sample?.labels ?? {}).filter((label) => label !== 'le');
    // As those of the row before it.
    if (labels === undefined) expect(shown).toEqual(['root_field', 'code']);
    else expect([name, shown.sort()]).toEqual([name, labels]);
  }
});

/** What Prometheus adds to each sample. */
const labelsOfScrape = ['job', 'instance', 'le'];

/** Names in a text, and the labels that it selects them by. */
function selectorsIn(text: string) {
  return [...text.matchAll(/\b((?:tione_graphql|nodejs|process)_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', labels = '']) => ({
      name,
      labels: [...labels.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
    }),
  );
}

test.each(['docs/operations/grafana-dashboard.json', 'docs/operations/alerts.yaml', 'docs/operations.md'])(
  '%s names only metrics and labels that there are',
  async (path) => {
    const text = (await read(path)).replaceAll('\\"', '"');
    const selectors = selectorsIn(text);
    expect(selectors.length).toBeGreaterThan(10);
    for (const { name, labels } of selectors) {
      const samples = page.samples.filter((sample) => sample.name === name);
      expect([name, samples.length > 0 || page.help.has(name)]).toEqual([name, true]);
      const known = [...labelsOfScrape, ...samples.flatMap((sample) => Object.keys(sample.labels))];
      for (const label of labels) expect([name, known]).toEqual([name, expect.arrayContaining([label])]);
    }
    const all = new Set([...labelsOfScrape, ...page.samples.flatMap(({ labels }) => Object.keys(labels))]);
    for (const [, list = ''] of text.matchAll(/\bby \(([^)]*)\)/g))
      for (const label of list.split(',')) expect(all).toContain(label.trim());
  },
);

test('the dashboard can be imported: each panel has an id and a place of its own, and asks the data source that was chosen', async () => {
  interface Panel {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly description?: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly datasource?: { readonly uid: string };
    readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
  }
  const dashboard = JSON.parse(await read('docs/operations/grafana-dashboard.json')) as {
    readonly panels: readonly Panel[];
    readonly templating: { readonly list: readonly { readonly name: string }[] };
  };
  const { panels, templating } = dashboard;
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(templating.list.map(({ name }) => name)).toEqual(['datasource', 'job', 'instance', 'region']);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${String(x + (index % w))} ${String(y + Math.floor(index / w))}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  for (const { type, title, description = '', datasource, targets = [] } of panels) {
    if (type === 'row') continue;
    expect([title, datasource?.uid, targets.length > 0]).toEqual([title, '${datasource}', true]);
    expect([title, description !== '']).toEqual([title, true]);
    for (const target of targets) {
      expect(target.datasource.uid).toBe('${datasource}');
      expect([title, target.expr]).toEqual([title, expect.stringContaining('job=~"$job",instance=~"$instance"')]);
    }
  }
});

test('each alert is explained, and each that is explained is one', async () => {
  const alerts = [...(await read('docs/operations/alerts.yaml')).matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  const docs = await read('docs/operations.md');
  const rows = docs.slice(docs.indexOf('## Alerts')).match(/^\| `Tione.*$/gm) ?? [];
  const explained = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(alerts.length).toBeGreaterThan(8);
  expect(explained).toEqual(alerts);
});
