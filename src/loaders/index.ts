/** The loaders of one request. They live and die with it: what they remember is never shared between callers. */
import DataLoader from 'dataloader';
import type { TioneClient } from '../tione/client.ts';
import { createCalls } from './calls.ts';
import { createModelLoader, type ModelLoader } from './model-loader.ts';
import { keyText } from './planner.ts';
import { modelOf, type Key, type ModelRecord, type VersionRecord } from './records.ts';

export interface Loaders extends ModelLoader {
  /** The model of a version, as far as the version's row tells: name and creation time, without a call. */
  modelOf(version: VersionRecord): ModelRecord;
  /** One version; null when there is none. */
  version(key: Key): Promise<VersionRecord | null>;
}

export interface LoadersOptions {
  readonly client: TioneClient;
  /** Asked for at the first upstream call; aborts all upstream work of the request. */
  readonly signal: () => AbortSignal;
}

export function createLoaders({ client, signal }: LoadersOptions): Loaders {
  const calls = createCalls(client, signal);
  // No action takes several version ids, so this batches nothing; it fetches no version twice.
  const versions = new DataLoader<Key, VersionRecord | null, string>(
    (keys) => Promise.all(keys.map((key) => calls.version(key).catch(asError))),
    { cacheKeyFn: keyText },
  );
  const models = createModelLoader(calls, (records) => {
    for (const record of records)
      versions.prime({ region: record.region, id: record.row.TrainingModelVersionId }, record);
  });
  return { ...models, modelOf, version: (key) => versions.load(key) };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('not an error', { cause: error });
}
