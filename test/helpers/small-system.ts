/** A system that holds the published record and what a test puts into it, and questions about one version. */
import type { EmulatorOptions } from '../../src/emulator/emulator.ts';
import type { StoredVersion } from '../../src/emulator/store.ts';
import { createSystem, type GraphQLAnswer, type System, type SystemOptions } from './system.ts';

/** A version in wire spelling; what is not given is filled in, `undefined` leaves the key out of the answer. */
export type WireVersion = Partial<StoredVersion>;

export const modelId = 'm-700000000000000000';

/** Without the demo set, which most tests do not look at, and with one region unless several are what a test is about. */
export function createSmallSystem(options: EmulatorOptions = {}, server: SystemOptions['server'] = {}): System {
  const inspector = { mode: 'on-request' } as const;
  return createSystem({
    emulator: { models: 0, ...options },
    server: { regions: ['ap-guangzhou'], inspector, ...server },
  });
}

/** One model with these versions; it replaces an earlier one. */
export function putModel({ emulator }: System, versions: readonly WireVersion[], id = modelId): void {
  emulator.store.remove(id);
  emulator.store.insert({ TrainingModelId: id, TrainingModelVersions: versions });
}

/** What the API answers about the versions of a model that has just these, oldest first. */
export async function readVersions(versions: readonly WireVersion[], selection: string): Promise<unknown> {
  const system = createSmallSystem();
  const start = Date.parse('2024-01-01T00:00:00Z');
  const dated = versions.map((version, index) => ({
    CreateTime: new Date(start + index * 60_000).toISOString(),
    TrainingModelVersionId: `mv-v1-${String(index + 1)}`,
    ...version,
  }));
  putModel(system, dated);
  const order = 'orderBy: { field: CREATED_AT, direction: ASC }';
  const answer = await system.query(
    `{ trainingModel(id: "${modelId}") { versions(first: 100, ${order}) { nodes { ${selection} } } } }`,
  );
  const nodes = at(answer.data, 'trainingModel', 'versions', 'nodes');
  return answer.errors === undefined ? nodes : answer;
}

/** What the API answers about one version. */
export async function readVersion(version: WireVersion, selection: string): Promise<unknown> {
  const answer = await readVersions([version], selection);
  return Array.isArray(answer) ? at(answer, '0') : answer;
}

/** The value at a path in an answer; undefined where the path ends early. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, name) => (typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined),
    value,
  );
}

/** Where and with which code an answer failed. */
export function failures({ errors = [] }: GraphQLAnswer<unknown>): readonly { path: unknown; code: unknown }[] {
  return errors.map(({ path, extensions }) => ({ path, code: extensions?.['code'] }));
}

/** The parameters of the upstream calls so far, as they arrived. */
export function sentParams({ emulator }: System): readonly unknown[] {
  return emulator.calls.snapshot().recent.map(({ params }) => params);
}
