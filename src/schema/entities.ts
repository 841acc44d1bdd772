/**
 * `_entities`: what gateways ask for models and versions by their ids. Each representation fails in its own place, however odd it
 * is; the resolver of Apollo's library fails as a whole.
 */
import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLScalarType,
  GraphQLUnionType,
  isObjectType,
  type GraphQLFieldConfig,
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

/** Finds an entity, or a promise of it. Null when there is no such one. */
export type ResolveReference = (representation: Representation, context: Context, info: GraphQLResolveInfo) => unknown;

/** By the name of the type. */
export type References = Readonly<Record<string, ResolveReference>>;

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

/** The field, for entities that the schema has. */
export function entitiesField(
  schema: GraphQLSchema,
  references: References,
): GraphQLFieldConfig<unknown, Context, Arguments> {
  const byName = new Map(Object.entries(references));
  const names = [...byName.keys()].sort();
  const resolveOne = (representation: unknown, context: Context, info: GraphQLResolveInfo): unknown => {
    const typeName = typeNameOf(representation);
    const resolve = byName.get(typeName);
    if (resolve === undefined)
      throw badUserInput(
        `${quoted(typeName)} is not an entity of this subgraph; its entities are ${names.join(' and ')}.`,
      );
    // Of what it holds only the name of its type is known; `idOf` looks at the rest.
    return resolve(representation as Representation, context, info);
  };
  const Entity = new GraphQLUnionType({
    name: '_Entity',
    types: names.map((name) => objectType(schema, name)),
    // Versions are told by their row, so that nothing has to be copied to name its type.
    resolveType: (value: object) => ('row' in value ? 'TrainingModelVersion' : 'TrainingModel'),
  });
  return {
    type: new GraphQLNonNull(new GraphQLList(Entity)),
    args: { representations: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Any))) } },
    extensions: { complexity: entitiesComplexity },
    resolve: (_root, args, context, info) => {
      entitiesComplexity(args);
      return args.representations.map((representation) => inPlace(() => resolveOne(representation, context, info)));
    },
  };
}

/** What gateways send of an entity: an object with `__typename` and the fields of a key. */
const Any = new GraphQLScalarType({ name: '_Any' });

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (isObjectType(type)) return type;
  throw new TypeError(`the schema has no type ${name}`);
}

function typeNameOf(representation: unknown): string {
  const name: unknown =
    typeof representation === 'object' && representation !== null && '__typename' in representation
      ? representation.__typename
      : undefined;
  if (typeof name === 'string') return name;
  throw badUserInput('The representation has no `__typename`.');
}
