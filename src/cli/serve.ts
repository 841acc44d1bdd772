/** `tione-graphql serve`: the GraphQL server. */
import { loadConfig, type Environment } from '../config.ts';
import { listen } from '../http.ts';
import { createGraphiqlPage } from '../server/graphiql/create-page.ts';
import { createServer, graphqlEndpoint } from '../server/yoga.ts';
import { connectAccess } from './access.ts';
import { createLogging } from './logging.ts';
import { graceFor, untilStopped } from './shutdown.ts';
import { createTelemetry } from './telemetry.ts';
import { connectUpstream } from './upstream.ts';

export async function serve(env: Environment): Promise<void> {
  const config = loadConfig(env);
  const logging = createLogging(config.log);
  const { log, warn } = logging;
  const access = await connectAccess(config, (error) => {
    warn('the keys of the token issuer could not be read and will be tried again', error);
  });
  const signedOnly = config.routerSecrets.length > 0 && access.authenticate === undefined;
  const telemetry = await createTelemetry(config, !signedOnly, logging);
  const upstream = await connectUpstream(config, env, {
    ...telemetry.client,
    onRefreshError: (error) => {
      warn('the credential could not be refreshed and will be tried again', error);
    },
    onRedisTrouble: warn,
  });
  for (const line of upstream.banner) log.announce(line, { mode: upstream.mode });
  if (config.access.isOpenToAll)
    warn('AUTH=none lets ANYBODY who reaches this server read what its credential may read');
  // A page that nobody may open is not made, and not promised below.
  const graphiql =
    signedOnly || !config.access.graphiql
      ? undefined
      : createGraphiqlPage(`TI-ONE models${upstream.mode === 'emulator' ? ' (demo data)' : ''}`);
  let stopping = false;
  const server = createServer({
    client: upstream.client,
    regions: config.regions,
    timeoutMs: config.timeoutMs,
    scanLimit: config.scanLimit,
    cacheTtlMs: config.cacheTtlMs,
    cacheStaleMs: config.cacheStaleMs,
    cacheMaxBytes: config.cacheMaxBytes,
    sharedCache: upstream.sharedCache,
    allowNoCache: config.allowNoCache,
    ...access,
    ...telemetry.server,
    mode: upstream.mode,
    inspector:
      config.access.inspector === 'off' ? undefined : { mode: config.access.inspector, endpoint: upstream.endpoint },
    graphiql,
    isStopping: () => stopping,
    isRedisServing: upstream.isRedisServing,
    onHidden: logging.onHidden,
  });
  telemetry.started(upstream, server);
  const listening = await listen(server.listener, config);
  const page = signedOnly
    ? ' (requests signed by a router only)'
    : graphiql === undefined
      ? ''
      : ' (GraphiQL in a browser)';
  const url = `${listening.url}${graphqlEndpoint}`;
  log.announce(`tione-graphql listening on ${url}${page}`, { url });
  await untilStopped(listening, {
    onSignal: () => {
      stopping = true;
    },
    announce: log.announce,
    close: upstream.close,
    graceMs: graceFor(config.timeoutMs),
  });
  logging.close();
}
