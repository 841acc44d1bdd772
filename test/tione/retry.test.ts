/** What is sent again, how often, and when. */
import type { Action } from '../../src/tione/actions.ts';
import { expect, test } from 'vitest';
import { TioneError, type ErrorKind } from '../../src/tione/errors.ts';
import { withRetry } from '../../src/tione/retry.ts';
import { envelope, params, region, versionsOf, type Options } from './client-fakes.ts';
import {
  advance,
  broken,
  hanging,
  idsOf,
  ok,
  refusing,
  setStage,
  text,
  useVirtualTime,
  type Answer,
} from './virtual-time.ts';

useVirtualTime();

const unlimited: Options = { requestsPerSecond: Infinity, attempts: 4 };

/** By kind, what fails with it and how often it is sent. */
const table: Readonly<Record<ErrorKind, readonly (readonly [string, Answer, number])[]>> = {
  throttled: [
    ['RequestLimitExceeded', refusing('RequestLimitExceeded'), 4],
    ['RequestLimitExceeded.UinLimitExceeded', refusing('RequestLimitExceeded.UinLimitExceeded'), 4],
  ],
  unavailable: [
    ['InternalError', refusing('InternalError'), 4],
    ['FailedOperation.QueryModelFailed', refusing('FailedOperation.QueryModelFailed'), 4],
    ['a network fault', broken, 4],
    ['a page of a proxy', text('<html>', 502), 4],
    ['an answer of another shape', text(envelope({ TrainingModelVersions: [{}] })), 4],
  ],
  authentication: [['AuthFailure.SignatureFailure', refusing('AuthFailure.SignatureFailure'), 1]],
  forbidden: [['InternalError.NoPermission', refusing('InternalError.NoPermission'), 1]],
  'invalid-request': [['InvalidParameterValue', refusing('InvalidParameterValue'), 1]],
  'not-found': [['ResourceNotFound', refusing('ResourceNotFound'), 1]],
  capability: [['UnsupportedRegion', refusing('UnsupportedRegion'), 1]],
  deadline: [['the deadline', hanging, 1]],
  cancelled: [['the caller leaving', hanging, 1]],
  other: [['NotKnown.AtAll', refusing('NotKnown.AtAll'), 1]],
};
const rows = (Object.keys(table) as ErrorKind[]).flatMap((kind) =>
  table[kind].map(([what, answer, times]) => ({ kind, what, answer, times })),
);

test.for(rows)('$kind: $what is sent $times times', async ({ kind, answer, times }) => {
  const { arrivals, ask, expectNothingLeft } = setStage(answer, unlimited);
  const { ended, cancel } = ask(0, kind === 'deadline' ? { patienceMs: 3_000 } : {});
  if (kind === 'cancelled') setTimeout(cancel, 1_000);
  await advance(4_000);
  const { error } = await ended;
  expect(error?.kind).toBe(kind);
  expect(arrivals).toHaveLength(times);
  expectNothingLeft();
});

test.for([1, 2, 3, 8])('%d attempts are the most, and the last of them may succeed', async (attempts) => {
  const failing = setStage(refusing('InternalError'), { ...unlimited, attempts });
  const recovering = setStage(
    (arrival) => (recovering.arrivals.length < attempts ? refusing('InternalError') : ok)(arrival),
    { ...unlimited, attempts },
  );
  failing.ask(0);
  recovering.ask(0);
  await advance(20_000);
  expect(failing.arrivals).toHaveLength(attempts);
  expect(failing.endOf(0).error?.upstreamCode).toBe('InternalError');
  expect(recovering.arrivals).toHaveLength(attempts);
  expect(recovering.endOf(0).error).toBeUndefined();
});

test.for(['CreateTrainingModel', 'DeleteTrainingModelVersion', 'describeTrainingModel'])(
  '%s is sent once: what changes something may have done so',
  async (action) => {
    let sent = 0;
    const send = withRetry(
      () => {
        sent += 1;
        return Promise.reject(new TioneError('lost', { kind: 'unavailable', action, region }));
      },
      { attempts: 4, random: () => 0, isHopeless: () => false },
    );
    const { signal } = new AbortController();
    // Of an action that may come to the table one day.
    const call = send({ action: action as Action, region, signal, deadline: Infinity, params: () => ({}) });
    await expect(call).rejects.toThrow('lost');
    expect(sent).toBe(1);
  },
);

test('a failure that meets a caller who has left is the end', async () => {
  const controller = new AbortController();
  let sent = 0;
  const send = withRetry(
    ({ action }) => {
      sent += 1;
      controller.abort();
      return Promise.reject(new TioneError('lost', { kind: 'unavailable', action, region }));
    },
    { attempts: 4, random: () => 0, isHopeless: () => false },
  );
  const { signal } = controller;
  const failed = send({ action: versionsOf, region, signal, deadline: Infinity, params: () => ({}) });
  await expect(failed).rejects.toThrow('lost');
  expect(sent).toBe(1);
});

test.for([
  { drawn: 0, pauses: [0, 0, 0, 0, 0, 0] },
  { drawn: 0.5, pauses: [100, 200, 400, 800, 1_000, 1_000] },
  { drawn: 0.999, pauses: [199.8, 399.6, 799.2, 1_598.4, 1_998, 1_998] },
])('a draw of $drawn gives pauses of $pauses ms', async ({ drawn, pauses }) => {
  const { arrivals, ask } = setStage(refusing('InternalError'), { ...unlimited, attempts: 7, random: () => drawn });
  ask(0);
  await advance(20_000);
  const taken = arrivals.slice(1).map(({ at }, index) => at - (arrivals[index]?.at ?? 0));
  expect(taken).toHaveLength(pauses.length);
  for (const [index, ms] of pauses.entries()) expect(Math.abs((taken[index] ?? 0) - ms)).toBeLessThanOrEqual(1);
});

test('a pause that would end after the deadline is not begun: the call fails at once with what it met', async () => {
  const { arrivals, ask, endOf, expectNothingLeft } = setStage(refusing('InternalError'), {
    ...unlimited,
    random: () => 0.999,
  });
  // The second pause would be of 400 ms.
  ask(0, { patienceMs: 590 });
  await advance(201);
  expect(endOf(0)).toMatchObject({ error: { kind: 'unavailable', upstreamCode: 'InternalError' } });
  expect(arrivals).toHaveLength(2);
  expectNothingLeft();
});

test('who leaves during a pause is gone at once, and nothing is sent any more', async () => {
  const { arrivals, ask, endOf, expectNothingLeft } = setStage(refusing('InternalError'), unlimited);
  const { cancel } = ask(0);
  ask(1, { patienceMs: 101 });
  await advance(50);
  cancel();
  await advance(0);
  expect(endOf(0)).toMatchObject({ at: 50, error: { kind: 'cancelled' } });
  await advance(20_000);
  // The pause of the other one ended before its deadline did, and the next would not have.
  expect(idsOf(arrivals)).toEqual([0, 1, 1]);
  expect(endOf(1).error?.kind).toBe('unavailable');
  expectNothingLeft();
});

test('a deadline that comes during a pause is a deadline', async () => {
  const { client, arrivals, expectNothingLeft } = setStage(refusing('InternalError'), unlimited);
  const controller = new AbortController();
  const call = client.call(versionsOf, params, { region, signal: controller.signal });
  const failed = expect(call).rejects.toMatchObject({ kind: 'deadline' });
  await advance(50);
  controller.abort(new DOMException('too late', 'TimeoutError'));
  await failed;
  expect(arrivals).toHaveLength(1);
  expectNothingLeft();
});

test('parameters are asked for when a call goes out, at each attempt anew', async () => {
  const { client, arrivals, ask } = setStage(
    (arrival) => (arrival.id < 102 ? refusing('InternalError') : ok)(arrival),
    {
      attempts: 4,
      requestsPerSecond: 2,
    },
  );
  ask(0);
  let asked = 100;
  const call = client.call(versionsOf, () => ({ TrainingModelId: '', Limit: asked++ }), { region });
  await advance(549);
  expect(asked).toBe(100);
  await advance(10_000);
  await call;
  expect(idsOf(arrivals).filter((id) => id >= 100)).toEqual([100, 101, 102]);
});

test('the refusal of our own limit is not waited for here', async () => {
  const { arrivals, ask, ends, expectNothingLeft } = setStage(ok, { attempts: 4, requestsPerSecond: 1 });
  ask(0);
  ask(1, { patienceMs: 1_000 });
  await advance(0);
  expect(idsOf(ends)).toEqual([1, 0]);
  await advance(5_000);
  expect(idsOf(arrivals)).toEqual([0]);
  expectNothingLeft();
});

test('an outage with a code is met with a few retries and not with several times the calls', async () => {
  let isDown = true;
  const down = refusing('InternalError');
  const { ask, arrivals } = setStage((arrival) => (isDown ? down(arrival) : ok(arrival)), unlimited);
  const count = 100;
  for (let id = 0; id < count; id += 1) {
    ask(id);
    await advance(5_000);
  }
  // Twenty retries are there to begin with.
  expect(arrivals).toHaveLength(count + 20);

  // What is answered earns new ones, one for each five.
  isDown = false;
  for (let id = 0; id < 10; id += 1) ask(1_000 + id);
  await advance(5_000);
  isDown = true;
  const before = arrivals.length;
  ask(2_000);
  await advance(20_000);
  expect(arrivals).toHaveLength(before + 3);
});
