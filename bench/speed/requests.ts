/** What is asked in the cases, over generated models. */
import { generatedModel } from '../../src/emulator/data/generated-set.ts';
import type { Requests } from './messages.ts';

/** About 25 values of each version. */
const versionFields = `fragment Fields on TrainingModelVersion {
  id version modelId type format algorithmFramework source status statusRaw progressPercent createdAt creatorUin
  metrics { name value }
  inference { environmentId image source }
  artifact { bucket region paths uris }
  trainingJob { id name version }
  retention { autoClean periodMinutes maxVersions }
  gpuType isQuantizationAware
}`;

const modelFields = 'id region name createdAt versions(first: $first) { nodes { ...Fields } }';

const queries = {
  model: `query ($first: Int, $id: ID!) { trainingModel(id: $id) { ${modelFields} } }`,
  models: `query ($first: Int, $ids: [ID!]!) { trainingModelsByIds(ids: $ids) { ${modelFields} } }`,
  entities: `query ($first: Int, $representations: [_Any!]!) {
    _entities(representations: $representations) { ... on TrainingModel { ${modelFields} } } }`,
} as const;

const headOf = (query: string): string =>
  `{"query":${JSON.stringify(`${query} ${versionFields}`)},"variables":{"first":`;

export function idsOf(models: number): readonly string[] {
  return Array.from({ length: models }, (_, index) => generatedModel(index, 0).TrainingModelId);
}

/** Any of the models, alone. No two of the first 90,000 requests are the same when there are 1,000 of them. */
export function oneModel(ids: readonly string[], versions: number): Requests {
  const tails = ids.map((id) => `,"id":"${id}"}}`);
  return { head: headOf(queries.model), numbers: firstOf(versions, longestPage), tails };
}

/** All of the models in one answer, each time in another order: 14,000 of them until one comes again, when there are a hundred. */
export function manyModels(ids: readonly string[], versions: number): Requests {
  const tails = orders(ids).map((some) => `,"ids":${JSON.stringify(some)}}}`);
  return { head: headOf(queries.models), numbers: firstOf(versions, longestOfMany), tails };
}

/** As {@link manyModels}, as a gateway asks. */
export function manyEntities(ids: readonly string[], versions: number): Requests {
  const representations = orders(ids).map((some) => some.map((id) => ({ __typename: 'TrainingModel', id })));
  const tails = representations.map((some) => `,"representations":${JSON.stringify(some)}}}`);
  return { head: headOf(queries.entities), numbers: firstOf(versions, longestOfMany), tails };
}

/** A field that does not exist. */
export const refused: Requests = {
  head: `{"query":"query ($first: Int) { nothing(first: $first) }","variables":{"first":`,
  numbers: { from: 1, count: 1 },
  tails: ['}}'],
};

/** The same request each time. */
export function onlyFirst({ head, numbers, tails }: Requests): Requests {
  return { head, numbers: { from: numbers.from, count: 1 }, tails: tails.slice(0, 1) };
}

/** The nth of the requests. */
export function bodyAt({ head, numbers, tails }: Requests, turn: number): string {
  const number = numbers.from + (Math.floor(turn / tails.length) % numbers.count);
  return `${head}${String(number)}${tails[turn % tails.length] ?? ''}`;
}

const longestPage = 100;
/** Of a hundred models, longer ones would be more values than an operation may ask for. */
const longestOfMany = 18;

/** From all the versions of a model up to the longest page: another request, and the same answer. */
function firstOf(versions: number, longest: number): Requests['numbers'] {
  return { from: versions, count: longest + 1 - versions };
}

/** Ten times as many orders as there are entries: begun at each of them, with one of ten steps. */
function orders<T>(list: readonly T[]): readonly (readonly T[])[] {
  const steps = Array.from({ length: 4 * list.length }, (_, index) => index + 1).filter(
    (step) => divisor(step, list.length) === 1,
  );
  return steps
    .slice(0, 10)
    .flatMap((step) =>
      list.map((_, start) => list.map((__, place) => list[(start + place * step) % list.length] as T)),
    );
}

function divisor(left: number, right: number): number {
  return right === 0 ? left : divisor(right, left % right);
}
