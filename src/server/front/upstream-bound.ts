/** How many calls of TI-ONE an operation may take whatever is sent with it, so that nothing has to be counted each time. */
import { visit, type DocumentNode } from 'graphql';
import type { OperationFacts } from '../operation-facts.ts';
import { listCalls } from '../upstream-calls.ts';

/**
 * For each field that may be asked for on the short way. What tells of the schema or of calls is not for everybody, and not among
 * them.
 */
const callsOf: ReadonlyMap<string, number | undefined> = new Map([
  ['__typename', 0],
  ['trainingModel', 1],
  ['trainingModelVersions', 1],
  // A version, and its model.
  ['trainingModelVersion', 2],
  // Of 500 ids.
  ['trainingModelsByIds', 5],
  // By what is asked.
  ['trainingModels', undefined],
  ['_entities', Infinity],
]);

/** Infinity where it must be counted each time; undefined where it is not for the short way. */
export function upstreamBound(
  document: DocumentNode,
  { fields }: OperationFacts,
  scanLimit: number,
): number | undefined {
  let calls = 0;
  for (const name of fields.values()) {
    if (!callsOf.has(name)) return undefined;
    // A filter may name any number of models.
    calls += callsOf.get(name) ?? (hasFilteredList(document) ? Infinity : listCalls(true, scanLimit));
  }
  return calls;
}

function hasFilteredList(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: ({ name, arguments: given = [] }) => {
      if (name.value === 'trainingModels') found ||= given.some((argument) => argument.name.value === 'filter');
    },
  });
  return found;
}
