/** Signatures, byte for byte the same: our signer against the official SDK's. */
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type { SignatureResult, TimedJob } from '../messages.ts';
import { productDirectory } from '../places.ts';
import { startProgram } from '../processes.ts';
import { race } from '../rounds.ts';
import type { Case } from '../setting.ts';
import { createTogether } from '../together.ts';

const sdk = 'official Node SDK';

export const signatures: Case = {
  about: 'signatures, byte for byte the same',
  run: async (setting) => {
    await using processes = createTogether();
    const signer = join(productDirectory, 'tione', 'signer.js');
    const contestants = [
      {
        name: 'tione-graphql',
        server: await processes.use(startProgram<TimedJob, SignatureResult>('sign-ours', [signer])),
      },
      { name: sdk, server: await processes.use(startProgram<TimedJob, SignatureResult>('sign-sdk')) },
    ];
    let expected: readonly string[] | undefined;
    const { figures, ratioTo } = await race(contestants, setting, async ({ name, server }, seconds) => {
      const result = await server.run({ seconds });
      expected ??= result.samples;
      if (!isDeepStrictEqual(result.samples, expected)) throw new Error(`${name} signs otherwise`);
      return { count: result.signatures, seconds: result.seconds };
    });
    const target = { atLeast: 3 };
    return { findings: [{ what: signatures.about, against: sdk, unit: '×', ...ratioTo(sdk), target }], figures };
  },
};
