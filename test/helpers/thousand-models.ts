/** A system of a thousand models, and how to ask for all of them at about the same time. */
import { createClockedSystem, pass, until, type ClockedSystem, type Told } from './clocked-system.ts';
import { down, idOf, insertNumbered } from './many-models.ts';
import type { SystemOptions } from './system.ts';

export const numbers = down(1_000, 1_000);

/** Two versions each, the second of which is ONNX. */
export function createThousand(options: SystemOptions = {}): ClockedSystem {
  const system = createClockedSystem(options);
  for (const number of numbers) insertNumbered(system, number, { versions: 2 });
  return system;
}

export const model = (number: number, selection = 'name'): string =>
  `{ trainingModel(id: "${idOf(number)}") { ${selection} } }`;

/** One request for each model, so many in each millisecond; all at one moment unless given. */
export async function askForAll(
  system: ClockedSystem,
  query: (number: number) => string,
  perMs = Infinity,
): Promise<readonly Told[]> {
  const answers: Promise<Told>[] = [];
  for (const number of numbers) {
    answers.push(system.ask(query(number)));
    if (answers.length % perMs === 0) await pass(1);
  }
  return until(Promise.all(answers));
}
