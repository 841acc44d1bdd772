/** The product with rows in its cache, and what tells that no call of the upstream was needed while it was measured. */
import { upstreamAt } from '../../protection/upstream.ts';
import type { LoadJob, LoadResult } from '../messages.ts';
import { originOf, startEmulator, startProduct, startProgram, type Program } from '../processes.ts';
import { idsOf } from '../requests.ts';
import type { Contestant } from '../rounds.ts';
import { readRows } from '../rows.ts';
import { createTogether } from '../together.ts';

export interface CachedSystem {
  readonly ids: readonly string[];
  readonly product: Contestant;
  readonly load: Program<LoadJob, LoadResult>;
  /** Starts a program that answers from the same rows. */
  readonly peer: (name: string, program: string, ...args: readonly string[]) => Promise<Contestant>;
  /** Starts a program that has no rows. */
  readonly other: (name: string, program: string, ...args: readonly string[]) => Promise<Contestant>;
}

/** Milliseconds. The longest there is: what was read stays */
const env = { TIONE_CACHE_TTL_MS: '3600000' };

/** @throws Error when the upstream was called by `measure`. */
export async function withCachedRows<Result>(
  models: number,
  versions: number,
  measure: (system: CachedSystem) => Promise<Result>,
): Promise<Result> {
  await using processes = createTogether();
  const emulator = await processes.use(startEmulator('--models', models, '--versions', versions));
  const product = { name: 'tione-graphql', server: await processes.use(startProduct(emulator, env)) };
  const load = await processes.use(startProgram<LoadJob, LoadResult>('load'));
  const ids = idsOf(models);
  const files = await readRows(product, ids, versions);
  const other: CachedSystem['other'] = async (name, program, ...args) => ({
    name,
    server: await processes.use(startProgram(program, args)),
  });
  const peer: CachedSystem['peer'] = (name, program, ...args) => other(name, program, ...files, ...args);
  const upstream = upstreamAt(new URL(originOf(emulator)));
  await upstream.reset();
  const result = await measure({ ids, product, load, peer, other });
  const { total } = await upstream.calls();
  if (total > 0) throw new Error(`rows were not cached: ${String(total)} calls of the upstream`);
  return result;
}
