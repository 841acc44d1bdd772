/** The check of a model that somebody wants to insert: every problem in a sentence, before anything is stored. */
import { plainVersion, type ModelInput } from './complete-model.ts';
import { parseWireTime } from './wire-time.ts';

export class ModelInputError extends Error {
  override readonly name = 'ModelInputError';
}

const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

type Kind = 'text' | 'number' | 'boolean' | 'object' | 'list' | 'id' | 'time';

const versionKinds: Readonly<Record<string, Kind>> = {
  ...Object.fromEntries(Object.entries(plainVersion).map(([name, value]) => [name, kindOf(value)])),
  TrainingModelId: 'id',
  TrainingModelVersionId: 'id',
  TrainingModelVersion: 'text',
  TrainingModelName: 'text',
  TrainingModelCreateTime: 'text',
  CreateTime: 'time',
  TrainingModelCosPath: 'object',
};

const modelKinds: Readonly<Record<string, Kind>> = {
  Region: 'text',
  TrainingModelId: 'id',
  TrainingModelName: 'text',
  CreateTime: 'time',
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

/** What a value must be, where its kind does not say it. */
const expected: Partial<Record<Kind, string>> = {
  id: 'an id such as m-608587242317024640',
  time: 'a time such as 2022-09-06T08:34:13Z or 2022-09-06 16:34:13, or empty',
};

function problemsOf(given: unknown, kinds: Readonly<Record<string, Kind>>, at: string): string[] {
  if (!isObject(given)) return [`${at}: must be an object`];
  const badValues = Object.entries(kinds).flatMap(([name, kind]) =>
    isFine(given[name], kind) ? [] : [`${at}.${name}: must be ${expected[kind] ?? kind}`],
  );
  return [...badValues, ...misspelt(given, kinds, at)];
}

function isFine(value: unknown, kind: Kind): boolean {
  if (value === undefined) return true;
  if (kind === 'id') return typeof value === 'string' && idPattern.test(value);
  if (value === null) return true;
  if (kind === 'time') return typeof value === 'string' && (value === '' || parseWireTime(value) !== undefined);
  return kindOf(value) === kind;
}

/** An unknown member may be a new one of TI-ONE; one in other letter case is a slip, and would be sent as it is. */
function misspelt(given: object, kinds: Readonly<Record<string, Kind>>, at: string): string[] {
  const known = new Map(Object.keys(kinds).map((name) => [name.toLowerCase(), name]));
  return Object.keys(given).flatMap((name) => {
    const meant = known.get(name.toLowerCase());
    return meant === undefined || meant === name ? [] : [`${at}.${name}: must be written ${meant}`];
  });
}

function kindOf(value: unknown): Kind | undefined {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return 'list';
  return isObject(value) ? 'object' : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
