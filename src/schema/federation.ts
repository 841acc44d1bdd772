/**
 * `_entities`: what gateways ask for models and versions by their ids. The resolver of the federation library fails as a whole
 * when one representation is odd; here each fails in its own place.
 */
import {
  getNamedType,
  isUnionType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { badUserInput, quoted } from './bad-user-input.ts';
import type { Context } from './context.ts';
import { inPlace } from './in-place.ts';

/** Gateways send a representation for each reference on a page. A thousand models are ten upstream calls. */
const maxRepresentations = 1_000;

/** The key of our entities, in a representation that anybody may have made. */
export interface Representation {
  readonly id: string;
}

/** The id in a representation; the caller checks its shape. */
export function idOf({ id }: Representation): string {
  const given: unknown = id;
  if (typeof given === 'string') return given;
  throw badUserInput('The representation has no `id`, or one that is not a text.');
}

interface Arguments {
  readonly representations: readonly unknown[];
}

/** What `_entities` costs: as much as a list of that many entries. Refuses too many of them before anything is resolved. */
function entitiesComplexity({ representations }: Arguments): { field: number; multiplier: number } {
  if (representations.length > maxRepresentations)
    throw badUserInput(
      `\`representations\` has ${String(representations.length)} entries; at most ${String(maxRepresentations)} are allowed.`,
    );
  return { field: 1, multiplier: representations.length };
}

/** Replaces the resolver of `_entities`, which federation added after the schema was built. Changes the schema. */
export function isolateEntities(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const entity = field && getNamedType(field.type);
  if (field === undefined || !isUnionType(entity)) throw new TypeError('the schema has no entities');
  const references = new Map(entity.getTypes().map((type) => [type.name, referenceResolver(type)] as const));
  const resolveOne = (representation: unknown, context: Context, info: GraphQLResolveInfo): unknown => {
    const typeName = typeNameOf(representation);
    const resolve = references.get(typeName);
    if (resolve === undefined)
      throw badUserInput(
        `${quoted(typeName)} is not an entity of this subgraph; its entities are ${[...references.keys()].join(' and ')}.`,
      );
    return resolve(representation, context, info);
  };
  field.extensions = { ...field.extensions, complexity: entitiesComplexity };
  field.resolve = (_root, args: Arguments, context: Context, info) => {
    entitiesComplexity(args);
    return args.representations.map((representation) => inPlace(() => resolveOne(representation, context, info)));
  };
  // Versions are told by their row, so that nothing has to be copied to name its type.
  entity.resolveType = (value: object) => ('row' in value ? 'TrainingModelVersion' : 'TrainingModel');
  return schema;
}

type ReferenceResolver = (representation: unknown, context: Context, info: GraphQLResolveInfo) => unknown;

/** Where `asEntity` leaves it. The type is what all our entities give to it. */
function referenceResolver({ extensions }: GraphQLObjectType): ReferenceResolver | undefined {
  const { subgraph } = (extensions['apollo'] ?? {}) as { subgraph?: { resolveReference?: ReferenceResolver } };
  return subgraph?.resolveReference;
}

function typeNameOf(representation: unknown): string {
  const name: unknown =
    typeof representation === 'object' && representation !== null && '__typename' in representation
      ? representation.__typename
      : undefined;
  if (typeof name === 'string') return name;
  throw badUserInput('The representation has no `__typename`.');
}
