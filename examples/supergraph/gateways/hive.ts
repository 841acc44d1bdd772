/** Hive Gateway, with either of its planners: the one in JavaScript, and the Rust one of Hive Router. */
import { readFileSync } from 'node:fs';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { listen } from '../listen.ts';
import { forwardedHeaders, type StartGateway } from './start-gateway.ts';

type RuntimeOptions = Parameters<typeof createGatewayRuntime>[0];

function starter(planner: Partial<RuntimeOptions>): StartGateway {
  return async ({ supergraphSdl, port = 0 }) => {
    const runtime = createGatewayRuntime({
      ...planner,
      supergraph: supergraphSdl,
      logging: 'warn',
      landingPage: false,
      // The page of its own needs the internet.
      renderGraphiQL,
      graphiql: { title: 'Supergraph', defaultTabs: [{ query: queries }] },
      propagateHeaders: {
        fromClientToSubgraphs: ({ request }) =>
          Object.fromEntries(forwardedHeaders.map((name) => [name, request.headers.get(name)])),
      },
    });
    const running = await listen((request, response) => void runtime(request, response), port);
    return {
      url: running.url,
      close: async () => {
        await running.close();
        await runtime[Symbol.asyncDispose]();
      },
    };
  };
}

const queries = readFileSync(new URL('../queries.graphql', import.meta.url), 'utf8');

export const startHiveGateway = starter({});

export const startHiveRouterRuntime = starter({ unifiedGraphHandler });
