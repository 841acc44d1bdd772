/** Requests that mean harm: each is answered as it must be, at no cost upstream, and learns nothing. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { callers } from './hostile-callers.ts';
import { hostileDocuments } from './hostile-documents.ts';
import { requests } from './hostile-requests.ts';
import { hostileValues } from './hostile-values.ts';
import { apiKey, createHostileSystem, expectNoLeak, json, type Hostile } from './hostile.ts';

const print = vi.fn();
beforeEach(() => {
  for (const level of ['log', 'info', 'warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(print);
});
afterEach(() => {
  vi.restoreAllMocks();
  print.mockReset();
});

const rows: readonly Hostile[] = [...callers, ...requests, ...hostileDocuments, ...hostileValues];

it('has many of them, each by a name of its own', () => {
  expect(rows.length).toBeGreaterThan(180);
  expect(new Set(rows.map(({ title }) => title)).size).toBe(rows.length);
});

it.each(rows.map((row) => [row.title, row] as const))('%s', async (_title, row) => {
  const { method = 'POST', path = '/graphql', headers = { 'x-api-key': apiKey }, body } = row;
  const isRead = ['GET', 'HEAD'].includes(method);
  const { system, hidden } = createHostileSystem(row.server);
  const response = await system.server.fetch(
    new Request(`http://127.0.0.1${path}`, {
      method,
      headers: { ...(isRead ? {} : json), ...headers },
      body: isRead || body === undefined ? null : body,
    }),
    { peer: '192.0.2.1' },
  );
  const answer = await response.text();
  expect({ status: response.status, code: codeOf(answer) }).toEqual({ status: row.status, code: row.code });
  expect(system.calls().length).toBe(row.calls ?? 0);
  expect(answer).toMatch(row.says ?? /^/);
  expectNoLeak(answer + JSON.stringify([...response.headers]));
  // Nobody is to fill the log of the operator with it.
  expect(hidden).toEqual([]);
  expect(print).not.toHaveBeenCalled();
});

function codeOf(answer: string): unknown {
  if (!answer.startsWith('{')) return undefined;
  const { errors } = JSON.parse(answer) as { errors?: readonly { extensions?: { code?: unknown } }[] };
  return errors?.[0]?.extensions?.code;
}
