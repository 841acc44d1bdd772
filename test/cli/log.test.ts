/** What the server writes while it runs, as a process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { createEmulator, emulatorCredentials } from '../../src/emulator/emulator.ts';
import { listen, toNodeListener } from '../../src/http.ts';
import { startCli, urlIn } from '../helpers/process.ts';
import { watch } from '../helpers/leaks.ts';

// A child process compiles the sources first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const published = '{ trainingModel(id: "m-608587242317024640") { name } }';

async function ask(url: string, query: string): Promise<string> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) };
  return (await fetch(url, init)).text();
}

function recordsIn(stdout: string): readonly Readonly<Record<string, unknown>>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

test('LOG_FORMAT=json: every line of standard output is an object, and there is nothing else', async () => {
  const emulator = createEmulator();
  const upstream = await listen(toNodeListener(emulator.fetch, { maxBodyBytes: 1_000_000 }), {
    host: '127.0.0.1',
    port: 0,
  });
  try {
    await using serve = startCli(['serve', '--host', '0.0.0.0', '--port', '0'], {
      LOG_FORMAT: 'json',
      AUTH: 'none',
      TIONE_ENDPOINT: upstream.url,
      TENCENTCLOUD_SECRET_ID: emulatorCredentials.secretId,
      TENCENTCLOUD_SECRET_KEY: emulatorCredentials.secretKey,
    });
    const { url } = JSON.parse(await serve.line(/listening on http/)) as { url: string };
    const local = url.replace('0.0.0.0', '127.0.0.1');
    await ask(local, published);
    emulator.faults.set({ errorCode: { value: 'LimitExceeded', message: 'a\nb\u2028c' } });
    await ask(local, '{ trainingModelVersion(id: "mv-v1-1") { id } }');
    serve.kill('SIGTERM');
    const { code, stdout, stderr } = await serve.ended;
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('\u2028');
    const { requestId } = emulator.calls.snapshot().recent.at(-1) ?? {};
    expect(recordsIn(stdout)).toMatchObject([
      { level: 'info', mode: 'live' },
      { level: 'warn', msg: expect.stringMatching(/^AUTH=none lets ANYBODY/) as unknown },
      { level: 'info', msg: `tione-graphql listening on ${url}` },
      { level: 'info', msg: 'operation', type: 'query', caller: 'peer:127.0.0.1' },
      { level: 'error', msg: 'upstream attempt failed', upstreamCode: 'LimitExceeded', upstreamRequestId: requestId },
      { level: 'error', msg: 'hidden from the client', path: 'trainingModelVersion', upstreamRequestId: requestId },
      { level: 'error', msg: 'operation', codes: ['INTERNAL_SERVER_ERROR'] },
      { level: 'info', msg: 'tione-graphql stopping: finishing running requests' },
    ]);
  } finally {
    await upstream.close();
  }
});

test('LOG_LEVEL=error leaves only what is one, and the lines for who has started the server', async () => {
  await using serve = startCli(['serve', '--port', '0'], { TIONE_MODE: 'emulator', LOG_LEVEL: 'error' });
  await ask(urlIn(await serve.line(/^tione-graphql listening on http/)), published);
  serve.kill('SIGTERM');
  const { stdout, stderr } = await serve.ended;
  expect(stdout).not.toContain('operation');
  expect(stdout).toMatch(/^DEMO DATA/);
  expect(stderr).toBe('');
});

test('LOG_LEVEL=silent writes nothing', async () => {
  const taken = await listen((_, response) => response.end(), { host: '127.0.0.1', port: 0 });
  await taken.close();
  const { port, href } = new URL(`${taken.url}/graphql`);
  await using serve = startCli(['serve', '--port', port], { TIONE_MODE: 'emulator', LOG_LEVEL: 'silent' });
  // Nothing tells when it listens.
  while (!(await ask(href, published).catch(() => '')).includes('test-model')) await new Promise(setImmediate);
  serve.kill('SIGTERM');
  expect(await serve.ended).toEqual({ code: 0, stdout: '', stderr: '' });
});

/** A server whose output is not read but where a test reads it. */
async function startUnread() {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'serve', '--port', '0'], {
    env: { PATH: process.env['PATH'], TIONE_MODE: 'emulator' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = createInterface(child.stdout);
  const found = await new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      if (line.includes('listening on')) resolve(line);
    });
  });
  lines.close();
  return { child, url: urlIn(found) };
}

test('a reader that goes away, as `head` does, ends the log and not the server', async () => {
  const { child, url } = await startUnread();
  try {
    const ended = once(child, 'exit');
    const errors = text(child.stderr);
    child.stdout.destroy();
    for (let count = 0; count < 3; count += 1) expect(await ask(url, published)).toContain('test-model');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(await errors).toBe('');
  } finally {
    child.kill('SIGKILL');
  }
});

test('a reader that is slow holds nobody up, and gets all lines to the last', async () => {
  const { child, url } = await startUnread();
  try {
    const closed = once(child, 'close');
    const count = 600;
    const name = 'N'.repeat(64);
    // More than pipes hold.
    for (let sent = 0; sent < count; sent += 20)
      await Promise.all(Array.from({ length: 20 }, () => ask(url, `query ${name} { __typename }`)));
    child.kill('SIGTERM');
    const isServing = async (): Promise<boolean> => (await ask(url, '{ __typename }').catch(() => '')) !== '';
    while (await isServing()) await new Promise(setImmediate);
    const output = await text(child.stdout);
    watch('in the log of a slow reader')(output);
    expect(await closed).toEqual([0, null]);
    expect(output.split('\n').filter((line) => line.includes(name))).toHaveLength(count);
    expect(output).toMatch(/\ntione-graphql stopping: finishing running requests\n/);
  } finally {
    child.kill('SIGKILL');
  }
});
