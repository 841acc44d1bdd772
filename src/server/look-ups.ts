/** What a field at the top of an operation looks up: what its calls of TI-ONE are counted by, before any is made. */
import { listFilters } from '../loaders/list-conditions.ts';
import { isModelId, isVersionId } from '../schema/ids.ts';
import type { Selection } from '../schema/look-ahead.ts';
import { compileModelFilter, type CompiledModelFilter, type ModelFilterInput } from '../schema/model-filter.ts';
import type { RootField } from './root-fields.ts';

export type LookUp =
  /** `isList`: its versions are listed, and of the model itself nothing is asked. */
  | (OneLookUp & { readonly kind: 'model'; readonly isList: boolean })
  | (OneLookUp & { readonly kind: 'version' })
  /** `isExact`: TI-ONE does all of the filtering. */
  | { readonly kind: 'list'; readonly isExact: boolean };

interface OneLookUp {
  readonly id: string;
  /** Undefined where it is looked for in all regions. */
  readonly region: string | undefined;
  /** What is selected of it; looked at only when somebody asks. */
  readonly selected: () => Selection;
}

/** Ids that are none are left out: they are refused at their place, as everything is whose arguments are wrong. */
export function lookUpsOf({ name, args, selected }: RootField): readonly LookUp[] {
  const place = { region: typeof args['region'] === 'string' ? args['region'] : undefined, selected: memo(selected) };
  switch (name) {
    case 'trainingModel':
      return models([args['id']], place);
    case 'trainingModelsByIds':
      return models(listOf(args['ids']), place);
    case 'trainingModelVersions':
      return models([args['modelId']], place, true);
    case 'trainingModelVersion':
      return versions([args['id']], place);
    case 'trainingModels':
      return listed(args['filter'], place);
    case '_entities':
      return entities(listOf(args['representations']), selected);
    default:
      return [];
  }
}

type Place = Omit<OneLookUp, 'id'>;

function models(ids: readonly unknown[], place: Place, isList = false): readonly LookUp[] {
  return ids.filter(isIdOf(isModelId)).map((id) => ({ kind: 'model', id, isList, ...place }));
}

function versions(ids: readonly unknown[], place: Place): readonly LookUp[] {
  return ids.filter(isIdOf(isVersionId)).map((id) => ({ kind: 'version', id, ...place }));
}

function listed(filter: unknown, place: Place): readonly LookUp[] {
  // As the schema has coerced it.
  const compiled = compile(filter as ModelFilterInput | null | undefined);
  if (compiled === undefined || compiled.matchesNothing) return [];
  if (compiled.ids !== undefined) return models([...compiled.ids], place);
  return [{ kind: 'list', isExact: listFilters(compiled.conditions).isExact }];
}

function entities(representations: readonly unknown[], selected: RootField['selected']): readonly LookUp[] {
  const ofModel = { region: undefined, selected: memo(() => selected('TrainingModel')) };
  const ofVersion = { region: undefined, selected: memo(() => selected('TrainingModelVersion')) };
  return representations.flatMap((representation) => {
    const { __typename: type, id } = Object(representation) as { __typename?: unknown; id?: unknown };
    if (type === 'TrainingModel') return models([id], ofModel);
    return type === 'TrainingModelVersion' ? versions([id], ofVersion) : [];
  });
}

/** Undefined where it is refused: the resolver says so, at its place. */
function compile(filter: ModelFilterInput | null | undefined): CompiledModelFilter | undefined {
  try {
    return compileModelFilter(filter);
  } catch {
    return undefined;
  }
}

function isIdOf(isId: (id: string) => boolean): (value: unknown) => value is string {
  return (value): value is string => typeof value === 'string' && isId(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function memo(make: () => Selection): () => Selection {
  let made: Selection | undefined;
  return () => (made ??= make());
}
