import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { runCli, startCli, urlIn, type Child, type Ended } from '../helpers/process.ts';

// A child process compiles the sources first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const secretId = 'AKIDofTheTests';
const secretKey = 'a-key-that-only-tests-have';

let emulate: Child;
let endpoint: string;

beforeAll(async () => {
  emulate = startCli(['emulate', '--port', '0', '--secret-id', secretId, '--secret-key', secretKey]);
  endpoint = urlIn(await emulate.line(/listening/));
});

afterAll(async () => {
  await emulate[Symbol.asyncDispose]();
});

afterEach(() => setFaults({}));

async function setFaults(faults: object): Promise<void> {
  const response = await fetch(new URL('/_emulator/faults', endpoint), { method: 'PUT', body: JSON.stringify(faults) });
  expect(response.status).toBe(200);
}

async function doctor(
  env: Readonly<Record<string, string>>,
): Promise<Ended & { readonly findings: readonly string[] }> {
  const ended = await runCli(['doctor'], { TIONE_ENDPOINT: endpoint, ...env });
  for (const name of ['TENCENTCLOUD_SECRET_KEY', 'TENCENTCLOUD_SECRET_ID'])
    if (env[name] !== undefined) expect(ended.stdout + ended.stderr).not.toContain(env[name]);
  const findings = ended.stdout.split('\n').filter((line) => line !== '');
  return { ...ended, findings };
}

const keys = { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey } as const;

test('doctor finds everything in order, and ends with 0', async () => {
  const { code, stderr, findings } = await doctor(keys);
  expect(findings).toEqual([
    expect.stringMatching(/^ok +configuration +http:\/\/127\.0\.0\.1:\d+, region ap-guangzhou$/),
    expect.stringMatching(/^ok +credential +from environment$/),
    expect.stringMatching(/^ok +DescribeTrainingModels +answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModelVersions +answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModelVersion +answers, \d+ ms$/),
    expect.stringMatching(/^ok +clock +\d+ s (ahead of|behind) the upstream; 300 s are allowed$/),
  ]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('a wrong key fails with the code of the upstream, and ends with 1', async () => {
  const { code, findings } = await doctor({ ...keys, TENCENTCLOUD_SECRET_KEY: 'another-key-than-the-right-one' });
  expect(
    findings.filter((line) => /^FAIL +DescribeTrainingModel.*AuthFailure\.SignatureFailure/.test(line)),
  ).toHaveLength(3);
  expect(code).toBe(1);
});

test('the list action being offline is a note only, because nothing needs it', async () => {
  await setFaults({ offlineActions: ['DescribeTrainingModels'] });
  const { code, findings } = await doctor(keys);
  expect(findings).toContainEqual(
    expect.stringMatching(/^note +DescribeTrainingModels +not offered \(ActionOffline\)/),
  );
  expect(findings.filter((line) => !line.startsWith('ok'))).toHaveLength(1);
  expect(code).toBe(0);
});

test('a published action being offline fails, and ends with 1', async () => {
  await setFaults({ offlineActions: ['DescribeTrainingModelVersions'] });
  const { code, findings } = await doctor(keys);
  expect(findings.filter((line) => !line.startsWith('ok'))).toEqual([
    expect.stringMatching(/^FAIL +DescribeTrainingModelVersions .*ActionOffline/),
  ]);
  expect(code).toBe(1);
});

test('half a key pair fails before any call, and ends with 1', async () => {
  const { code, stdout, stderr } = await doctor({ TENCENTCLOUD_SECRET_KEY: secretKey });
  expect(stdout).toMatch(/^FAIL +configuration +TENCENTCLOUD_SECRET_ID is missing: [^\n]+\n$/);
  expect(stderr).toBe('');
  expect(code).toBe(1);
});
