/** The second subgraph: services and deployments, which point at models and versions of TI-ONE by their ids. */
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';

export interface Deployment {
  readonly id: string;
  readonly name: string;
  readonly replicas: number;
  /** Id of a version in TI-ONE. */
  readonly versionId: string;
}

export interface Service {
  readonly id: string;
  readonly name: string;
  /** Id of a model in TI-ONE. */
  readonly modelId: string;
  readonly deployments: readonly Deployment[];
}

export const deploymentsSdl = readFileSync(new URL('deployments.graphql', import.meta.url), 'utf8');

export function createDeployments(services: readonly Service[]): RequestListener {
  const deployments = services.flatMap((service) => service.deployments);
  const find = <T extends { readonly id: string }>(all: readonly T[], { id }: { readonly id: string }): T | null =>
    all.find((one) => one.id === id) ?? null;
  const schema = buildSubgraphSchema({
    typeDefs: parse(deploymentsSdl),
    resolvers: {
      Query: { services: () => services, deployments: () => deployments },
      Service: {
        __resolveReference: (reference: { readonly id: string }) => find(services, reference),
        // A reference is all it takes: the gateway asks the other subgraph for whatever else a query selects.
        model: ({ modelId }: Service) => ({ id: modelId }),
      },
      Deployment: {
        __resolveReference: (reference: { readonly id: string }) => find(deployments, reference),
        version: ({ versionId }: Deployment) => ({ id: versionId }),
      },
    },
  });
  const yoga = createYoga({ schema, graphiql: false, landingPage: false, logging: false });
  return (request, response) => void yoga(request, response);
}
