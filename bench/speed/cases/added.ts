/** What is added to a call of the upstream when it is asked for through GraphQL: nothing of it is cached. */
import { join } from 'node:path';
import { emulatorCredentials } from '../../../src/emulator/credentials.ts';
import type { PairJob, PairResult } from '../messages.ts';
import { productDirectory } from '../places.ts';
import { originOf, startEmulator, startProduct, startProgram } from '../processes.ts';
import { idsOf } from '../requests.ts';
import type { Case } from '../setting.ts';
import { quantile, spreadOf } from '../statistics.ts';
import { createTogether } from '../together.ts';

const versions = 3;
/** Milliseconds that the upstream takes for an answer. */
const latencyMs = 30;
/** Not what is measured here. */
const unlimited = 10_000;
const query = '{ id name versions(first: 10) { nodes { id version status createdAt } } }';
const against = `bare signed undici call, upstream ${String(latencyMs)} ms away`;

export const added: Case = {
  about: 'one model that is not cached',
  run: async ({ isQuick, rounds }) => {
    await using processes = createTogether();
    const pairsOfRound = isQuick ? 30 : 100;
    const ids = idsOf(pairsOfRound * (rounds + 1));
    const size = ['--models', ids.length, '--versions', versions, '--rate-limit', unlimited, '--latency-ms', latencyMs];
    const emulator = await processes.use(startEmulator(...size));
    const product = await processes.use(startProduct(emulator, { TIONE_RATE_LIMIT: String(unlimited) }));
    const signer = join(productDirectory, 'tione', 'signer.js');
    const { secretId, secretKey } = emulatorCredentials;
    const hop = await processes.use(startProgram('hop', [signer, originOf(emulator), secretId, secretKey]));
    const program = await processes.use(startProgram<PairJob, PairResult>('pairs', [signer]));
    const job = {
      upstream: originOf(emulator),
      hop: originOf(hop),
      server: originOf(product),
      pair: emulatorCredentials,
      query: `query ($id: ID!) { trainingModel(id: $id) ${query} }`,
    };
    const results: PairResult[] = [];
    for (let from = 0; from < ids.length; from += pairsOfRound) {
      const result = await program.run({ ...job, ids: ids.slice(from, from + pairsOfRound) });
      // In the first round compilers and connections get warm.
      if (from > 0) results.push(result);
    }
    const at = (part: number, of: 'hopMs' | 'requestMs' = 'requestMs') =>
      spreadOf(results.map(({ callMs, [of]: ms }) => partOf(ms, part) - partOf(callMs, part)));
    return {
      findings: [
        { what: `${added.about}, added at p50`, against, unit: 'ms', spread: at(0.5), target: { atMost: 1 } },
        { what: `${added.about}, added at p99`, against, unit: 'ms', spread: at(0.99), target: { atMost: 3 } },
        { what: 'by a bare server in between, added at p50', against, unit: 'ms', spread: at(0.5, 'hopMs') },
        { what: 'by a bare server in between, added at p99', against, unit: 'ms', spread: at(0.99, 'hopMs') },
      ],
    };
  },
};

function partOf(values: readonly number[], part: number): number {
  return quantile(
    values.toSorted((left, right) => left - right),
    part,
  );
}
