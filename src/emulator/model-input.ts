/** The check of a model that somebody wants to insert: every problem in a sentence, before anything is stored. */
import { plainVersion, type ModelInput } from './complete-model.ts';

export class ModelInputError extends Error {
  override readonly name = 'ModelInputError';
}

const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

type Kind = 'text' | 'number' | 'boolean' | 'object' | 'list' | 'id';

export const versionKinds: Readonly<Record<string, Kind>> = {
  ...Object.fromEntries(Object.entries(plainVersion).map(([name, value]) => [name, kindOf(value)])),
  TrainingModelId: 'id',
  TrainingModelVersionId: 'id',
  TrainingModelVersion: 'text',
  TrainingModelName: 'text',
  TrainingModelCreateTime: 'text',
  CreateTime: 'text',
  TrainingModelCosPath: 'object',
};

export const modelKinds: Readonly<Record<string, Kind>> = {
  Region: 'text',
  TrainingModelId: 'id',
  TrainingModelName: 'text',
  CreateTime: 'text',
  Tags: 'list',
  TrainingModelVersions: 'list',
};

/** Throws {@link ModelInputError}. Members that are not known are kept: TI-ONE gets new ones too. */
export function readModelInput(given: unknown, regions: readonly string[]): ModelInput {
  const problems = problemsOf(given, modelKinds, 'model');
  if (isObject(given)) {
    const region = given['Region'];
    if (typeof region === 'string' && !regions.includes(region))
      problems.push(`model.Region: must be one of ${regions.join(', ')}`);
    const tags: unknown = given['Tags'];
    if (Array.isArray(tags) && !tags.every(isObject)) problems.push('model.Tags: must be a list of objects');
    const versions: unknown = given['TrainingModelVersions'];
    if (Array.isArray(versions))
      versions.forEach((version, index) => {
        problems.push(...problemsOf(version, versionKinds, `model.TrainingModelVersions[${String(index)}]`));
      });
  }
  if (problems.length > 0) throw new ModelInputError(problems.join('; '));
  // Every member that the type knows was checked just now.
  return given as ModelInput;
}

function problemsOf(given: unknown, kinds: Readonly<Record<string, Kind>>, at: string): string[] {
  if (!isObject(given)) return [`${at}: must be an object`];
  return Object.entries(kinds).flatMap(([name, kind]) => {
    const value = given[name];
    const isFine =
      value === undefined || (value === null && kind !== 'id') || kindOf(value) === kind || isId(value, kind);
    return isFine ? [] : [`${at}.${name}: must be ${kind === 'id' ? 'an id such as m-608587242317024640' : kind}`];
  });
}

function isId(value: unknown, kind: Kind): boolean {
  return kind === 'id' && typeof value === 'string' && idPattern.test(value);
}

function kindOf(value: unknown): Kind | undefined {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return 'list';
  return isObject(value) ? 'object' : undefined;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
