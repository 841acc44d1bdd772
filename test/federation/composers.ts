/** The composers in use, their results brought to one shape. Schemas leave them as text: each has a copy of graphql of its own. */
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Subgraph } from '../../examples/supergraph/subgraph.ts';
import { requireFromExample } from './example-packages.ts';

export interface Composed {
  readonly errors: readonly string[];
  /** What the composer found odd enough to say. */
  readonly hints: readonly string[];
  /** What clients of the supergraph see; empty when there is none. */
  readonly apiSdl: string;
}

export type Compose = (subgraphs: readonly Subgraph[]) => Composed;

interface Message {
  readonly message: string;
}

// The parts of the packages that are used here, as their own types have them.
interface GraphQLPackage {
  readonly parse: (sdl: string) => DocumentNode;
  readonly printSchema: (schema: GraphQLSchema) => string;
}
interface ApolloPackage {
  readonly composeServices: (services: readonly object[]) => {
    readonly errors?: readonly Message[];
    readonly hints?: readonly { readonly definition: { readonly code: string }; readonly message: string }[];
    readonly schema?: { toAPISchema(): { toGraphQLJSSchema(): GraphQLSchema } };
  };
}
interface GuildPackage {
  readonly composeServices: (services: readonly object[]) => {
    readonly errors?: readonly Message[];
    readonly publicSdl?: string;
  };
}
interface CosmoPackage {
  readonly ROUTER_COMPATIBILITY_VERSION_ONE: string;
  readonly federateSubgraphs: (parameters: { readonly subgraphs: readonly object[]; readonly version: string }) => {
    readonly errors?: readonly Message[];
    readonly warnings: readonly Message[];
    readonly federatedGraphClientSchema?: GraphQLSchema;
  };
}

const graphql = (): GraphQLPackage => requireFromExample('graphql') as GraphQLPackage;
const messages = (list: readonly Message[] = []): readonly string[] => list.map(({ message }) => message);
const services = (subgraphs: readonly Subgraph[]): readonly object[] =>
  subgraphs.map(({ name, sdl, url }) => ({ name, url, typeDefs: graphql().parse(sdl) }));
const print = (schema: GraphQLSchema | undefined): string =>
  schema === undefined ? '' : graphql().printSchema(schema);

/** Its hints are the only ones that tell of what composition by intersection drops. */
const apollo: Compose = (subgraphs) => {
  const { composeServices } = requireFromExample('@apollo/composition') as ApolloPackage;
  const { errors, hints = [], schema } = composeServices(services(subgraphs));
  return {
    errors: messages(errors),
    hints: hints.map(({ definition, message }) => `${definition.code}: ${message}`),
    apiSdl: print(schema?.toAPISchema().toGraphQLJSSchema()),
  };
};

const guild: Compose = (subgraphs) => {
  const { composeServices } = requireFromExample('@theguild/federation-composition') as GuildPackage;
  const { errors, publicSdl = '' } = composeServices(services(subgraphs));
  return { errors: messages(errors), hints: [], apiSdl: publicSdl };
};

const cosmo: Compose = (subgraphs) => {
  const { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } = requireFromExample(
    '@wundergraph/composition',
  ) as CosmoPackage;
  const { errors, warnings, federatedGraphClientSchema } = federateSubgraphs({
    subgraphs: subgraphs.map(({ name, sdl, url }) => ({ name, url, definitions: graphql().parse(sdl) })),
    version: ROUTER_COMPATIBILITY_VERSION_ONE,
  });
  return { errors: messages(errors), hints: messages(warnings), apiSdl: print(federatedGraphClientSchema) };
};

export const composers: Readonly<Record<string, Compose>> = {
  '@apollo/composition': apollo,
  '@theguild/federation-composition': guild,
  '@wundergraph/composition': cosmo,
};
