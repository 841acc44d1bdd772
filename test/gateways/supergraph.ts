/** A gateway over this subgraph, with the emulator behind it, and the deployments of the example: all on free ports. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { createDeployments, deploymentsSdl, type Service } from '../../examples/supergraph/deployments.ts';
import { listen } from '../../examples/supergraph/listen.ts';
import type { ListedModel } from '../../src/emulator/model-set.ts';
import { loadCompose, loadGateway } from '../federation/example-packages.ts';
import { createSystem, type GraphQLAnswer, type System, type SystemOptions } from '../helpers/system.ts';

const sdl = await readFile(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');

export interface Gateway {
  readonly name: string;
  readonly file: string;
  readonly starter: string;
}

export const gateways: readonly Gateway[] = [
  { name: '@apollo/gateway', file: 'apollo', starter: 'startApolloGateway' },
  { name: 'Hive Gateway', file: 'hive', starter: 'startHiveGateway' },
  { name: 'Hive Router runtime', file: 'hive', starter: 'startHiveRouterRuntime' },
];

interface Representation {
  readonly __typename: string;
  readonly id: string;
}

/** A request that a gateway sent to this subgraph. */
export interface SubgraphRequest {
  readonly headers: Headers;
  /** Of its `_entities`, in order; empty when it asked for something else. */
  readonly representations: readonly Representation[];
}

export interface Supergraph extends AsyncDisposable {
  readonly system: System;
  query(query: string, headers?: Readonly<Record<string, string>>): Promise<GraphQLAnswer<Record<string, unknown>>>;
  /** The requests to this subgraph so far. */
  readonly requests: readonly SubgraphRequest[];
}

export interface SupergraphOptions extends Pick<SystemOptions, 'around'> {
  readonly gateway: Gateway;
  /** Generated models in TI-ONE, of one version each. */
  readonly models: number;
  /** What refers to them. */
  readonly services: (models: readonly ListedModel[]) => readonly Service[];
}

export async function startSupergraph({
  gateway,
  models,
  services,
  ...options
}: SupergraphOptions): Promise<Supergraph> {
  const startGateway = await loadGateway(gateway.file, gateway.starter);
  const compose = await loadCompose();
  const system = createSystem({
    ...options,
    emulator: { models, versions: 1 },
    // One, so that what is missing costs one call.
    server: { regions: ['ap-guangzhou'] },
  });
  const requests: SubgraphRequest[] = [];
  const tione = await listen((incoming, outgoing) => {
    void text(incoming).then(async (body) => {
      const headers = new Headers(
        Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
      );
      requests.push({ headers, representations: representationsIn(body) });
      const response = await system.server.fetch(
        new Request('http://127.0.0.1/graphql', { method: 'POST', headers, body }),
      );
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
    });
  });
  const deployments = await listen(createDeployments(services(system.emulator.store.models('ap-guangzhou'))));
  const supergraphSdl = compose([
    { name: 'tione', sdl, url: tione.url },
    { name: 'deployments', sdl: deploymentsSdl, url: deployments.url },
  ]);
  const front = await startGateway({ supergraphSdl });
  return {
    system,
    requests,
    query: async (query, headers = {}) => {
      const response = await fetch(front.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as GraphQLAnswer<Record<string, unknown>>;
    },
    async [Symbol.asyncDispose]() {
      for (const part of [front, deployments, tione]) await part.close();
    },
  };
}

function representationsIn(body: string): readonly Representation[] {
  const { variables = {} } = JSON.parse(body) as { variables?: Readonly<Record<string, unknown>> };
  // Planners name the variable as they like, and those that merge hops send several.
  return Object.values(variables).filter(Array.isArray).flat() as readonly Representation[];
}

/** A service for each model, and a deployment of the first version for each of the first models. */
export function servicesOf(models: readonly ListedModel[], deployed = models.length): readonly Service[] {
  return models.map(({ TrainingModelId, TrainingModelVersions: [version] }, index) => ({
    id: `service-${String(index)}`,
    name: `service ${String(index)}`,
    modelId: TrainingModelId,
    deployments: index < deployed && version !== undefined ? [deploymentOf(version.TrainingModelVersionId)] : [],
  }));
}

export function deploymentOf(versionId: string): Service['deployments'][number] {
  return { id: versionId, name: versionId, replicas: 1, versionId };
}
