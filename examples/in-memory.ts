/** The whole system in one process and without a port: GraphQL in front, the emulator behind. Good for tests of a client. */
import {
  createEmulator,
  createMemoryTransport,
  createServer,
  createTioneClient,
  emulatorCredentials,
  fromStatic,
} from '../src/index.ts';

const emulator = createEmulator();
const client = createTioneClient({
  endpoint: new URL('http://127.0.0.1'),
  credentials: fromStatic(emulatorCredentials),
  transport: createMemoryTransport(emulator.fetch),
});
const server = createServer({ client, regions: ['ap-guangzhou'], mode: 'emulator' });

const response = await server.fetch(
  new Request('http://127.0.0.1/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ trainingModel(id: "m-608587242317024640") { name latestVersion { version } } }' }),
  }),
);
console.log(await response.text());
console.log('upstream calls:', emulator.calls.snapshot().total);
