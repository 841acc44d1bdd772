/** Whatever is asked of whatever schema: the text is that of graphql-js wherever that has no errors, and there is none elsewhere. */
import { expect, it } from 'vitest';
import { createFragments } from '../../src/execution/fragments.ts';
import { createDice } from '../helpers/dice.ts';
import type { Known } from '../helpers/fuzz-values.ts';
import { documentOf } from './documents.ts';
import { createContext, createNastySchema, type NastyContext } from './nasty-schema.ts';
import { createNode, type World } from './nasty-world.ts';
import { byGraphqlJs, compiledRunner, counted, expectSame, isSwitchNull, parsed, type Subject } from './proof.ts';

const operations = 2_500;
const known = (): Known => ({ models: ['7', 'some'], versions: ['x', 'y'] });

it(
  `${String(operations)} operations on a nasty schema answer as graphql-js does, or are left to it`,
  { timeout: 300_000 },
  async () => {
    const nasty = createNastySchema();
    const { schema } = nasty;
    const fragments = counted(createFragments({ maxCharacters: 20_000 }));
    const count = { valid: 0, texts: 0, failures: 0, atOnce: 0, long: 0, left: 0 };

    for (let seed = 0; seed < operations; seed += 1) {
      const dice = createDice(seed);
      const isTroubled = dice.chance(0.4);
      const generated = documentOf(dice, { schema, known, depth: dice.below(5), isSpoiled: isTroubled });
      const document = parsed(schema, generated);
      if (document === undefined) continue;
      count.valid += 1;
      const world: World = { schema, trouble: isTroubled ? dice.pick([0, 0.003, 0.02]) : 0, log: [], tick: 0 };
      nasty.root = createNode('Query', seed, world);
      const subject: Subject<NastyContext, object> = {
        schema,
        document,
        generated,
        context: createContext,
        seen: ({ batches, effects }) => ({ batches, effects, started: world.log.splice(0) }),
      };
      const plain = compiledRunner(subject);
      const keeping = compiledRunner(subject, {
        fragments,
        isStable: ({ name }) => name === 'Dog' || name === 'Fish',
        effects: ({ effects }) => effects,
      });
      for (world.tick = 1; world.tick <= 2; world.tick += 1) {
        const expected = await byGraphqlJs(subject);
        const got = await plain();
        const kept = await keeping();
        if (got.text === undefined && expected.text !== undefined && isSwitchNull(generated)) {
          count.left += 1;
          continue;
        }
        expectSame([got.text, kept.text], [expected.text, expected.text], generated);
        if (expected.text === undefined) {
          count.failures += 1;
          continue;
        }
        count.texts += 1;
        if (got.isSync) count.atOnce += 1;
        if (expected.text.length > 2_000) count.long += 1;
        expectSame(got.seen, expected.seen, generated);
        // What is kept starts no resolvers, and those that do more than answer all the same.
        expectSame({ ...kept.seen, started: 0 }, { ...expected.seen, started: 0 }, generated);
      }
    }
    // Else it would prove little.
    expect(count.valid).toBeGreaterThan(2_000);
    expect(count.texts).toBeGreaterThan(4_000);
    expect(count.failures).toBeGreaterThan(300);
    expect(count.atOnce).toBeGreaterThan(500);
    expect(count.long).toBeGreaterThan(300);
    expect(count.left).toBeLessThan(20);
    expect(fragments.found()).toBeGreaterThan(200);
    expect(fragments.state().epoch).toBeGreaterThan(0);
  },
);
