import { expect, test } from 'vitest';
import { createCredential, type Credential } from '../../src/tione/credentials/credential.ts';
import { memoize, type CredentialProvider, type MemoizeOptions } from '../../src/tione/credentials/provider.ts';

const start = 1_700_000_000_000;
const hour = 3_600_000;
const minute = 60_000;

/** Lets everything that needs no time happen. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const credential = (name: string, expiresAt?: number): Credential =>
  createCredential({ secretId: name, secretKey: 'key', expiresAt, source: 'test' });

/** A source whose answers come when the test says so, under a clock of the test; `errors` is what `onRefreshError` heard. */
function setUp(options: Omit<MemoizeOptions, 'now' | 'onRefreshError'> = {}) {
  const waiting: { resolve: (value: Credential) => void; reject: (reason: Error) => void }[] = [];
  const errors: unknown[] = [];
  const signals: unknown[] = [];
  const clock = { time: start };
  const source: CredentialProvider = (given) => {
    signals.push(given?.signal);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  };
  const provider = memoize(source, {
    ...options,
    now: () => clock.time,
    onRefreshError: (error) => errors.push(error),
  });
  const answer = async (value: Credential | Error): Promise<void> => {
    await settle();
    const last = waiting.at(-1);
    if (value instanceof Error) last?.reject(value);
    else last?.resolve(value);
    await settle();
  };
  /** Loads the first credential, which lives for the given time. */
  const load = async (lifetimeMs?: number): Promise<void> => {
    const first = provider();
    await answer(credential('first', lifetimeMs === undefined ? undefined : start + lifetimeMs));
    expect((await first).secretId).toBe('first');
  };
  return { provider, answer, load, clock, errors, signals, calls: () => waiting.length };
}

test('ten callers at once cost one call and get the same credential', async () => {
  const { provider, answer, calls } = setUp();
  const callers = Array.from({ length: 10 }, () => provider());
  await answer(credential('shared', start + hour));
  const got = await Promise.all(callers);
  expect(new Set(got).size).toBe(1);
  expect(calls()).toBe(1);
});

test('a credential without expiry is loaded once', async () => {
  const { provider, load, clock, calls } = setUp();
  await load();
  clock.time += 1000 * 24 * hour;
  expect((await provider()).secretId).toBe('first');
  expect(calls()).toBe(1);
});

test('a credential is replaced five minutes before it expires, and no request waits for that', async () => {
  const { provider, answer, load, clock, calls } = setUp();
  await load(hour);
  clock.time = start + hour - 5 * minute - 1;
  expect((await provider()).secretId).toBe('first');
  await settle();
  expect(calls()).toBe(1);

  clock.time += 1;
  const during = await Promise.all([provider(), provider()]);
  expect(during.map(({ secretId }) => secretId)).toEqual(['first', 'first']);
  await answer(credential('second', start + 2 * hour));
  expect((await provider()).secretId).toBe('second');
  expect(calls()).toBe(2);
});

test('a short-lived credential is replaced after half of its lifetime', async () => {
  const { provider, load, clock, calls } = setUp();
  await load(4 * minute);
  clock.time = start + 2 * minute - 1;
  await provider();
  await settle();
  expect(calls()).toBe(1);
  clock.time += 1;
  await provider();
  await settle();
  expect(calls()).toBe(2);
});

test('the margin before expiry can be set', async () => {
  const { provider, load, clock, calls } = setUp({ refreshBeforeMs: 20 * minute });
  await load(hour);
  clock.time = start + 40 * minute;
  await provider();
  await settle();
  expect(calls()).toBe(2);
});

test('a source that keeps giving the same old credential is asked every ten seconds at most', async () => {
  const { provider, answer, load, clock, calls } = setUp();
  await load(hour);
  clock.time = start + hour - 12_000;
  await provider();
  await answer(credential('first', start + hour));
  expect(calls()).toBe(2);
  clock.time += 9_999;
  await provider();
  await settle();
  expect(calls()).toBe(2);
});

test('a failed first load rejects, and the next call tries again', async () => {
  const { provider, answer, calls } = setUp();
  const failed = provider();
  const outcome = expect(failed).rejects.toThrow('down');
  await answer(new Error('down'));
  await outcome;
  const second = provider();
  await answer(credential('second'));
  expect((await second).secretId).toBe('second');
  expect(calls()).toBe(2);
});

test('a source that throws instead of rejecting does not get stuck either', async () => {
  let calls = 0;
  const provider = memoize(
    () => {
      calls += 1;
      if (calls === 1) throw new Error('down');
      return Promise.resolve(credential('second'));
    },
    { now: () => start },
  );
  await expect(provider()).rejects.toThrow('down');
  expect((await provider()).secretId).toBe('second');
});

test('a source that throws during a refresh is as unseen by callers as one that rejects', async () => {
  const errors: unknown[] = [];
  let calls = 0;
  let time = start;
  const provider = memoize(
    () => {
      calls += 1;
      if (calls > 1) throw new Error('down');
      return Promise.resolve(credential('first', start + hour));
    },
    { now: () => time, onRefreshError: (error) => errors.push(error) },
  );
  await provider();
  time = start + hour - minute;
  expect((await provider()).secretId).toBe('first');
  await settle();
  expect(errors).toEqual([new Error('down')]);
});

test('while the held credential is valid a failed refresh is reported, unseen by callers, and tried again after ten seconds', async () => {
  const { provider, answer, load, clock, errors, calls } = setUp();
  await load(hour);
  clock.time = start + hour - 4 * minute;
  expect((await provider()).secretId).toBe('first');
  await answer(new Error('down'));
  expect(errors).toEqual([new Error('down')]);
  expect(calls()).toBe(2);

  clock.time += 9_999;
  expect((await provider()).secretId).toBe('first');
  await settle();
  expect(calls()).toBe(2);

  clock.time += 1;
  expect((await provider()).secretId).toBe('first');
  await answer(credential('third', start + 2 * hour));
  expect((await provider()).secretId).toBe('third');
  expect(calls()).toBe(3);
});

test('when the held credential has expired a failed refresh rejects, and the next call tries again at once', async () => {
  const { provider, answer, load, clock, errors, calls } = setUp();
  await load(hour);
  clock.time = start + hour;
  const outcome = expect(provider()).rejects.toThrow('down');
  await answer(new Error('down'));
  await outcome;
  expect(errors).toEqual([]);

  const next = provider();
  await answer(credential('third', start + 2 * hour));
  expect((await next).secretId).toBe('third');
  expect(calls()).toBe(3);
});

test('a credential that expires during a refresh is not given out: the caller waits for that refresh', async () => {
  const { provider, answer, load, clock, calls } = setUp();
  await load(hour);
  clock.time = start + hour - 1;
  await provider();
  clock.time = start + hour;
  const waiting = provider();
  await answer(credential('second', start + 2 * hour));
  expect((await waiting).secretId).toBe('second');
  expect(calls()).toBe(2);
});

test('a credential that has expired on arrival is refused with a hint at the clock', async () => {
  const { provider, answer } = setUp();
  const outcome = expect(provider()).rejects.toMatchObject({
    name: 'CredentialError',
    tryNext: false,
    message: expect.stringContaining('clock') as string,
  });
  await answer(credential('late', start));
  await outcome;
});

test('a caller that aborts stops waiting, while the other caller gets the credential of the same refresh', async () => {
  const { provider, answer, signals, calls } = setUp();
  const leaving = new AbortController();
  const left = expect(provider({ signal: leaving.signal })).rejects.toThrow('gone');
  const stays = provider({ signal: new AbortController().signal });
  await settle();
  leaving.abort(new Error('gone'));
  await left;
  await answer(credential('shared'));
  expect((await stays).secretId).toBe('shared');
  expect(calls()).toBe(1);
  expect(signals).toEqual([undefined]);
});

test('a refresh that every caller has left still serves the next one', async () => {
  const { provider, answer, calls } = setUp();
  const leaving = new AbortController();
  const left = expect(provider({ signal: leaving.signal })).rejects.toThrow('gone');
  await settle();
  leaving.abort(new Error('gone'));
  await left;
  await answer(credential('kept'));
  expect((await provider()).secretId).toBe('kept');
  expect(calls()).toBe(1);
});

test('a caller that has left before it asks costs no call', async () => {
  const { provider, calls } = setUp();
  await expect(provider({ signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
  await settle();
  expect(calls()).toBe(0);
});
