import { expect, it } from 'vitest';
import { describe } from '../../src/cli/log-line.ts';
import { TioneError } from '../../src/tione/errors.ts';

const hostile = 'Value "m-1\r\ntione-graphql: all is well\u001b[2K\u0000\u2028\u202e" is wrong';
const harmless = 'Value "m-1\\u000d\\u000atione-graphql: all is well\\u001b[2K\\u0000\\u2028\\u202e" is wrong';

it('writes what TI-ONE repeats of a caller in one line, without controls', () => {
  const details = { kind: 'invalid-request', action: 'DescribeTrainingModels', region: 'ap-guangzhou' } as const;
  expect(describe(new TioneError(hostile, details))).toBe(harmless);
  expect(describe(hostile)).toBe(harmless);
});

it('writes the stack of a mistake, and no line but ours', () => {
  const [first, ...frames] = describe(new TypeError(hostile)).split('\n');
  expect(first).toBe(`TypeError: ${harmless}`);
  expect(frames.length).toBeGreaterThan(0);
  for (const frame of frames) expect(frame).toMatch(/^ {4}at /);
});

it('writes the stack of an error without a message', () => {
  expect(describe(new TypeError(''))).toMatch(/^TypeError:? ?\n {4}at /);
});
