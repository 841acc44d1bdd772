/** Signed calls over TLS: our client against the official SDK. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedModel } from '../../../src/emulator/data/generated-set.ts';
import type { CallJob, CallResult } from '../messages.ts';
import { productDirectory } from '../places.ts';
import { runDirectory, startProgram, type Program } from '../processes.ts';
import { race, type Contestant } from '../rounds.ts';
import type { Case } from '../setting.ts';
import { createTogether } from '../together.ts';

const versions = 3;
const concurrency = 8;
const sdk = 'official Node SDK';

export const calls: Case = {
  about: 'signed calls over HTTPS, 8 at once',
  run: async (setting) => {
    await using processes = createTogether();
    const { body, key, certificate, id } = makeFiles();
    const upstream = await processes.use(startProgram('tls-upstream', [body, key, certificate]));
    const endpoint = `https://127.0.0.1:${String(upstream.port)}`;
    const trust = { NODE_EXTRA_CA_CERTS: certificate };
    const model = [endpoint, id, String(versions)];
    const start = async (
      name: string,
      program: string,
      args: readonly string[],
    ): Promise<Contestant<Program<CallJob, CallResult>>> => ({
      name,
      server: await processes.use(startProgram(program, args, trust)),
    });
    const contestants = [
      await start('tione-graphql', 'calls-ours', [join(productDirectory, 'index.js'), ...model]),
      await start(sdk, 'calls-sdk', model),
    ];
    const { figures, ratioTo } = await race(contestants, setting, async ({ server }, seconds) => {
      const result = await server.run({ seconds, concurrency });
      return { count: result.calls, seconds: result.seconds };
    });
    const finding = { what: calls.about, against: sdk, unit: '×', ...ratioTo(sdk), target: { atLeast: 2.5 } } as const;
    return { findings: [finding], figures };
  },
};

const file = (name: string): string => join(runDirectory(), name);

/** An answer as the upstream gives it, and a certificate that nobody but these processes trusts. */
function makeFiles() {
  const [body, key, certificate] = [file('answer.json'), file('key.pem'), file('certificate.pem')] as const;
  const { TrainingModelId, TrainingModelName, TrainingModelVersions } = generatedModel(0, versions);
  const rows = (TrainingModelVersions ?? []).map((row) => ({ ...row, TrainingModelId, TrainingModelName }));
  const answer = { TrainingModelVersions: rows, TotalCount: rows.length, RequestId: 'bench' };
  writeFileSync(body, JSON.stringify({ Response: answer }));
  const subject = ['-subj', '/CN=upstream', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject];
  execFileSync('openssl', made, { stdio: 'ignore' });
  return { body, key, certificate, id: TrainingModelId };
}
