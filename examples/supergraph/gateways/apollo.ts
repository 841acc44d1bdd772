/** `@apollo/gateway` in Apollo Server. */
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { forwardedHeaders, type StartGateway } from './start-gateway.ts';

interface Context {
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
}

export const startApolloGateway: StartGateway = async ({ supergraphSdl, port = 0 }) => {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ url }) =>
      new RemoteGraphQLDataSource<Context>({
        ...(url === undefined ? {} : { url }),
        willSendRequest: ({ request, context }) => {
          // Absent when the gateway asks for itself.
          const { headers = {} } = context as Context;
          for (const name of forwardedHeaders) {
            const value = headers[name];
            if (typeof value === 'string') request.http?.headers.set(name, value);
          }
        },
      }),
  });
  const server = new ApolloServer<Context>({
    gateway,
    includeStacktraceInErrorResponses: false,
    // Whoever started it stops it.
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port },
    context: ({ req }) => Promise.resolve({ headers: req.headers }),
  });
  return { url, close: () => server.stop() };
};
