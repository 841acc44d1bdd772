import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { EmulatorCredentials } from '../../src/emulator/credentials.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { repeatCall } from '../../src/inspector/repeat-call.ts';
import type { RepeatableCall } from '../../src/inspector/repeatable-call.ts';
import { documentedEndpoint } from '../../src/tione/types.ts';
import { serve } from '../emulator/harness.ts';
import { temporary } from '../helpers/secrets.ts';
import { calls, nastyTexts, sent } from './call-arbitraries.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A project in which nothing is but the SDK: not even a package.json, which says what `.js` is. */
let project = '';
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'tione-graphql-sdk-'));
  mkdirSync(join(project, 'node_modules'));
  const sdk = join('node_modules', 'tencentcloud-sdk-nodejs');
  symlinkSync(join(import.meta.dirname, '..', '..', sdk), join(project, sdk), 'dir');
});
afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

const permanent: EmulatorCredentials = { secretId: temporary.secretId, secretKey: temporary.secretKey };

/** Runs the program of a call as pasted into a file, against an emulator, which says what came. */
async function run(call: RepeatableCall, { credentials = permanent, file = 'repeat.mjs' } = {}) {
  const emulator = createEmulator({ credentials });
  const server = await serve(emulator);
  closing.push(() => server.close());
  writeFileSync(join(project, file), repeatCall(call, new URL(server.url)).sdk);
  const env = {
    TENCENTCLOUD_SECRET_ID: credentials.secretId,
    TENCENTCLOUD_SECRET_KEY: credentials.secretKey,
    ...(credentials.token === undefined ? {} : { TENCENTCLOUD_TOKEN: credentials.token }),
  };
  const [error, stdout, stderr] = await new Promise<readonly [Error | null, string, string]>((resolve) => {
    execFile(process.execPath, [file], { cwd: project, env }, (...ended) => {
      resolve(ended);
    });
  });
  return { error, stdout, stderr, came: emulator.calls.snapshot().recent };
}

const tricky = nastyTexts.filter((text) => !/\p{Cs}/u.test(text));
const filter = { Name: 'keyword', Values: tricky, Fuzzy: false, Negative: true };
const examples: readonly RepeatableCall[] = [
  {
    action: 'DescribeTrainingModels',
    region: 'ap-shanghai',
    params: {
      Filters: [filter, { Name: 'ModelFormat', Values: [] }],
      TagFilters: [{ TagKey: '团队', TagValues: tricky }, { TagKey: "it's" }],
      OrderField: 'CreateTime',
      Order: 'ASC',
      Offset: 0,
      Limit: 20,
      WithModelVersions: false,
    },
  },
  {
    action: 'DescribeTrainingModelVersions',
    region: 'ap-guangzhou',
    params: { TrainingModelId: 'm-608587242317024640', Filters: [{ ...filter, Name: 'ModelFormat' }] },
  },
  {
    action: 'DescribeTrainingModelVersion',
    region: 'ap-guangzhou',
    params: { TrainingModelVersionId: 'mv-v1-625097625049989888' },
  },
];

it.for(examples)('sends as pasted what was sent, and prints the answer: $action', async (call) => {
  const { stdout, stderr, came } = await run(call);
  expect(stderr).toBe('');
  expect(came).toEqual([{ ...call, code: null, requestId: expect.any(String) as unknown }]);
  expect(JSON.parse(stdout)).toMatchObject({ RequestId: came[0]?.requestId });
});

it('runs as .js, with temporary keys, and says why TI-ONE refuses it', async () => {
  const params = { TrainingModelVersionId: tricky.join('') };
  const call: RepeatableCall = { action: 'DescribeTrainingModelVersion', region: 'ap-guangzhou', params };
  const { error, stderr, came } = await run(call, { credentials: temporary, file: 'repeat.js' });
  expect(came).toMatchObject([{ params, code: 'ResourceNotFound' }]);
  expect(error).toMatchObject({ code: 1 });
  expect(stderr).toContain('ResourceNotFound');
  expect(stderr).toContain(came[0]?.requestId);
});

interface Seen {
  readonly action: string;
  readonly params: unknown;
  readonly config: unknown;
}

/** Runs a program in this process with an SDK that sends nothing: what it would be asked to send. */
async function seen(program: string): Promise<readonly Seen[]> {
  const [head, body] = program.split(/^import .*$/m);
  expect(head).toMatch(/^(?:\/\/ [^\p{Cc}]*\n)+$/u);
  const all: Seen[] = [];
  const ask = (action: string, params: unknown, config: unknown): void => {
    all.push(sent({ action, params, config }) as Seen);
  };
  class Client {
    readonly #config: unknown;
    constructor(config: unknown) {
      this.#config = config;
    }
    DescribeTrainingModelVersions(params: unknown): void {
      ask('DescribeTrainingModelVersions', params, this.#config);
    }
    DescribeTrainingModelVersion(params: unknown): void {
      ask('DescribeTrainingModelVersion', params, this.#config);
    }
  }
  class CommonClient {
    readonly #config: unknown;
    constructor(endpoint: string, version: string, config: unknown) {
      expect([endpoint, version]).toEqual(['tione.tencentcloudapi.com', '2021-11-11']);
      this.#config = config;
    }
    request(action: string, params: unknown): void {
      ask(action, params, this.#config);
    }
  }
  const known = {
    tione: { v20211111: { Client } },
    CommonClient,
    process: { env: {} },
    console: { log: () => undefined },
  };
  await runInNewContext(`(async () => {${body ?? ''}})()`, known);
  return all;
}

it('sends what was sent, whatever it is, without a character that cannot be seen', async () => {
  await fc.assert(
    fc.asyncProperty(calls, async (call) => {
      const { sdk } = repeatCall(call, documentedEndpoint);
      expect(sdk).toMatch(/^(?:\n|[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}])+$/u);
      const { action, region, params } = call;
      expect(await seen(sdk)).toEqual([{ action, params: sent(params), config: { credential: {}, region } }]);
    }),
    { seed: 75_071, numRuns: 500 },
  );
});

it.for([
  ['https://tione.tencentcloudapi.com/', undefined],
  ['https://user:password@tione.example:8443', { endpoint: 'tione.example:8443' }],
  ['http://tione.tencentcloudapi.com', { protocol: 'http://', endpoint: 'tione.tencentcloudapi.com' }],
  ['http://[::1]:8080', { protocol: 'http://', endpoint: '[::1]:8080' }],
] as const)('goes to %s', async ([endpoint, httpProfile]) => {
  for (const { action, region, params } of examples) {
    const { sdk } = repeatCall({ action, region, params }, new URL(endpoint));
    const config = { credential: {}, region, ...(httpProfile && { profile: { httpProfile } }) };
    expect(await seen(sdk)).toEqual([{ action, params, config }]);
    expect(sdk).not.toContain('password');
  }
});
