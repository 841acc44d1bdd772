import { expect, test, vi } from 'vitest';
import { graceFor } from '../../src/cli/shutdown.ts';
import { createEmulator, emulatorCredentials } from '../../src/emulator/emulator.ts';
import { listen, toNodeListener } from '../../src/http.ts';
import { startCli, urlIn } from '../helpers/process.ts';

// A child process compiles the sources first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const listening = /^tione-graphql listening on http:\/\/127\.0\.0\.1:\d+\/graphql/;

const action = 'DescribeTrainingModelVersion';

function ask(url: string, query: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
}

test('`serve` in demo mode says so, serves the published record, and stops in good order', async () => {
  await using serve = startCli(['serve', '--port', '0'], { TIONE_MODE: 'emulator' });
  const url = urlIn(await serve.line(listening));
  expect(await serve.line(/DEMO DATA/)).toBe(
    'DEMO DATA: TIONE_MODE=emulator, so an embedded emulator of TI-ONE answers. None of the models are real.',
  );

  const response = await ask(
    url,
    '{ trainingModel(id: "m-608587242317024640") { id region versions { nodes { id status } } } }',
  );
  expect(response.headers.get('x-tione-mode')).toBe('emulator');
  expect(await response.json()).toMatchObject({
    data: {
      trainingModel: {
        id: 'm-608587242317024640',
        region: 'ap-guangzhou',
        versions: { nodes: [{ id: 'mv-v1-625097625049989888' }] },
      },
    },
  });
  const ready = await fetch(new URL('/health/ready', url));
  expect(ready.status).toBe(200);
  await ready.text();

  serve.kill('SIGTERM');
  const { code, stdout, stderr } = await serve.ended;
  expect(code).toBe(0);
  expect(stderr).toBe('');
  expect(stdout.split('\n').filter((line) => listening.test(line))).toHaveLength(1);
  expect(stdout).toMatch(/\ntione-graphql stopping: finishing running requests\n$/);
});

test('SIGTERM lets a running request finish, takes no new one, and ends with 0', async () => {
  const arrived = gate();
  const released = gate();
  const emulator = createEmulator({
    latencyMs: 1,
    sleep: () => {
      arrived.resolve(undefined);
      return released.promise;
    },
  });
  const upstream = await listen(toNodeListener(emulator.fetch, { maxBodyBytes: 1_000_000 }), {
    host: '127.0.0.1',
    port: 0,
  });
  try {
    await using serve = startCli(['serve', '--port', '0'], {
      TIONE_ENDPOINT: upstream.url,
      TIONE_TIMEOUT_MS: '600000',
      TENCENTCLOUD_SECRET_ID: emulatorCredentials.secretId,
      TENCENTCLOUD_SECRET_KEY: emulatorCredentials.secretKey,
    });
    const url = urlIn(await serve.line(listening));
    const running = ask(url, '{ trainingModel(id: "m-608587242317024640") { id name } }');
    await arrived.promise;

    serve.kill('SIGTERM');
    await serve.line(/stopping/);
    await expect(ask(url, '{ __typename }')).rejects.toThrow();
    released.resolve(undefined);

    const response = await running;
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.json()).toMatchObject({ data: { trainingModel: { id: 'm-608587242317024640' } } });
    expect((await serve.ended).code).toBe(0);
  } finally {
    released.resolve(undefined);
    await upstream.close();
  }
});

test.each([
  [100, 10_000],
  [9_000, 10_000],
  [10_000, 11_000],
  [600_000, 601_000],
])('requests that may take %d ms get %d ms to finish', (timeoutMs, graceMs) => {
  expect(graceFor(timeoutMs)).toBe(graceMs);
});

test.each(['LimitExceeded', 'InvalidParameterValue'])(
  'what clients do not see of %s is one line for the operator: path, action, request id and the words of TI-ONE',
  async (value) => {
    const emulator = createEmulator();
    emulator.faults.set({ errorCode: { value, message: 'role/ops of 100012345678', actions: [action] } });
    const upstream = await listen(toNodeListener(emulator.fetch, { maxBodyBytes: 1_000_000 }), {
      host: '127.0.0.1',
      port: 0,
    });
    try {
      await using serve = startCli(['serve', '--port', '0'], {
        TIONE_ENDPOINT: upstream.url,
        TENCENTCLOUD_SECRET_ID: emulatorCredentials.secretId,
        TENCENTCLOUD_SECRET_KEY: emulatorCredentials.secretKey,
      });
      const url = urlIn(await serve.line(listening));
      const answer = await (await ask(url, '{ mine: trainingModelVersion(id: "mv-v1-1") { id } }')).text();
      expect(answer).not.toContain('100012345678');
      const requestId = emulator.calls.snapshot().recent.at(-1)?.requestId;
      expect(answer).toContain(requestId);
      serve.kill('SIGTERM');
      const { stderr } = await serve.ended;
      const lines = stderr.split('\n');
      const [line, ...others] = lines.filter((text) => text.includes('hidden from the client'));
      expect(others).toEqual([]);
      for (const part of [
        'path=mine',
        `upstreamRequestId=${String(requestId)}`,
        action,
        value,
        'role/ops of 100012345678',
      ])
        expect(line).toContain(part);
      // Nowhere else are the words of TI-ONE repeated.
      expect(lines.filter((text) => text.includes('100012345678'))).toHaveLength(1);
    } finally {
      await upstream.close();
    }
  },
);

test('--host and --port override HOST and PORT', async () => {
  await using serve = startCli(['serve', '--host', 'localhost', '--port', '0'], {
    TIONE_MODE: 'emulator',
    HOST: '192.0.2.1',
    PORT: '1',
  });
  expect(await serve.line(/listening/)).toMatch(/^tione-graphql listening on http:\/\/localhost:\d+\/graphql/);
});

function gate() {
  let resolve: (value: undefined) => void = () => undefined;
  const promise = new Promise<undefined>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}
