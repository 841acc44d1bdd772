/** One connection to a server, or one set of connections to a cluster, from its opening to its first failure. */
import type { RedisLibrary } from './library.ts';
import type { RedisRoot, RedisTarget } from './target.ts';

/** Sends one command to where its key lives. */
export type Send = (key: string, command: readonly string[]) => Promise<unknown>;

export interface LinkOptions {
  readonly library: RedisLibrary;
  readonly target: RedisTarget;
  /** Where to start. */
  readonly root: RedisRoot;
  /** Milliseconds for the connection itself. */
  readonly connectMs: number;
  /** Closes the link; what it is at then rejects. */
  readonly signal: AbortSignal;
  /** Told of failures between commands, and of the causes behind those of commands. */
  readonly onFailure: (error: unknown) => void;
}

/** Opens a link and finds out whether there is a cluster. Never tries again: whoever wants a new link opens one. */
export async function openLink(options: LinkOptions): Promise<Send> {
  if (options.target.roots.length > 1) return openCluster(options);
  const probing = new AbortController();
  const signal = AbortSignal.any([options.signal, probing.signal]);
  const send = await openServer({ ...options, signal });
  if (!(await isCluster(send))) return send;
  probing.abort();
  return openCluster(options);
}

async function openServer({ library, target, root, connectMs, signal, onFailure }: LinkOptions): Promise<Send> {
  const client = library.createClient({
    ...clientOptions(target),
    socket: { ...socketOptions(target, connectMs), ...root },
    database: target.database,
  });
  client.on('error', onFailure);
  await untilOpen(client, signal);
  return (_key, command) => client.sendCommand(command);
}

async function openCluster({ library, target, root, connectMs, signal, onFailure }: LinkOptions): Promise<Send> {
  const cluster = library.createCluster({
    RESP: 2,
    rootNodes: [{ socket: { ...root } }],
    defaults: { ...clientOptions(target), socket: socketOptions(target, connectMs) },
  });
  cluster.on('error', onFailure).on('node-error', onFailure);
  await untilOpen(cluster, signal);
  return (key, command) => cluster.sendCommand(key, false, [...command]);
}

interface Openable {
  readonly connect: () => Promise<unknown>;
  readonly destroy: () => void;
}

async function untilOpen(client: Openable, signal: AbortSignal): Promise<void> {
  const destroy = (): void => {
    client.destroy();
  };
  signal.addEventListener('abort', destroy, { once: true });
  await client.connect();
  if (!signal.aborted) return;
  // A client that is destroyed before it has a socket still connects.
  destroy();
  signal.throwIfAborted();
}

/** Two questions, because users may be denied either; without an answer it is taken for a single server. */
async function isCluster(send: Send): Promise<boolean> {
  const info = await send('', ['INFO', 'cluster']).catch(() => undefined);
  if (typeof info === 'string') return info.includes('cluster_enabled:1');
  const state = await send('', ['CLUSTER', 'INFO']).catch(() => undefined);
  return typeof state === 'string' && state.includes('cluster_state:');
}

function clientOptions({ username, password }: RedisTarget) {
  return {
    // What we use is the same in both versions of the protocol, and some proxies know only this one.
    RESP: 2,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // The time limit is the caller's; the library's own does not cover commands that were sent.
    commandOptions: { timeout: 0 },
  } as const;
}

function socketOptions({ tls }: RedisTarget, connectMs: number) {
  return { connectTimeout: connectMs, reconnectStrategy: false, ...(tls ? { tls } : {}) } as const;
}
