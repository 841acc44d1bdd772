/** Operations over the generated models, with the whole answer that each must have. */
import { generatedModel } from '../../src/emulator/data/generated-set.ts';
import { generated } from './processes.ts';

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
}

/** The emulator makes the same ones in its own process. */
const models = Array.from({ length: generated.models }, (_, index) => generatedModel(index, generated.versions));

function modelAt(index: number) {
  const model = models[index % models.length];
  if (model === undefined) throw new Error('no models are generated');
  const { TrainingModelId: id, TrainingModelName: name } = model;
  // Newest first, as the API lists them.
  const versions = (model.TrainingModelVersions ?? [])
    .map(({ TrainingModelVersionId }) => TrainingModelVersionId)
    .reverse();
  return { id, name, versions };
}

/** The nth model with its versions. */
export function oneModel(index: number): Operation {
  const { id, name, versions } = modelAt(index);
  return {
    query: 'query ($id: ID!) { trainingModel(id: $id) { id name versions { nodes { id } } } }',
    variables: { id },
    expected: { trainingModel: { id, name, versions: { nodes: versions.map((version) => ({ id: version })) } } },
  };
}

/** So many models from the nth on, with the newest version of each. */
export function manyModels(index: number, count: number): Operation {
  const asked = Array.from({ length: count }, (_, offset) => modelAt(index + offset));
  return {
    query: 'query ($ids: [ID!]!) { trainingModelsByIds(ids: $ids) { id name latestVersion { id } } }',
    variables: { ids: asked.map(({ id }) => id) },
    expected: {
      trainingModelsByIds: asked.map(({ id, name, versions: [newest] }) => ({
        id,
        name,
        latestVersion: { id: newest },
      })),
    },
  };
}

/** The newest version of the nth model. */
export function oneVersion(index: number): Operation {
  const { id: modelId, name, versions } = modelAt(index);
  const [id] = versions;
  return {
    query: 'query ($id: ID!) { trainingModelVersion(id: $id) { id modelId model { name } } }',
    variables: { id },
    expected: { trainingModelVersion: { id, modelId, model: { name } } },
  };
}

/** The list of the models that have the name of the nth. */
export function namedModels(index: number): Operation {
  const { id, name } = modelAt(index);
  return {
    query: 'query ($name: String!) { trainingModels(filter: { name: { eq: $name } }) { nodes { id name } } }',
    variables: { name },
    expected: { trainingModels: { nodes: [{ id, name }] } },
  };
}

/** All kinds of operations by turns, single models most of all. */
export function anyOperation(index: number): Operation {
  const turn = index % 10;
  if (turn === 3) return manyModels(index, 20);
  if (turn === 6) return namedModels(index);
  return turn === 9 ? oneVersion(index) : oneModel(index);
}
