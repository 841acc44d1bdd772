/** The whole system in memory: GraphQL in front, the emulator behind, no port between. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import {
  createEmulator,
  emulatorCredentials,
  type Emulator,
  type EmulatorOptions,
} from '../../src/emulator/emulator.ts';
import { createServer, type Server, type ServerOptions } from '../../src/server/yoga.ts';
import { createTioneClient, type TioneClient, type TioneClientOptions } from '../../src/tione/client.ts';
import { fromStatic } from '../../src/tione/credentials/provider.ts';
import { createMemoryTransport, type Transport } from '../../src/tione/transport.ts';
import { watched } from './watched-server.ts';

export interface GraphQLAnswer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

export interface System {
  readonly emulator: Emulator;
  readonly client: TioneClient;
  readonly server: Server;
  /** Sends an operation to `/graphql`. */
  query<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables?: Variables,
  ): Promise<GraphQLAnswer<Data>>;
  query(document: string, variables?: Record<string, unknown>): Promise<GraphQLAnswer<Record<string, unknown>>>;
  /** Names of the upstream calls since the last time this was asked, in order. */
  calls(): readonly string[];
}

export interface SystemOptions {
  readonly emulator?: EmulatorOptions;
  /** Nothing is kept unless a time is given: tests change what is there. */
  readonly server?: Partial<Omit<ServerOptions, 'client'>>;
  /** One attempt and no limit unless given: tests count calls. */
  readonly client?: Partial<Omit<TioneClientOptions, 'endpoint' | 'transport' | 'now'>>;
  /** Wraps the transport, to look at or to spoil what goes through. */
  readonly around?: (transport: Transport) => Transport;
}

/** Client and emulator share the clock of the emulator's options. */
export function createSystem(options: SystemOptions = {}): System {
  const { emulator: emulatorOptions, server: serverOptions, client: clientOptions, around } = options;
  // Nobody counts seconds here: a limit that real time decides would make tests depend on the machine.
  const emulator = createEmulator({ rateLimit: 1_000_000, ...emulatorOptions });
  const memory = createMemoryTransport(emulator.fetch);
  const names: string[] = [];
  const transport: Transport = (request) => {
    names.push(request.headers?.['x-tc-action'] ?? '');
    return (around?.(memory) ?? memory)(request);
  };
  const client = createTioneClient({
    endpoint: new URL('http://127.0.0.1'),
    credentials: fromStatic(emulatorOptions?.credentials ?? emulatorCredentials),
    transport,
    ...(emulatorOptions?.now === undefined ? {} : { now: emulatorOptions.now }),
    requestsPerSecond: Infinity,
    attempts: 1,
    ...clientOptions,
  });
  const server = watched(
    createServer({ client, regions: ['ap-guangzhou', 'ap-shanghai'], cacheTtlMs: 0, ...serverOptions }),
  );
  return {
    emulator,
    client,
    server,
    query: async (document: string | TypedDocumentNode<unknown, unknown>, variables?: unknown) => {
      const query = typeof document === 'string' ? document : print(document);
      const body = JSON.stringify({ query, variables });
      // With its length, as over a socket: then it may be answered on the short way.
      const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
      const response = await server.fetch(new Request('http://127.0.0.1/graphql', { method: 'POST', headers, body }));
      return (await response.json()) as GraphQLAnswer<never>;
    },
    calls: () => names.splice(0),
  };
}
