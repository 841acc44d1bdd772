import { expect, test, vi } from 'vitest';
import { send, signedCall } from '../emulator/harness.ts';
import { runCli, startCli, urlIn } from '../helpers/process.ts';
import { emulateKey } from '../helpers/secrets.ts';

// A child process compiles the sources first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const keys = { secretId: 'AKIDofTheTests', secretKey: emulateKey } as const;
const keyFlags = ['--secret-id', keys.secretId, '--secret-key', keys.secretKey] as const;

test('`emulate` serves what its flags say, and `serve` reads it in live mode', async () => {
  await using emulate = startCli(
    [
      ...['emulate', '--port', '0', ...keyFlags, '--models', '3', '--versions', '2', '--rate-limit', '1000'],
      ...['--regions', 'ap-shanghai-fsi, ap-chengdu', '--max-limit', '2', '--seed', '7'],
    ],
    // Empty counts as not set.
    { HOST: '' },
  );
  const line = await emulate.line(/listening/);
  expect(line).toMatch(/^tione-graphql emulator listening on http:\/\/127\.0\.0\.1:\d+ \(secret id AKIDofTheTests\)$/);
  await using serve = startCli(['serve', '--port', '0'], {
    TIONE_ENDPOINT: urlIn(line),
    TENCENTCLOUD_SECRET_ID: keys.secretId,
    TENCENTCLOUD_SECRET_KEY: keys.secretKey,
  });
  const url = urlIn(await serve.line(/listening/));
  expect(await serve.line(/^TI-ONE at/)).toBe(`TI-ONE at ${urlIn(line)}, ap-guangzhou, credential from environment`);

  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ trainingModel(id: "m-608587242317024640") { versions { totalCount } } }' }),
  });
  expect(response.headers.get('x-tione-mode')).toBe('live');
  expect(await response.json()).toEqual({ data: { trainingModel: { versions: { totalCount: 1 } } } });
  const calls = await fetch(new URL('/_emulator/calls', urlIn(line)));
  expect(await calls.json()).toMatchObject({ total: 1, refused: 0 });

  expect(await listed(urlIn(line), 'ap-guangzhou')).toMatchObject({ TotalCount: 4, TrainingModels: [{}, {}] });
  expect(await listed(urlIn(line), 'ap-shanghai-fsi')).toMatchObject({ TotalCount: 0 });

  for (const child of [serve, emulate]) {
    child.kill('SIGINT');
    const { code, stdout, stderr } = await child.ended;
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).not.toContain(keys.secretKey);
    expect(stdout).not.toContain('DEMO DATA');
  }
});

test('`emulate --help` tells its variables, and a region that is none is refused', async () => {
  const { stdout } = await runCli(['emulate', '--help']);
  for (const name of ['HOST', 'PORT']) expect(stdout.replace(/\s+/g, ' ')).toContain(`overrides ${name}`);
  const { code, stderr } = await runCli(['emulate', '--port', '0', '--regions', 'Guangzhou']);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('region names such as ap-guangzhou, separated by commas'),
  ]);
});

/** A page as large as it may be, signed for the keys of these tests. */
async function listed(url: string, region: string): Promise<unknown> {
  const timestamp = Math.floor(Date.now() / 1000);
  const { host } = new URL(url);
  const call = signedCall('DescribeTrainingModels', { Limit: 100 }, { ...keys, region, timestamp, host });
  const { text } = await send(url, '/', call);
  return (JSON.parse(text) as { readonly Response: unknown }).Response;
}
