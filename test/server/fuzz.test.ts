/** Whatever is sent: an answer, a proper one, that tells no internals, and nothing left behind. */
import { Agent } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../../src/http.ts';
import { schema } from '../../src/schema/index.ts';
import { nowSeconds } from '../access/issuer.ts';
import { createDice } from '../helpers/dice.ts';
import { fuzzRequest, type FuzzRequest } from '../helpers/fuzz-requests.ts';
import { awake, run, usedBytes } from '../helpers/fuzz-run.ts';
import { brokenBytes, overSocket, rawAnswer, sendBytes } from '../helpers/fuzz-sockets.ts';
import { createFuzzSystem } from '../helpers/fuzz-system.ts';

const { FUZZ_REQUESTS, FUZZ_FIRST } = process.env;
/** Of them, one in twenty goes over a socket, and one in twenty as broken HTTP. */
const total = Number(FUZZ_REQUESTS ?? 10_000);
/** The number of the first request; another one gives others. */
const first = Number(FUZZ_FIRST ?? 1);
const overSockets = Math.ceil(total / 20);
const half = Math.ceil(total / 2) - overSockets;
/** Megabytes that the second half may add to what is in use; kept documents and code take some of them. */
const mostGrowthMb = 24;

const system = await createFuzzSystem();
const options = { schema, known: system.known, tokens: system.tokens, nowSeconds };
const make = (number: number): FuzzRequest => fuzzRequest(number, options);
const inMemory = async ({ method, path, headers, body }: FuzzRequest) => {
  const response = await system.server.fetch(
    new Request(`http://127.0.0.1${path}`, { method, headers, body: body ?? null }),
  );
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
};

const rejections: unknown[] = [];
const note = (reason: unknown): void => void rejections.push(reason);
beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => void process.off('unhandledRejection', note));

/** What was answered is not only refusals: those who know how to ask are served all the time. */
function shareAnswered(seen: Readonly<Record<string, number>>): number {
  const all = Object.values(seen).reduce((sum, count) => sum + count, 0);
  return (seen['200'] ?? 0) / all;
}

/** Who asks for a number of requests wants to know what became of them. */
function tell(figures: object): void {
  if (FUZZ_REQUESTS !== undefined) console.log(JSON.stringify(figures));
}

test('requests in memory', { timeout: 900_000 }, async () => {
  const seen = await run({ first, count: half, make, send: inMemory });
  expect(shareAnswered(seen)).toBeGreaterThan(0.1);
  const before = await usedBytes();
  const more = await run({ first: first + half, count: half, make, send: inMemory });
  const growth = (await usedBytes()) - before;
  tell({ seen, more, growth });
  expect(growth / 1024 / 1024).toBeLessThan(mostGrowthMb);
  expect({ mistakes: system.mistakes, rejections }).toEqual({ mistakes: [], rejections: [] });
});

test('requests over sockets, and bytes that are no requests', { timeout: 900_000 }, async () => {
  const before = awake();
  const listening = await listen(system.server.listener, { host: '127.0.0.1', port: 0 });
  const agent = new Agent();
  const port = Number(new URL(listening.url).port);
  const start = first + 2 * half;
  const whole = await run({
    first: start,
    count: overSockets,
    make,
    send: (request) => overSocket(agent, listening.url, request),
  });
  expect(shareAnswered(whole)).toBeGreaterThan(0.1);
  const broken = await run({
    first: start + overSockets,
    count: overSockets,
    make: (number) => brokenBytes(make(number), createDice(number)),
    send: async (bytes) => rawAnswer(await sendBytes(port, bytes)),
  });
  tell({ whole, broken });
  await agent.close();
  await listening.close(1_000);
  // Reads that nobody waits for any more end by themselves.
  await expect.poll(awake, { timeout: 5_000 }).toEqual(before);
  expect({ mistakes: system.mistakes, rejections }).toEqual({ mistakes: [], rejections: [] });
});
