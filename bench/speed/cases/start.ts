/** From the start of the process to its first answer: against a Yoga server with a schema of one field. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { request } from 'undici';
import { emulatorCredentials } from '../../../src/emulator/credentials.ts';
import { urlIn } from '../../../test/helpers/process.ts';
import { builtDirectory, productDirectory } from '../places.ts';
import { environment, guard } from '../processes.ts';
import { tell, type Case } from '../setting.ts';
import { ratios, spreadOf } from '../statistics.ts';

const against = 'an empty Yoga server';
const { secretId, secretKey } = emulatorCredentials;
const upstream = {
  // Nobody is asked there: the first answer needs no call.
  TIONE_ENDPOINT: 'http://127.0.0.1:9',
  TENCENTCLOUD_SECRET_ID: secretId,
  TENCENTCLOUD_SECRET_KEY: secretKey,
};

export const start: Case = {
  about: 'the first answer after a start',
  run: async ({ isQuick }) => {
    const ours: number[] = [];
    const theirs: number[] = [];
    const starts = isQuick ? 5 : 15;
    for (let index = 0; index < starts; index += 1) {
      tell(`start ${String(index + 1)} of ${String(starts)}`);
      ours.push(await firstAnswer([join(productDirectory, 'cli.js'), 'serve', '--port', '0']));
      theirs.push(await firstAnswer([join(builtDirectory, 'empty-yoga.js')]));
    }
    return {
      findings: [{ what: start.about, against, unit: '×', spread: ratios(ours, theirs), target: { atMost: 1.15 } }],
      notes: [`from spawn to 200: ${ms(ours)}, ${against} ${ms(theirs)}`],
    };
  },
};

/** Milliseconds. */
async function firstAnswer(args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { env: environment(upstream), stdio: ['ignore', 'pipe', 'inherit'] });
  const running = guard(child);
  try {
    for await (const line of createInterface(child.stdout)) {
      if (!line.includes('listening on')) continue;
      await ask(urlIn(line));
      return performance.now() - startedAt;
    }
    throw new Error(`${args.join(' ')} has ended`);
  } finally {
    await running[Symbol.asyncDispose]();
  }
}

async function ask(url: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ __typename }' });
  const response = await request(url, { method: 'POST', headers, body, reset: true });
  await response.body.dump();
  if (response.statusCode !== 200) throw new Error(`the first answer is ${String(response.statusCode)}`);
}

function ms(values: readonly number[]): string {
  const { median, min, max } = spreadOf(values);
  return `${median.toFixed(0)} ms (${min.toFixed(0)}–${max.toFixed(0)})`;
}
