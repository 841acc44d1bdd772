/** The first subgraph: tione-graphql over its embedded emulator, as `TIONE_MODE=emulator npm start` runs it. */
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import {
  createEmulator,
  createGraphiqlPage,
  createMemoryTransport,
  createServer,
  createTioneClient,
  emulatorCredentials,
  fromStatic,
} from '../../src/index.ts';

/** The committed SDL: what is given to a schema registry. */
export const tioneSdl = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');

export function createTione(): RequestListener {
  const client = createTioneClient({
    endpoint: new URL('http://127.0.0.1'),
    credentials: fromStatic(emulatorCredentials),
    transport: createMemoryTransport(createEmulator().fetch),
  });
  const { listener } = createServer({
    client,
    regions: ['ap-guangzhou', 'ap-shanghai'],
    mode: 'emulator',
    graphiql: createGraphiqlPage('TI-ONE models (demo data)'),
  });
  return listener;
}
