/** Starts both subgraphs and a gateway over them, until SIGINT or SIGTERM. */
import { compose } from './compose.ts';
import { demoServices } from './demo-services.ts';
import { createDeployments, deploymentsSdl } from './deployments.ts';
import type { StartGateway } from './gateways/start-gateway.ts';
import { listen } from './listen.ts';
import { createTione, tioneSdl } from './tione.ts';

// Imported when wanted: a gateway takes seconds to load.
const gateways: Readonly<Record<string, () => Promise<StartGateway>>> = {
  hive: async () => (await import('./gateways/hive.ts')).startHiveGateway,
  'hive-router': async () => (await import('./gateways/hive.ts')).startHiveRouterRuntime,
  apollo: async () => (await import('./gateways/apollo.ts')).startApolloGateway,
};

export async function runSupergraph(gateway: string, port: number): Promise<void> {
  const load = gateways[gateway];
  if (load === undefined) throw new Error(`--gateway is one of ${Object.keys(gateways).join(', ')}`);
  const startGateway = await load();

  const tione = await listen(createTione());
  console.log(`subgraph tione listening on ${tione.url}`);
  const deployments = await listen(createDeployments(demoServices));
  console.log(`subgraph deployments listening on ${deployments.url}`);
  const supergraphSdl = compose([
    { name: 'tione', sdl: tioneSdl, url: tione.url },
    { name: 'deployments', sdl: deploymentsSdl, url: deployments.url },
  ]);
  const supergraph = await startGateway({ supergraphSdl, port });
  console.log(`gateway ${gateway} listening on ${supergraph.url}`);

  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
  // The gateway first: it is the only client of the others.
  for (const part of [supergraph, deployments, tione]) await part.close();
}
