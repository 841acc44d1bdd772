/** Makes a schema a Federation v2 subgraph: what composers read of it, and what gateways ask of it. */
import {
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  lexicographicSortSchema,
  type GraphQLFieldConfig,
} from 'graphql';
import type { SchemaTypes } from './builder.ts';
import type { Context } from './context.ts';
import { entitiesField, type References } from './entities.ts';

/** The directives of the specification that the builder knows. */
const used: Readonly<Record<keyof SchemaTypes['Directives'], `@${string}`>> = {
  cost: '@cost',
  key: '@key',
  listSize: '@listSize',
  shareable: '@shareable',
};

/** `@link` on the schema. The version is the newest that all composers in use accept. */
export const federationLink = {
  name: 'link',
  args: { url: 'https://specs.apollo.dev/federation/v2.9', import: Object.values(used) },
};

/** Adds `_entities` and `_service`; `schema` stays as it is. */
export function toSubgraph(schema: GraphQLSchema, references: References): GraphQLSchema {
  const whole = schema.toConfig();
  const query = whole.query?.toConfig();
  if (query === undefined) throw new TypeError('the schema has no queries');
  const subgraph: GraphQLSchema = lexicographicSortSchema(
    new GraphQLSchema({
      ...whole,
      query: new GraphQLObjectType({
        ...query,
        fields: {
          _entities: entitiesField(schema, references),
          _service: serviceField(() => printSubgraph(subgraph)),
          ...query.fields,
        },
      }),
      types: whole.types.filter(({ name }) => name !== query.name),
    }),
  );
  return subgraph;
}

/** Printing takes Apollo's library, a fifth of a second to load and to run: only composers that ask pay for it, and once. */
async function printSubgraph(subgraph: GraphQLSchema): Promise<string> {
  const { printSubgraphSchema } = await import('@apollo/subgraph');
  return printSubgraphSchema(subgraph);
}

function serviceField(print: () => Promise<string>): GraphQLFieldConfig<unknown, Context> {
  let printed: Promise<string> | undefined;
  const Service = new GraphQLObjectType({
    name: '_Service',
    fields: {
      sdl: {
        type: GraphQLString,
        description:
          'The sdl representing the federated service capabilities. Includes federation directives, removes federation types, ' +
          'and includes rest of full schema after schema directives have been applied',
        resolve: () => (printed ??= print()),
      },
    },
  });
  return { type: new GraphQLNonNull(Service), resolve: () => ({}) };
}
