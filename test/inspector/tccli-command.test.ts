import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { repeatCall } from '../../src/inspector/repeat-call.ts';
import type { RepeatableCall } from '../../src/inspector/repeatable-call.ts';
import { documentedEndpoint } from '../../src/tione/types.ts';
import { calls, nastyTexts, sent } from './call-arbitraries.ts';

const tccli = (call: RepeatableCall, endpoint = documentedEndpoint): string => repeatCall(call, endpoint).tccli;

/** In the place of tccli: prints each argument and a NUL, and then what comes on standard input if it would read that. */
const recorder = `tccli() { printf '%s\\0' "$@"; if [ "\${@: -2:1}" = --cli-input-json ]; then cat; fi; }`;

/** What the shell prints for lines that somebody pastes into it. */
function pasted(lines: readonly string[], shell: readonly string[] = []): string {
  const input = [recorder, ...lines, ''].join('\n');
  const env = { PATH: process.env['PATH'], HOME: tmpdir(), LC_ALL: 'C.UTF-8', HISTFILE: '/dev/null' };
  const { stdout, error } = spawnSync('bash', ['--norc', '--noprofile', ...shell], { input, env, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return stdout;
}

const asJson = (text: string): unknown => JSON.parse(text);
/** How tccli reads what it is given for the parameters that are no strings. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  Filters: asJson,
  TagFilters: asJson,
  Offset: Number,
  Limit: Number,
  WithModelVersions: (text) => ({ True: true })[text],
};

interface Understood {
  readonly action: string | undefined;
  readonly common: Readonly<Record<string, string>>;
  readonly params: unknown;
}

/** As tccli takes a command apart: options are words of two, or of one with an equals sign. */
function understood(printed: string): Understood {
  const words = printed.split('\0');
  const stdin = words.pop() ?? '';
  const [service, action, ...rest] = words;
  expect(service).toBe('tione');
  const common: Record<string, string> = {};
  const params: Record<string, unknown> = {};
  while (rest.length > 0) {
    const [, name = '', joined] = /^--([A-Za-z-]+)(?:=(.*))?$/su.exec(rest.shift() ?? '') ?? [];
    const text = joined ?? rest.shift() ?? '';
    // The parser that tccli has takes any other word with a dash for an option.
    if (joined === undefined) expect(text).not.toMatch(/^-/);
    expect(text).not.toBe('--');
    if (/^[A-Z]/.test(name)) params[name] = readers[name]?.(text) ?? text;
    else common[name] = text;
  }
  const { 'cli-input-json': file, ...others } = common;
  if (file === undefined) return { action, common, params };
  expect({ file, params }).toEqual({ file: 'file:///dev/stdin', params: {} });
  return { action, common: others, params: asJson(stdin) };
}

it.for([
  [
    { action: 'DescribeTrainingModelVersions', params: { TrainingModelId: 'm-608587242317024640' } },
    'DescribeTrainingModelVersions --version 2021-11-11 --region ap-guangzhou --TrainingModelId m-608587242317024640',
  ],
  [
    {
      action: 'DescribeTrainingModelVersions',
      params: {
        TrainingModelId: 'm-1',
        Filters: [{ Name: 'ModelFormat', Values: ["it's", '车牌识别'], Fuzzy: false }],
      },
    },
    'DescribeTrainingModelVersions --version 2021-11-11 --region ap-guangzhou --TrainingModelId m-1 ' +
      String.raw`--Filters '[{"Name":"ModelFormat","Values":["it'\''s","车牌识别"],"Fuzzy":false}]'`,
  ],
  [
    { action: 'DescribeTrainingModelVersion', params: { TrainingModelVersionId: '-1' } },
    "DescribeTrainingModelVersion --version 2021-11-11 --region ap-guangzhou --TrainingModelVersionId='-1'",
  ],
] as const)('writes options that are easy to read: %j', ([call, command]) => {
  expect(tccli({ region: 'ap-guangzhou', ...call })).toBe(`tccli tione ${command}`);
});

it('says which release of tccli still has the list action, in words that no shell takes for anything else', () => {
  const list = { action: 'DescribeTrainingModels', region: 'ap-guangzhou' } as const;
  const first = '# tccli has DescribeTrainingModels up to release 3.0.1112.1 - pip install tccli==3.0.1112.1';
  const start = 'tccli tione DescribeTrainingModels --version 2021-11-11 --region ap-guangzhou';
  expect(tccli({ ...list, params: { Offset: 0, Limit: 20, WithModelVersions: true, Filters: [] } })).toBe(
    `${first}\n${start} --Offset 0 --Limit 20 --WithModelVersions True --Filters '[]'`,
  );
});

it.for([
  ['a false, of which releases of tccli make a true', { Limit: 20, WithModelVersions: false }],
  ['two dashes, which tccli loses', { OrderField: '--' }],
  ['a null', { Limit: null }],
  ['a number that is not whole', { Limit: 0.5 }],
  ['keys of a terminal', { OrderField: '\u0003rm -rf x\r' }],
  ['half a character', { OrderField: '\ud800' }],
  ['the name of an option of tccli itself', { secretKey: 'x' }],
  ['more than an argument may hold', { Filters: [{ Name: 'keyword', Values: ['车'.repeat(45_000)] }] }],
] as const)('sends all as JSON by standard input for the sake of %s', ([, params]) => {
  const command = tccli({ action: 'DescribeTrainingModels', region: 'ap-guangzhou', params });
  expect(command).toContain(" --region ap-guangzhou --cli-input-json file:///dev/stdin <<< '{");
  expect(understood(pasted([command])).params).toEqual(params);
});

it.for([
  ['https://tione.tencentcloudapi.com/', ''],
  ['https://tione.ap-guangzhou.tencentcloudapi.com', ' --endpoint tione.ap-guangzhou.tencentcloudapi.com'],
  ['https://user:password@tione.example:8443', ' --endpoint tione.example:8443'],
  ['http://tione.tencentcloudapi.com', ' --endpoint http://tione.tencentcloudapi.com'],
  ['http://127.0.0.1:8080', ' --endpoint http://127.0.0.1:8080'],
  ['http://[::1]:8080', " --endpoint 'http://[::1]:8080'"],
] as const)('goes to %s', ([endpoint, option]) => {
  const call: RepeatableCall = { action: 'DescribeTrainingModelVersion', region: 'ap-nanjing', params: {} };
  const start = 'tccli tione DescribeTrainingModelVersion --version 2021-11-11 --region ap-nanjing';
  expect(tccli(call, new URL(endpoint))).toBe(start + option);
});

it('sends what was sent, as bash understands it, without a character that cannot be seen', () => {
  fc.assert(
    fc.property(calls, (call) => {
      const command = tccli(call);
      expect(command).toMatch(/^(?:# [\w ,.=-]+\n)?[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u);
      expect(understood(pasted([command]))).toEqual({
        action: call.action,
        common: { version: '2021-11-11', region: call.region },
        params: sent(call.params),
      });
    }),
    { seed: 75_070, numRuns: 400 },
  );
});

it('is understood alike by an interactive shell, which looks for exclamation marks before it looks for quotes', () => {
  const shell = ['-i'];
  expect(pasted(['echo one', 'echo !!'], shell)).toBe('one\necho one\n');
  for (const text of nastyTexts) {
    const params = { TrainingModelId: text, Filters: [{ Name: 'keyword', Values: [text] }] };
    const call: RepeatableCall = { action: 'DescribeTrainingModelVersions', region: 'ap-guangzhou', params };
    expect(understood(pasted([tccli(call)], shell)).params).toEqual(params);
  }
});
