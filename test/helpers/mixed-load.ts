/** A load of all kinds of operations, several at once, in virtual time. */
import type { Faults } from '../../src/emulator/faults.ts';
import { list } from './call-table.ts';
import { createClockedSystem, pass, until, type ClockedSystem } from './clocked-system.ts';
import { createDice, type Dice } from './dice.ts';
import { askWith, type Asked, type InspectedAnswer } from './inspected.ts';
import { idOf, insertNumbered, versionIdOf } from './many-models.ts';
import type { SystemOptions } from './system.ts';

const regions = ['ap-guangzhou', 'ap-shanghai'] as const;
const models = 60;
const numbers = Array.from({ length: models }, (_, number) => number);

/** Sixty models with two versions each, in two regions. The clock must stand still. */
export function createMixedSystem(seed: number, { server, client, emulator }: SystemOptions = {}): ClockedSystem {
  const dice = createDice(seed);
  const random = (): number => dice.below(2 ** 30) / 2 ** 30;
  const system = createClockedSystem({
    emulator: { recentCalls: 10_000, latencyMs: 30, ...emulator },
    // Nobody runs out of time, and nothing is read that nobody waits for.
    server: {
      regions,
      cacheTtlMs: 2_000,
      cacheStaleMs: 0,
      timeoutMs: 60_000,
      inspector: { mode: 'on-request' },
      ...server,
    },
    client: { attempts: 4, attemptTimeoutMs: 1_000, actionRetryMs: 1_000, random, ...client },
  });
  for (const number of numbers)
    insertNumbered(system, number, { versions: 2, region: regions[number % 5 === 0 ? 1 : 0] });
  return system;
}

/** What goes wrong on the way and at the other end: each for a few seconds, then the next, and in between nothing. */
const troubles: readonly Faults[] = [
  {},
  { throttle: { value: true, percent: 10 } },
  { errorCode: { value: 'InternalError', percent: 15 } },
  { offlineActions: [list] },
  { dropConnection: { value: true, percent: 10 } },
  { truncate: { value: true, percent: 10 }, stall: { value: true, percent: 5 } },
  { otherRequestsPerSecond: 12 },
];

/** Asks so many operations, each with these headers, and answers what came of each. */
export async function mixedLoad(
  system: ClockedSystem,
  seed: number,
  count: number,
  change: (query: string, dice: Dice) => Asked & { readonly query: string },
): Promise<readonly InspectedAnswer[]> {
  const dice = createDice(seed);
  const answers: Promise<InspectedAnswer>[] = [];
  const perTrouble = Math.ceil(count / troubles.length);
  for (let index = 0; index < count; index += 1) {
    if (index % perTrouble === 0) system.emulator.faults.set(troubles[index / perTrouble] ?? {});
    const { query, ...asked } = change(operation(dice), dice);
    answers.push(askWith(system, query, asked));
    // In crowds, which use up the rate, with pauses in between, in which what was read gets old.
    await pass(dice.chance(0.05) ? dice.below(1_500) : dice.below(20));
  }
  const told = await until(Promise.all(answers));
  system.emulator.faults.set({});
  return told;
}

/** One to three fields, each of any kind of read. */
function operation(dice: Dice): string {
  const fields = Array.from({ length: 1 + dice.below(3) }, (_, index) => `f${String(index)}: ${field(dice)}`);
  return `{ ${fields.join(' ')} }`;
}

function field(dice: Dice): string {
  const number = dice.below(models + 3);
  const place = dice.chance(0.2) ? `, region: "${dice.pick(regions)}"` : '';
  const selection = dice.pick([
    'name',
    'tags { key }',
    'name versions { totalCount }',
    'latestVersion { id model { tags { value } } }',
  ]);
  const ids = dice.some(numbers, 8).map((each) => `"${idOf(each)}"`);
  return dice.pick([
    `trainingModel(id: "${idOf(number)}"${place}) { ${selection} }`,
    `trainingModel(id: "${idOf(number)}"${place}) { ${selection} }`,
    `trainingModelsByIds(ids: [${ids.join()}]${place}) { ${selection} }`,
    `trainingModelVersion(id: "${versionIdOf(number)}"${place}) { version model { ${selection} } }`,
    `trainingModelVersions(modelId: "${idOf(number)}"${place}, filter: { format: { eq: ONNX } }) { nodes { id } }`,
    `_entities(representations: [{ __typename: "TrainingModel", id: "${idOf(number)}" }]) { ... on TrainingModel { ${selection} } }`,
    `trainingModels(first: ${String(1 + dice.below(30))}${place}) { totalCount nodes { ${selection} } }`,
    `trainingModels(filter: { name: { contains: "${String(dice.below(9))}" } }${place}) { totalCount nodes { id } }`,
  ]);
}
