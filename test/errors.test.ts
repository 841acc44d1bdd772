/** Every error code of TI-ONE, once through the whole system: what becomes of it, where, and what is told with it. */
import { inspect } from 'node:util';
import { afterEach, expect, it, vi } from 'vitest';
import { answering, breakages, breakWith, type Breakage } from './helpers/breakages.ts';
import { masked, notFound, outcomes, published } from './helpers/error-codes.ts';
import { createFailingSystem, places, region, type FailingSystem } from './helpers/failing-places.ts';
import { temporary as secrets } from './helpers/secrets.ts';

/** What TI-ONE says, in words that no message of ours has. */
const message = 'deadlock on shard 7';

it('has every published code in exactly one row', () => {
  const listed = [...outcomes.flatMap(({ from }) => from), ...notFound, ...masked];
  expect(new Set(listed).size).toBe(listed.length);
  expect(published.filter((code) => !listed.includes(code))).toEqual([]);
});

const each = (codes: readonly string[]) => codes.flatMap((value) => places.map((place) => ({ value, ...place })));

function failWith(value: string, action: string): FailingSystem {
  const system = createFailingSystem();
  system.emulator.faults.set({ errorCode: { value, message, actions: [action] } });
  return system;
}

/** The request id that the emulator made for its last call of the action. */
function bookedRequestId({ emulator }: FailingSystem, action: string): unknown {
  return emulator.calls.snapshot().recent.findLast((call) => call.action === action)?.requestId;
}

it.each(outcomes.flatMap(({ from, ...outcome }) => each(from).map((place) => ({ ...place, ...outcome }))))(
  '$value of $action is $code at the field that needs it, with what a caller and Tencent support need to know',
  async ({ value, code, retryable, retryAfterMs, action, query, path, data, beside }) => {
    const system = failWith(value, action);
    const answer = await system.query(query);
    expect(answer.data).toEqual(data);
    const requestId = bookedRequestId(system, action);
    // What TI-ONE says may name accounts, roles and hosts.
    const text: unknown = expect.not.stringContaining(message);
    expect(answer.errors).toEqual([
      {
        message: text,
        path,
        locations: [expect.anything()],
        extensions: {
          code,
          upstreamCode: value,
          requestId,
          action,
          region,
          retryable,
          ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        },
      },
    ]);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    const error: unknown = expect.objectContaining({ upstreamMessage: message, action, region });
    // Of a refused parameter the operator is told the details that the caller lacks.
    expect(system.told).toEqual(code === 'BAD_USER_INPUT' ? [{ error, path: path.join('.'), requestId }] : []);
    expect(system.calls().toSorted()).toEqual([action, beside].toSorted());
  },
);

it.each(each(notFound))('$value of $action is null, and no error', async ({ value, action, query, data, beside }) => {
  const system = failWith(value, action);
  expect(await system.query(query)).toEqual({ data });
  expect(system.told).toEqual([]);
  expect(system.calls().toSorted()).toEqual([action, beside].toSorted());
});

it.each(each(masked))(
  '$value of $action is masked, and told to the operator with its request id',
  async ({ value, action, query, path, data, beside }) => {
    const system = failWith(value, action);
    const answer = await system.query(query);
    const requestId = bookedRequestId(system, action);
    expect(answer).toEqual({
      data,
      errors: [
        {
          message: 'Unexpected error.',
          path,
          locations: [expect.anything()],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
        },
      ],
    });
    const original: unknown = expect.objectContaining({
      upstreamCode: value,
      upstreamMessage: message,
      action,
      region,
    });
    expect(system.told).toEqual([{ error: original, path: path.join('.'), requestId, correlationId: undefined }]);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(system.calls().toSorted()).toEqual([action, beside].toSorted());
  },
);

const post = (query: string): Request =>
  new Request('http://127.0.0.1/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });

const quote = Object.values(secrets).join(' and ');

const quoting: readonly Breakage[] = [
  ...[...outcomes.flatMap(({ from }) => from), ...notFound, ...masked].map((value) => ({
    what: value,
    faults: (actions: readonly string[]) => ({ errorCode: { value, message: quote, actions } }),
  })),
  { what: 'a page that quotes', ...answering(`<html>${quote}</html>`, 502) },
  { what: 'a network fault that quotes', answer: () => Promise.reject(new Error(quote)) },
];

afterEach(() => {
  vi.restoreAllMocks();
});

it('lets no secret out, whatever fails and whoever quotes it', async () => {
  const seen: string[] = [];
  const see = (part: unknown): boolean =>
    seen.push(typeof part === 'string' ? part : inspect(part, { showHidden: true, depth: Infinity })) > 0;
  for (const name of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const)
    vi.spyOn(console, name).mockImplementation((...parts: unknown[]) => void parts.map(see));
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(see);
  for (const breakage of [...quoting, ...breakages])
    for (const { action, query } of places) {
      const system = breakWith(breakage, action, { emulator: { credentials: secrets } });
      const response = await system.server.fetch(post(query));
      see(await response.text());
      see([...response.headers]);
      for (const { error } of system.told) {
        see(error);
        see(error instanceof Error ? error.stack : error);
      }
    }
  vi.restoreAllMocks();
  for (const secret of Object.values(secrets)) expect(seen.filter((text) => text.includes(secret))).toEqual([]);
  // What was blanked out has been there.
  expect(seen.some((text) => text.includes('*** and *** and ***'))).toBe(true);
});
