/** What programs get to read of `doctor`. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Report } from '../../src/cli/doctor/report.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import { emulatorCredentials } from '../../src/emulator/emulator.ts';
import { startDoctor, type Doctor } from '../helpers/doctor.ts';
import { runCli } from '../helpers/process.ts';

// A child process compiles the sources first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

let doctor: Doctor;
beforeAll(async () => {
  doctor = await startDoctor();
});
afterAll(() => doctor[Symbol.asyncDispose]());
afterEach(() => {
  doctor.emulator.faults.set({});
});

test('`--json` prints one object and nothing else, and ends as without it', async () => {
  const env = {
    TIONE_ENDPOINT: doctor.endpoint,
    TENCENTCLOUD_SECRET_ID: emulatorCredentials.secretId,
    TENCENTCLOUD_SECRET_KEY: emulatorCredentials.secretKey,
  };
  const well = await runCli(['doctor', '--json'], env);
  expect(well).toMatchObject({ code: 0, stderr: '' });
  expect(well.stdout.split('\n')).toHaveLength(2);
  expect(JSON.parse(well.stdout)).toMatchObject({ healthy: true, mode: 'live' });

  const ill = await runCli(['doctor', '--json'], { ...env, PORT: 'http', TIONE_MODE: 'demo' });
  expect(ill).toMatchObject({ code: 1, stderr: '' });
  expect(JSON.parse(ill.stdout)).toEqual({
    healthy: false,
    mode: null,
    checks: [
      {
        verdict: 'FAIL',
        subject: 'configuration',
        variable: 'PORT',
        finding: expect.stringMatching(/^PORT must/) as unknown,
      },
      { verdict: 'FAIL', subject: 'configuration', variable: 'TIONE_MODE', finding: expect.any(String) as unknown },
    ],
  });
});

test('each check has what programs may want of it', async () => {
  doctor.emulator.faults.set({
    errorCode: [
      { value: 'UnauthorizedOperation', message: 'you may not', actions: ['DescribeTrainingModelVersion'] },
      { value: 'InternalError', actions: ['DescribeTrainingModelVersions'], times: 2 },
    ],
  });
  expect(await doctor.report()).toEqual({
    healthy: false,
    mode: 'live',
    checks: [
      { verdict: 'ok', subject: 'configuration', finding: `${doctor.endpoint}, region ap-guangzhou` },
      { verdict: 'ok', subject: 'credential', finding: 'from environment', source: 'environment' },
      {
        verdict: 'ok',
        subject: 'DescribeTrainingModels',
        finding: expect.stringMatching(/^answers, \d+ ms$/) as unknown,
        action: 'DescribeTrainingModels',
        region: 'ap-guangzhou',
        ms: expect.any(Number) as unknown,
        attempts: 1,
      },
      expect.objectContaining({ verdict: 'note', action: 'DescribeTrainingModelVersions', attempts: 3 }),
      {
        verdict: 'FAIL',
        subject: 'DescribeTrainingModelVersion',
        finding: expect.stringMatching(/^not allowed /) as unknown,
        action: 'DescribeTrainingModelVersion',
        region: 'ap-guangzhou',
        ms: expect.any(Number) as unknown,
        attempts: 1,
        kind: 'forbidden',
        upstreamCode: 'UnauthorizedOperation',
        upstreamMessage: 'you may not',
        requestId: expect.stringMatching(/^[-\da-f]{36}$/) as unknown,
      },
      {
        verdict: 'ok',
        subject: 'clock',
        finding: expect.any(String) as unknown,
        skewSeconds: expect.any(Number) as unknown,
        allowedSkewSeconds: 300,
      },
    ],
  });
});

type Variables = Readonly<Record<string, string>>;

test.each<[string, Variables, Faults]>([
  ['all is well', {}, {}],
  ['regions', { TIONE_REGIONS: 'ap-shanghai,ap-nowhere' }, {}],
  ['an action is offline', {}, { offlineActions: ['DescribeTrainingModels'] }],
  ['the key is wrong', { TENCENTCLOUD_SECRET_KEY: 'wrong' }, {}],
  ['nothing answers', {}, { dropConnection: true }],
  ['demo data is served', { TIONE_MODE: 'emulator' }, {}],
  ['anybody may call', { AUTH: 'none', HOST: '0.0.0.0' }, {}],
  ['a file is missing', { PERSISTED_DOCUMENTS: '/nonexistent/documents.json' }, {}],
  ['the configuration is wrong', { REDIS_URL: 'http://redis', TENCENTCLOUD_SECRET_ID: '' }, {}],
  ['Redis is down', { REDIS_URL: 'redis://127.0.0.1:1' }, {}],
])('the object says the same as the lines when %s', async (_, env, faults) => {
  doctor.emulator.faults.set(faults);
  const report = await doctor.report(env);
  const { healthy, lines } = await doctor.consult(env);
  expect(verdictsOf(report)).toEqual(lines.slice(0, -2).map((line) => line.slice(0, 37).trimEnd()));
  expect(report.healthy).toBe(healthy);
  expect(healthy).toBe(!lines.some((line) => line.startsWith('FAIL')));
});

function verdictsOf({ checks }: Report): readonly string[] {
  return checks.map(({ verdict, subject }) => `${verdict.padEnd(6)}${subject}`);
}
