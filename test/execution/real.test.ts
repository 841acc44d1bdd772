/** Whatever is asked of our schema: the same text as that of graphql-js, for the same calls of TI-ONE. */
import { getNamedType, isEnumType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { anonymousCaller } from '../../src/access/caller.ts';
import { createFragments } from '../../src/execution/fragments.ts';
import { createReads } from '../../src/reads/index.ts';
import type { UnknownValue } from '../../src/schema/context.ts';
import { schema } from '../../src/schema/index.ts';
import { Freshness } from '../../src/server/freshness.ts';
import { beginOperation } from '../../src/server/running-operation.ts';
import { createRequestContext, type RequestContext } from '../../src/server/request-context.ts';
import { createDice } from '../helpers/dice.ts';
import type { Known } from '../helpers/fuzz-values.ts';
import { createSystem, type System } from '../helpers/system.ts';
import { documentOf } from './documents.ts';
import { byGraphqlJs, compiledRunner, counted, expectSame, isSwitchNull, parsed, type Subject } from './proof.ts';

const operations = 400;

/** Enums tell of texts that they do not know, and look at nothing else of the context. */
for (const type of Object.values(schema.getTypeMap()))
  if (isObjectType(type) && type.name.startsWith('TrainingModel'))
    for (const field of Object.values(type.getFields()))
      if (isEnumType(getNamedType(field.type)) && field.resolve?.length === 3)
        field.extensions = { ...field.extensions, pure: true };

type Told = RequestContext & { readonly unknown: UnknownValue[] };

interface Seen {
  readonly unknown: readonly UnknownValue[];
  readonly calls: readonly unknown[];
}

/** Contexts of a server that remembers what it read. */
function contextsOf({ client }: System): () => Told {
  const reads = createReads({ client, shared: undefined, ttlMs: 3_600_000, staleMs: 0, maxBytes: 64 * 1024 * 1024 });
  let unknown: UnknownValue[] = [];
  const make = createRequestContext({
    client,
    reads,
    regions: ['ap-guangzhou', 'ap-shanghai'],
    timeoutMs: 10_000,
    scanLimit: 1_000,
    allowNoCache: true,
    inspector: undefined,
    onUnknownValue: (value) => void unknown.push(value),
  });
  return () => {
    const headers = new Headers();
    const made = make({
      headers,
      gone: () => new AbortController().signal,
      freshness: new Freshness(),
      caller: anonymousCaller('peer'),
      operation: beginOperation(headers),
    });
    // One runs at a time.
    unknown = [];
    return { ...made, unknown };
  };
}

it(
  `${String(operations)} operations on our schema answer as graphql-js does, for the same calls`,
  { timeout: 300_000 },
  async () => {
    const system = createSystem({ emulator: { models: 12, versions: 3 } });
    const { models, versions } = stocked(system);
    // Every id is one that the field takes.
    const known = (field: string): Known =>
      field === '_entities'
        ? { models, versions }
        : field === 'trainingModelVersion'
          ? { models: versions, versions }
          : { models, versions: models };
    const calls = (): Seen['calls'] => {
      const { recent } = system.emulator.calls.snapshot();
      system.emulator.calls.reset();
      return recent.map(({ action, region, params }) => ({ action, region, params }));
    };
    const seen = ({ unknown, deadline }: Told): Seen => {
      deadline.clear();
      return { unknown, calls: calls() };
    };
    const fragments = counted(createFragments());
    // Each way remembers what it read itself.
    let [reference, plainly, keeping] = [contextsOf(system), contextsOf(system), contextsOf(system)];
    const count = { valid: 0, texts: 0, failures: 0, called: 0, told: 0 };

    for (let seed = 0; seed < operations; seed += 1) {
      if (seed % 20 === 0) [reference, plainly, keeping] = [contextsOf(system), contextsOf(system), contextsOf(system)];
      const dice = createDice(seed);
      const depth = 1 + dice.below(3);
      const generated = documentOf(dice, { schema, known, depth, never, isSpoiled: dice.chance(0.2) });
      const document = parsed(schema, generated);
      if (document === undefined) continue;
      count.valid += 1;
      const subject: Subject<Told, Seen> = { schema, document, generated, context: reference, seen };
      const plain = compiledRunner({ ...subject, context: plainly });
      const kept = compiledRunner(
        { ...subject, context: keeping },
        { fragments, isStable: ({ name }) => stable.includes(name), effects: ({ unknown }) => unknown.length },
      );
      for (let round = 0; round < 2; round += 1) {
        const expected = await byGraphqlJs(subject);
        for (const run of [plain, kept]) {
          const got = await run();
          if (got.text === undefined && expected.text !== undefined && isSwitchNull(generated)) break;
          if (expected.text !== undefined) expectSame([got.text, got.seen], [expected.text, expected.seen], generated);
          else {
            // As a server does it: the same loaders, so that nothing is asked for twice.
            const again = await byGraphqlJs(subject, got.context);
            expectSame(got.text, undefined, generated);
            expectSame(again.result, expected.result, generated);
            expectSame([...got.seen.calls, ...again.seen.calls], expected.seen.calls, generated);
          }
        }
        count[expected.text === undefined ? 'failures' : 'texts'] += 1;
        if (expected.seen.calls.length > 0) count.called += 1;
        if (expected.seen.unknown.length > 0) count.told += 1;
      }
    }
    // Else it would prove little.
    expect(count.valid).toBeGreaterThan(250);
    expect(count.texts).toBeGreaterThan(250);
    expect(count.failures).toBeGreaterThan(100);
    expect(count.called).toBeGreaterThan(60);
    expect(count.told).toBeGreaterThan(20);
    expect(fragments.found()).toBeGreaterThan(20);
  },
);

/** Diagnostics tell of the run itself, the schema is long, and cursors belong to one list. */
const never = ['trainingModelUpstream', '_service', 'readAt', 'last', 'after', 'before'];
const stable = ['TrainingModel', 'TrainingModelVersion', 'TrainingModelTag'];

/** Some models more, with texts that no enum knows, and what JSON has to escape. */
function stocked({ emulator: { store } }: System): Known {
  for (const [index, text] of ['Novel', 'a "quoted" one', '车牌\u2028\n', ''].entries())
    store.insert({
      TrainingModelId: `m-${String(index + 1)}`,
      TrainingModelName: text,
      TrainingModelVersions: [1, 2].map((number) => ({
        TrainingModelVersionId: `mv-v${String(number)}-${String(index + 1)}`,
        TrainingModelFormat: text,
        VersionType: text,
        TrainingModelSource: number === 1 ? text : 'JOB',
        TrainingModelIndex: number === 1 ? 'aa=11,bb=x' : text,
        TrainingModelProgress: number * 50.5,
      })),
    });
  const models = store.models('ap-guangzhou');
  const versions = models.flatMap(({ TrainingModelVersions }) => TrainingModelVersions);
  return {
    models: ['m-1', 'm-2', 'm-3', ...models.map(({ TrainingModelId }) => TrainingModelId)],
    versions: ['mv-v1-1', 'mv-v2-2', ...versions.map(({ TrainingModelVersionId }) => TrainingModelVersionId)],
  };
}
