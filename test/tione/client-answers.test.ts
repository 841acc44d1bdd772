/** What the client makes of answers, of none, and of callers that do not wait. */
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { CredentialError, fromStatic } from '../../src/tione/credentials/provider.ts';
import {
  answering,
  ask,
  envelope,
  failureOf,
  params,
  region,
  temporary,
  toEmulator,
  versionsOf,
} from './client-fakes.ts';

const row = { TrainingModelId: 'm-1', TrainingModelVersionId: 'mv-v1-1' };

test.for([
  ['in a row', { TrainingModelVersions: [{ ...row, ReasoningImageInfo: { ImageSecret: 'hush', ImageName: 'n' } }] }],
  ['at the top', { ImageSecret: 'hush', TrainingModelVersions: [] }],
  ['below keys that nobody knows', { New: [{ Deep: [[{ ImageSecret: { password: 'hush' } }]] }] }],
  ['as a list', { TrainingModelVersions: [{ ...row, ImageSecret: ['hush'] }] }],
  ['beside text that quotes it', { Note: '"ImageSecret"', ReasoningImageInfo: { ImageSecret: 'hush' } }],
] as const)('the registry login never comes out of the client: %s', async ([, response]) => {
  const text = envelope(response);
  expect(text).toContain('hush');
  // JSON may write any letter of a name as an escape.
  for (const spelt of [text, text.replaceAll('"ImageSecret":', String.raw`"Image\u0053ecret":`)]) {
    const answer = JSON.stringify(await ask(answering(spelt)));
    expect(answer).not.toContain('hush');
    expect(answer).not.toContain('"ImageSecret":');
  }
});

test('the rest of an image comes out as it was sent', async () => {
  const image = { ImageName: 'n', ImageUrl: 'u' };
  const answer = await ask(answering(envelope({ New: { ...image, ImageSecret: 'hush' }, TrainingModelVersions: [] })));
  expect(answer).toEqual({ New: image, TrainingModelVersions: [], RequestId: 'r-1' });
});

test('keys and values that nobody knows yet do no harm', async () => {
  const response = { New: { Deep: [null, 1] }, TrainingModelVersions: [{ ...row, New: true, VersionType: 'NEW' }] };
  expect(await ask(answering(envelope(response)))).toMatchObject(response);
});

test.for([201, 400, 403, 429, 500, 502, 503])(
  'an answer of TI-ONE with HTTP status %i is read all the same',
  async (status) => {
    expect(await ask(answering(envelope({ TrainingModelVersions: [row] }), status))).toMatchObject({
      TrainingModelVersions: [row],
    });
    const refusal = envelope({ Error: { Code: 'RequestLimitExceeded', Message: 'slow down' } });
    expect(await failureOf(ask(answering(refusal, status)))).toMatchObject({ kind: 'throttled', requestId: 'r-1' });
  },
);

test('an error says what was called, what TI-ONE said, and under which request id', async () => {
  const { client, emulator } = toEmulator();
  emulator.faults.set({ errorCode: { value: 'FailedOperation.QueryDatabaseFail', message: 'deadlock' } });
  const failure = await failureOf(ask(client));
  const [call] = emulator.calls.snapshot().recent;
  expect(failure).toMatchObject({
    name: 'TioneError',
    kind: 'unavailable',
    action: versionsOf,
    region,
    upstreamCode: 'FailedOperation.QueryDatabaseFail',
    upstreamMessage: 'deadlock',
    requestId: call?.requestId,
    retryable: true,
    retryAfterMs: undefined,
  });
  expect(failure.message).toBe(
    `${versionsOf} (${region}): FailedOperation.QueryDatabaseFail: deadlock [request id ${String(call?.requestId)}]`,
  );
});

test.for<[string, object]>([
  ['a code', { Code: 'NeverSeenBefore', Message: 'x' }],
  ['a name that every object has', { Code: 'constructor', Message: 'x' }],
  ['a class of such a name', { Code: '__proto__.toString', Message: 'x' }],
])('%s that nobody knows is of no kind', async ([, error]) => {
  expect(await failureOf(ask(answering(envelope({ Error: error }))))).toMatchObject({
    kind: 'other',
    retryable: false,
  });
});

test('an error blanks out each secret wherever TI-ONE quotes it', async () => {
  const { secretId, secretKey, token } = temporary;
  const Message = `${secretId}, TC3${secretKey}, ${token}; again ${secretId}, TC3${secretKey}, ${token}`;
  const failure = await failureOf(ask(answering(envelope({ Error: { Code: 'InternalError', Message } }))));
  expect(failure.upstreamMessage).toBe('***, TC3***, ***; again ***, TC3***, ***');
  const print = inspect(failure, { showHidden: true, depth: Infinity }) + String(failure.stack);
  for (const secret of Object.values(temporary)) expect(print).not.toContain(secret);
});

test.for([
  '',
  'null',
  '7',
  '"text"',
  '[]',
  '{}',
  '{"Response":null}',
  '{"Response":"text"}',
  '{"Response":[]}',
  '{"Response":{"TrainingModelVersions":',
  '{"response":{"TrainingModelVersions":[]}}',
  '<html>stgw</html>',
])('%j is no answer of TI-ONE, whatever its HTTP status', async (text) => {
  for (const status of [200, 502]) {
    const failure = await failureOf(ask(answering(text, status)));
    expect(failure).toMatchObject({ kind: 'unavailable', action: versionsOf, region, upstreamCode: undefined });
    expect(failure.message).toContain(status === 200 ? 'not a TI-ONE answer' : 'HTTP status 502');
  }
});

test.for([
  ['DescribeTrainingModels', { TrainingModels: {} }],
  ['DescribeTrainingModels', { TrainingModels: 'text' }],
  ['DescribeTrainingModelVersions', { TrainingModelVersions: { 0: row } }],
  ['DescribeTrainingModelVersions', { TrainingModelVersions: 0 }],
  ['DescribeTrainingModelVersion', { TrainingModelVersion: 'text' }],
  ['DescribeTrainingModelVersion', { TrainingModelVersion: true }],
  ['DescribeTrainingModelVersion', { TrainingModelVersion: [] }],
  ['DescribeTrainingModelVersion', { TrainingModelVersion: { TrainingModelVersionId: 'mv-v1-1' } }],
  ['DescribeTrainingModelVersions', { TrainingModelVersions: [row, null] }],
  ['DescribeTrainingModelVersions', { TrainingModelVersions: [{ ...row, TrainingModelVersionId: '' }] }],
  ['DescribeTrainingModels', { TrainingModels: [{ TrainingModelName: 'n' }] }],
  ['DescribeTrainingModels', { TrainingModels: [{ ...row, TrainingModelVersions: [{}] }] }],
] as const)('%s that answers %j is an upstream fault, not an empty result', async ([action, response]) => {
  const anyParams = { ...params, TrainingModelVersionId: 'mv-v1-1', Offset: 0, Limit: 1 };
  const failure = await failureOf(answering(envelope(response)).call(action, anyParams, { region }));
  expect(failure).toMatchObject({ kind: 'unavailable', action, region, requestId: 'r-1' });
});

test('an error without a code is no answer of TI-ONE either', async () => {
  for (const error of ['text', {}, { Message: 'x' }, { Code: 7 }])
    expect(await failureOf(ask(answering(envelope({ Error: error }))))).toMatchObject({
      kind: 'unavailable',
      requestId: 'r-1',
      upstreamCode: undefined,
    });
});

test.for<[string, () => Error, 'deadline' | 'cancelled', boolean]>([
  ['a time limit', () => new DOMException('late', 'TimeoutError'), 'deadline', true],
  ['a caller that leaves', () => new DOMException('gone', 'AbortError'), 'cancelled', false],
  ['any other reason', () => new Error('gone'), 'cancelled', false],
])('%s ends a call before it is sent and while it runs', async ([, reason, kind, retryable]) => {
  const early = toEmulator();
  const expected = { kind, retryable, action: versionsOf, region, upstreamCode: undefined };
  expect(await failureOf(ask(early.client, AbortSignal.abort(reason())))).toMatchObject(expected);
  expect(early.emulator.calls.snapshot().total).toBe(0);

  const caller = new AbortController();
  let upstream: AbortSignal | undefined;
  const late = toEmulator(
    {},
    {
      latencyMs: 1,
      sleep: (_, signal) => {
        upstream = signal;
        caller.abort(reason());
        return new Promise(() => undefined);
      },
    },
  );
  expect(await failureOf(ask(late.client, caller.signal))).toMatchObject(expected);
  expect(upstream?.aborted).toBe(true);
});

test('an abort reaches the source of the credential, and nothing is sent', async () => {
  const caller = new AbortController();
  let seen: AbortSignal | undefined;
  const { client, sent } = toEmulator({
    credentials: ({ signal } = {}) => {
      seen = signal;
      caller.abort();
      return Promise.reject(new Error('no longer wanted'));
    },
  });
  expect(await failureOf(ask(client, caller.signal))).toMatchObject({ kind: 'cancelled' });
  expect(seen?.aborted).toBe(true);
  expect(sent).toEqual([]);
});

test('without a credential a call is an authentication failure that says where one was looked for', async () => {
  const cause = new CredentialError('profile file /etc/tencentcloud/credentials: no such file', { tryNext: true });
  const { client, sent } = toEmulator({ credentials: () => Promise.reject(cause) });
  const failure = await failureOf(ask(client));
  expect(failure).toMatchObject({ kind: 'authentication', action: versionsOf, region, retryable: false, cause });
  expect(failure.message).toBe(`${versionsOf} (${region}): no credential: ${cause.message}`);
  expect(sent).toEqual([]);
});

test('a credential that no header can hold is named in the failure, and not shown', async () => {
  const { client } = toEmulator({ credentials: fromStatic({ ...temporary, token: 'token with blanks' }) });
  const failure = await failureOf(ask(client));
  expect(failure).toMatchObject({ kind: 'authentication', retryable: false });
  expect(failure.message).toContain('token holds a blank');
  const print = inspect(failure, { showHidden: true, depth: Infinity });
  for (const secret of [temporary.secretKey, 'with blanks']) expect(print).not.toContain(secret);
});

test('whatever a provider of credentials throws, nothing of it is shown', async () => {
  const { client, sent } = toEmulator({ credentials: () => Promise.reject(new Error(temporary.secretKey)) });
  const failure = await failureOf(ask(client));
  expect(failure).toMatchObject({ kind: 'authentication', retryable: false });
  expect(inspect(failure, { showHidden: true, depth: Infinity })).not.toContain(temporary.secretKey);
  expect(sent).toEqual([]);
});

test('a credential of any provider is checked before it is sent', async () => {
  const { client, sent } = toEmulator({
    credentials: () => Promise.resolve({ ...temporary, token: 'torn\napart', source: 'own' }),
  });
  const failure = await failureOf(ask(client));
  expect(failure).toMatchObject({ kind: 'authentication' });
  expect(failure.message).toContain('token holds a blank or another character');
  expect(inspect(failure, { showHidden: true, depth: Infinity })).not.toContain('torn');
  expect(sent).toEqual([]);
});

test('a network fault says so, and keeps its cause', async () => {
  const parts = ['connect ECONNREFUSED ::1:443', 'connect ECONNREFUSED 127.0.0.1:443'].map((text) => new Error(text));
  const cause = new AggregateError(parts);
  const { client } = toEmulator({ transport: () => Promise.reject(cause) });
  const failure = await failureOf(ask(client));
  expect(failure).toMatchObject({ kind: 'unavailable', retryable: true, requestId: undefined, cause });
  expect(failure.message).toContain('connect ECONNREFUSED ::1:443; connect ECONNREFUSED 127.0.0.1:443');
});
