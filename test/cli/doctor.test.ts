/** What `doctor` finds on the way to TI-ONE, and how it ends. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Faults } from '../../src/emulator/faults.ts';
import { faults, startDoctor, type Doctor } from '../helpers/doctor.ts';
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

test('doctor finds everything in order', async () => {
  const { healthy, lines } = await doctor.consult();
  expect(lines).toEqual([
    expect.stringMatching(/^ok {4}configuration {18}http:\/\/127\.0\.0\.1:\d+, region ap-guangzhou$/),
    'ok    credential                     from environment',
    expect.stringMatching(/^ok {4}DescribeTrainingModels {9}answers, \d+ ms$/),
    expect.stringMatching(/^ok {4}DescribeTrainingModelVersions {2}answers, \d+ ms$/),
    expect.stringMatching(/^ok {4}DescribeTrainingModelVersion {3}answers, \d+ ms$/),
    expect.stringMatching(/^ok {4}clock {26}.+ TI-ONE; up to 300 s are allowed$/),
    '',
    'all that is needed works',
  ]);
  expect(healthy).toBe(true);
});

test.each([
  ['TENCENTCLOUD_SECRET_KEY', 'SignatureFailure', 'the secret key does not belong to the secret id'],
  ['TENCENTCLOUD_SECRET_ID', 'SecretIdNotFound', 'there is no such secret id, or it is disabled'],
])('a wrong %s fails with %s, and what that means', async (variable, code, meaning) => {
  const consultation = await doctor.consult({ [variable]: 'another-than-the-right-one' });
  const finding = new RegExp(
    `^FAIL  DescribeTrainingModel.* refused \\(AuthFailure\\.${code}\\): ${meaning} \\[request id [-\\w]+\\]$`,
  );
  expect(faults(consultation)).toEqual(
    [finding, finding, finding].map((pattern) => expect.stringMatching(pattern) as unknown),
  );
  expect(consultation.lines.at(-1)).toBe('3 checks failed');
  expect(consultation.healthy).toBe(false);
});

test('the list action being offline is a note only, because nothing needs it', async () => {
  doctor.emulator.faults.set({ offlineActions: ['DescribeTrainingModels'] });
  const consultation = await doctor.consult();
  expect(faults(consultation)).toEqual([
    'note  DescribeTrainingModels         not offered (ActionOffline); without it tags and model lists are unavailable',
  ]);
  expect(consultation.lines.at(-1)).toBe('all that is needed works; 1 note above');
  expect(consultation.healthy).toBe(true);
});

test('the list action not being allowed is a note that names the permission', async () => {
  const actions = ['DescribeTrainingModels'];
  doctor.emulator.faults.set({ errorCode: { value: 'AuthFailure.UnauthorizedOperation', actions } });
  const consultation = await doctor.consult();
  expect(faults(consultation)).toEqual([
    'note  DescribeTrainingModels         not allowed (AuthFailure.UnauthorizedOperation): grant ' +
      'tione:DescribeTrainingModels in CAM; without it tags and model lists are unavailable',
  ]);
  expect(consultation.healthy).toBe(true);
});

const actions = ['DescribeTrainingModelVersion'];
test.each<[Faults, RegExp]>([
  [
    { errorCode: { value: 'UnauthorizedOperation', actions } },
    /not allowed \(Unauth\w+\): grant tione:DescribeTrainingModelVersion in CAM \[/,
  ],
  [{ offlineActions: actions }, /not offered \(ActionOffline\) \[request id/],
  [
    { throttle: { value: true, actions } },
    /throttled \(RequestLimitExceeded\): others use up the rate of .*; try again \[/,
  ],
  [
    { errorCode: { value: 'FailedOperation.QueryDatabaseFail', actions } },
    / {3}FailedOperation\.QueryDatabaseFail: .+ \[request id/,
  ],
  [
    { notJson: { value: true, actions } },
    / {3}an answer that is not a TI-ONE answer; something between here and TI-ONE may have answered$/,
  ],
])('a published action that does not answer for %j fails', async (fault, finding) => {
  doctor.emulator.faults.set(fault);
  const consultation = await doctor.consult();
  expect(faults(consultation)).toEqual([expect.stringMatching(finding)]);
  expect(consultation.lines.at(-1)).toBe('1 check failed');
  expect(consultation.healthy).toBe(false);
});

test('what passes with another attempt is a note that tells of it', async () => {
  const actions = ['DescribeTrainingModelVersions'];
  doctor.emulator.faults.set({ errorCode: { value: 'InternalError', actions, times: 1 } });
  const consultation = await doctor.consult();
  expect(faults(consultation)).toEqual([
    expect.stringMatching(/^note .* answers at attempt 2, \d+ ms: TI-ONE or the way there is busy or unsteady$/),
  ]);
  expect(consultation.healthy).toBe(true);
});

test('every region of TIONE_REGIONS is checked, with one call for each action', async () => {
  const before = doctor.emulator.calls.snapshot().total;
  const { healthy, lines } = await doctor.consult({ TIONE_REGIONS: 'ap-shanghai,ap-nowhere' });
  expect(lines.filter((line) => /DescribeTrainingModel|region/.test(line))).toEqual([
    expect.stringMatching(/^ok +configuration +[^ ]+, regions ap-guangzhou, ap-shanghai, ap-nowhere$/),
    expect.stringMatching(/^ok +DescribeTrainingModels +ap-guangzhou: answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModelVersions +ap-guangzhou: answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModelVersion +ap-guangzhou: answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModels +ap-shanghai: answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModelVersions +ap-shanghai: answers, \d+ ms$/),
    expect.stringMatching(/^ok +DescribeTrainingModelVersion +ap-shanghai: answers, \d+ ms$/),
    expect.stringMatching(/^note +DescribeTrainingModels +ap-nowhere: not offered \(UnsupportedRegion\): is the name /),
    expect.stringMatching(
      /^FAIL +DescribeTrainingModelVersions +ap-nowhere: not offered \(UnsupportedRegion\): is the/,
    ),
    expect.stringMatching(/^FAIL +DescribeTrainingModelVersion +ap-nowhere: not offered \(UnsupportedRegion\): is the/),
  ]);
  expect(healthy).toBe(false);
  expect(doctor.emulator.calls.snapshot().total - before).toBe(9);
});

test('an upstream that nothing answers for is tried by one call, not by all', async () => {
  doctor.emulator.faults.set({ dropConnection: true });
  const consultation = await doctor.consult({ TIONE_REGIONS: 'ap-shanghai' });
  expect(faults(consultation)).toEqual([
    expect.stringMatching(/^FAIL +DescribeTrainingModels +ap-guangzhou: TI-ONE cannot be reached: /),
    expect.stringMatching(
      /^note +actions +the other 5 calls were not tried, because nothing answers: check TIONE_ENDP/,
    ),
    expect.stringMatching(/^note +clock +no answer told its time$/),
  ]);
  expect(consultation.healthy).toBe(false);
});

test.each([
  [200, 'note', /^200 s behind TI-ONE; up to 300 s are allowed; set it/, -200],
  [-400, 'FAIL', /^400 s ahead of TI-ONE; up to 300 s are allowed; set it/, 400],
] as const)('an upstream whose clock is %i s off is a %s of the clock', async (fault, verdict, finding, skew) => {
  doctor.emulator.faults.set({ clockSkewSeconds: fault });
  const { healthy, checks } = await doctor.report();
  const clock = checks.find(({ subject }) => subject === 'clock');
  expect(clock).toMatchObject({ verdict, allowedSkewSeconds: 300 });
  // A second may begin between two looks at a clock.
  expect(clock).toHaveProperty('skewSeconds', expect.closeTo(skew, -0.5));
  expect(clock?.finding.replace(/^\d+/, String(Math.abs(skew)))).toMatch(finding);
  expect(healthy).toBe(verdict === 'note');
});

test('temporary keys of the environment are a note, since nobody renews them', async () => {
  const consultation = await doctor.consult({ TENCENTCLOUD_SESSION_TOKEN: 'token-of-test' });
  expect(faults(consultation)).toContain(
    'note  credential                     from environment: temporary keys that nobody renews; give the server new ones before they end',
  );
});

test('with TIONE_MODE=emulator there is little to check: doctor says so, and ends with 0', async () => {
  const { code, stdout, stderr } = await runCli(['doctor'], { TIONE_MODE: 'emulator' });
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^ok {4}configuration /),
    expect.stringMatching(/^note {2}mode +serve would answer with demo data: TIONE_MODE=emulator, so there is nothing/),
    '',
    'all that is needed works; 1 note above',
    '',
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

const demo =
  'note  mode                           serve would answer with demo data: no Tencent Cloud credential was found';
test.each([
  ['auto', [demo]],
  ['live', []],
])('without a credential doctor fails in mode %s, and lists what was tried', async (mode, notes) => {
  const env = { TIONE_MODE: mode, TIONE_ENDPOINT: doctor.endpoint };
  const { code, stdout, stderr } = await runCli(['doctor'], env);
  const [, ...lines] = stdout.trimEnd().split('\n');
  expect(lines.slice(0, 5)).toEqual([
    'FAIL  credential                     no source has a credential; set up one of these:',
    expect.stringMatching(/^ {39}environment: /),
    expect.stringMatching(/^ {39}profile file: /),
    expect.stringMatching(/^ {39}CVM role: /),
    expect.stringMatching(/^ {39}TKE OIDC: /),
  ]);
  expect(lines.slice(5)).toEqual([...notes, '', '1 check failed']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

test('a credential that is set up and broken fails without a word of demo data', async () => {
  const consultation = await doctor.consult({
    TIONE_MODE: 'auto',
    TENCENTCLOUD_SECRET_ID: '',
    TENCENTCLOUD_SECRET_KEY: '',
    TENCENTCLOUD_CREDENTIALS_FILE: '/nonexistent/keys',
  });
  expect(faults(consultation)).toEqual([
    expect.stringMatching(/^FAIL +credential +profile file \/nonexistent\/keys: no such file: /),
  ]);
  expect(consultation.healthy).toBe(false);
});
