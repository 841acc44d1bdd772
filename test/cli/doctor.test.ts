import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { runCli, startCli, urlIn, type Child, type Ended } from '../helpers/process.ts';
import { emulateKey as secretKey } from '../helpers/secrets.ts';

// A child process compiles the sources first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const secretId = 'AKIDofTheTests';

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

async function callCount(): Promise<number> {
  const response = await fetch(new URL('/_emulator/calls', endpoint));
  const { total } = (await response.json()) as { total: number };
  return total;
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

test('the list action not being allowed is a note that names the permission', async () => {
  await setFaults({ errorCode: { value: 'AuthFailure.UnauthorizedOperation', actions: ['DescribeTrainingModels'] } });
  const { code, findings } = await doctor(keys);
  expect(findings.filter((line) => !line.startsWith('ok'))).toEqual([
    expect.stringMatching(
      /^note +DescribeTrainingModels +not allowed \(AuthFailure\.UnauthorizedOperation\): tags and model lists are unavailable; the CAM permission is tione:DescribeTrainingModels$/,
    ),
  ]);
  expect(code).toBe(0);
});

test('a published action not being allowed fails, and names the permission', async () => {
  const actions = ['DescribeTrainingModelVersion'];
  await setFaults({ errorCode: { value: 'UnauthorizedOperation', actions } });
  const { code, findings } = await doctor(keys);
  expect(findings.filter((line) => !line.startsWith('ok'))).toEqual([
    expect.stringMatching(
      /^FAIL .* UnauthorizedOperation: .*; the CAM permission is tione:DescribeTrainingModelVersion$/,
    ),
  ]);
  expect(code).toBe(1);
});

test('every region of TIONE_REGIONS is checked, with one call for each action', async () => {
  const before = await callCount();
  const { code, findings } = await doctor({ ...keys, TIONE_REGIONS: 'ap-shanghai,ap-nowhere' });
  expect(findings.filter((line) => /DescribeTrainingModel|region/.test(line))).toEqual([
    expect.stringMatching(/^ok +configuration +[^ ]+, regions ap-guangzhou, ap-shanghai, ap-nowhere$/),
    expect.stringMatching(/^ok +DescribeTrainingModels +ap-guangzhou: answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModelVersions +ap-guangzhou: answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModelVersion +ap-guangzhou: answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModels +ap-shanghai: answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModelVersions +ap-shanghai: answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModelVersion +ap-shanghai: answers, \d+ ms$/),
    expect.stringMatching(/^note +DescribeTrainingModels +ap-nowhere: not offered \(UnsupportedRegion\)/),
    expect.stringMatching(/^FAIL +DescribeTrainingModelVersions +DescribeTrainingModelVersions \(ap-nowhere\): Unsupp/),
    expect.stringMatching(/^FAIL +DescribeTrainingModelVersion +DescribeTrainingModelVersion \(ap-nowhere\): Unsupp/),
  ]);
  expect(code).toBe(1);
  expect((await callCount()) - before).toBe(9);
});

test('with TIONE_MODE=emulator there is nothing to check: doctor says so, and ends with 0', async () => {
  const { code, stderr, findings } = await doctor({ TIONE_MODE: 'emulator' });
  expect(findings).toEqual([
    expect.stringMatching(/^ok +configuration /),
    expect.stringMatching(/^note +mode +serve would answer with demo data: TIONE_MODE=emulator, so there is nothing/),
  ]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test.each([
  {
    mode: 'auto',
    last: /^note +mode +serve would answer with demo data: no Tencent Cloud credential was found$/,
  },
  { mode: 'live', last: /^ {2}TKE OIDC: / },
])('without a credential doctor fails in mode $mode, and lists what was tried', async ({ mode, last }) => {
  const { code, stderr, findings } = await doctor({ TIONE_MODE: mode });
  expect(findings.slice(1, 6)).toEqual([
    expect.stringMatching(/^FAIL +credential +no source has a credential; set up one of these:$/),
    expect.stringMatching(/^ {2}environment: /),
    expect.stringMatching(/^ {2}profile file: /),
    expect.stringMatching(/^ {2}CVM role: /),
    expect.stringMatching(/^ {2}TKE OIDC: /),
  ]);
  expect(findings.at(-1)).toMatch(last);
  expect(stderr).toBe('');
  expect(code).toBe(1);
});

test('a credential that is set up and broken fails without a word of demo data', async () => {
  const { code, stdout, stderr } = await doctor({
    TIONE_MODE: 'auto',
    TENCENTCLOUD_CREDENTIALS_FILE: '/nonexistent/keys',
  });
  expect(stdout).toMatch(/\nFAIL +credential +profile file \/nonexistent\/keys: no such file: [^\n]+\n$/);
  expect(stderr).toBe('');
  expect(code).toBe(1);
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
