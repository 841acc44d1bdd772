/** A host that does not answer is not asked, until it answers again. */
import { expect, test } from 'vitest';
import { CredentialError } from '../../src/tione/credentials/credential.ts';
import { fromStatic, type CredentialProvider } from '../../src/tione/credentials/provider.ts';
import { envelope, temporary, type Options } from './client-fakes.ts';
import {
  advance,
  broken,
  hanging,
  idsOf,
  ok,
  refusing,
  setHost,
  setStage,
  text,
  upTo,
  useVirtualTime,
} from './virtual-time.ts';

useVirtualTime();

const unlimited: Options = { requestsPerSecond: Infinity };

test.for([
  ['network faults', broken],
  ['pages of a proxy', text('<html>', 502)],
  ['answers that are not JSON', text('{"Response":')],
  ['JSON of somebody else', text('{}')],
  ['answers that do not come', hanging],
] as const)('after five %s calls fail at once, without being sent, and say when to come back', async ([, answer]) => {
  const { arrivals, ask, endOf, ends, now, expectNothingLeft } = setStage(answer, unlimited);
  for (const id of upTo(5)) ask(id);
  await advance(answer === hanging ? 5_000 : 0);
  expect(ends).toHaveLength(5);
  const time = now();
  ask(5);
  await advance(0);
  const { at, error } = endOf(5);
  expect(at).toBe(time);
  expect(error).toMatchObject({ kind: 'unavailable', retryable: true, upstreamCode: undefined });
  expect(error?.retryAfterMs).toBeGreaterThan(0);
  expect(error?.retryAfterMs).toBeLessThanOrEqual(1_000);
  expect(arrivals).toHaveLength(5);
  await advance(error?.retryAfterMs ?? 0);
  ask(6);
  await advance(0);
  expect(arrivals).toHaveLength(6);
  await advance(5_000);
  expectNothingLeft();
});

test.for([
  ['errors that the upstream answers', refusing('InternalError')],
  ['throttling', refusing('RequestLimitExceeded')],
  ['errors without a code', text(envelope({ Error: { Message: 'no' } }))],
  ['answers that have not the documented shape', text(envelope({ TrainingModelVersions: [{}] }))],
] as const)('%s never open it', async ([, answer]) => {
  const { arrivals, ask } = setStage(answer, unlimited);
  for (const id of upTo(50)) {
    ask(id);
    await advance(10);
  }
  expect(arrivals).toHaveLength(50);
});

test('what says nothing of the host neither opens it nor closes it', async () => {
  let credentials: CredentialProvider = () => Promise.reject(new CredentialError('none', { tryNext: false }));
  const { arrivals, ask, become, endOf } = setHost({ ...unlimited, credentials: (how) => credentials(how) });
  for (const id of upTo(20)) ask(id);
  await advance(0);
  expect(endOf(19).error?.kind).toBe('authentication');
  credentials = fromStatic(temporary);
  become(hanging);
  for (const id of upTo(20)) ask(20 + id).cancel();
  await advance(0);
  become(broken);
  // Had those before counted for the host, five faults would not be the most by now.
  for (const id of upTo(5)) ask(40 + id);
  await advance(0);
  ask(45);
  await advance(0);
  expect(endOf(45).error?.retryAfterMs).toBe(1_000);
  await advance(1_000);
  credentials = () => Promise.reject(new CredentialError('none', { tryNext: false }));
  ask(46);
  await advance(0);
  expect(endOf(46).error?.kind).toBe('authentication');
  ask(47);
  await advance(0);
  expect(endOf(47).error?.kind).toBe('unavailable');
  expect(idsOf(arrivals).filter((id) => id >= 45)).toEqual([]);
});

test('half of the calls may fail', async () => {
  const { arrivals, ask } = setStage((arrival) => (arrival.id % 2 === 0 ? ok : broken)(arrival), unlimited);
  for (const id of upTo(100)) ask(id);
  await advance(0);
  ask(101);
  ask(103);
  await advance(0);
  ask(100);
  await advance(0);
  expect(idsOf(arrivals)).not.toContain(100);
  expect(arrivals).toHaveLength(102);
});

test('four faults within ten seconds are too few, and older ones are forgotten', async () => {
  const { arrivals, ask } = setStage(broken, unlimited);
  for (const round of upTo(5)) {
    for (const id of upTo(4)) ask(round * 4 + id);
    await advance(11_000);
  }
  expect(arrivals).toHaveLength(20);
  for (const id of upTo(30)) {
    ask(20 + id);
    await advance(2_600);
  }
  expect(arrivals).toHaveLength(50);
});

test('those who wait for their turn are told when it opens, and leave the queue', async () => {
  const { client, arrivals, ask, ends, endOf, expectNothingLeft } = setStage(broken, { attempts: 4 });
  for (const id of upTo(100)) ask(id);
  await advance(200);
  expect(arrivals).toHaveLength(5);
  expect(ends).toHaveLength(100);
  const openedAt = arrivals[4]?.at;
  for (const id of upTo(100).slice(5)) {
    expect(endOf(id)).toMatchObject({ at: openedAt, error: { kind: 'unavailable', retryAfterMs: 1_000 } });
  }
  expect(client.waitMs('DescribeTrainingModelVersions')).toBeLessThan(30);
  await advance(1_000);
  expectNothingLeft();
});

test('a call that is pausing before another attempt is not sent while it is open', async () => {
  const { arrivals, ask, endOf } = setHost({ ...unlimited, attempts: 4, random: () => 0.9 }, broken);
  ask(0);
  await advance(100);
  for (const id of upTo(4)) ask(1 + id);
  await advance(79);
  expect(idsOf(arrivals)).toEqual([0, 1, 2, 3, 4]);
  await advance(1);
  expect(endOf(0)).toMatchObject({ at: 180, error: { kind: 'unavailable', retryAfterMs: 920 } });
  expect(arrivals).toHaveLength(5);
});
