/** Clients to ask, and what the tests of the client have in common. */
import { inspect } from 'node:util';
import {
  createEmulator,
  emulatorCredentials,
  type Emulator,
  type EmulatorOptions,
} from '../../src/emulator/emulator.ts';
import { createTioneClient, type TioneClient, type TioneClientOptions } from '../../src/tione/client.ts';
import { fromStatic } from '../../src/tione/credentials/provider.ts';
import { TioneError } from '../../src/tione/errors.ts';
import { createMemoryTransport, type TransportRequest } from '../../src/tione/transport.ts';
import { pinnedMs } from '../emulator/harness.ts';
import { temporary } from '../helpers/secrets.ts';

export const region = 'ap-guangzhou';
export const versionsOf = 'DescribeTrainingModelVersions';
export const params = { TrainingModelId: 'm-608587242317024640' };
export { temporary };

export type Options = Partial<TioneClientOptions>;

/** What is to be seen is one call at a time. */
const bare = { attempts: 1, requestsPerSecond: Infinity };

export interface Recorded {
  readonly client: TioneClient;
  readonly emulator: Emulator;
  readonly sent: readonly TransportRequest[];
}

/** A client of an emulator in memory, under a pinned clock, and what the client sent. */
export function toEmulator(options: Options = {}, emulatorOptions: EmulatorOptions = {}): Recorded {
  const now = options.now ?? (() => pinnedMs);
  const emulator = createEmulator({ models: 0, now, ...emulatorOptions });
  const memory = createMemoryTransport(emulator.fetch);
  const sent: TransportRequest[] = [];
  const client = createTioneClient({
    credentials: fromStatic(emulatorOptions.credentials ?? emulatorCredentials),
    transport: (request) => {
      sent.push(request);
      return memory(request);
    },
    now,
    ...bare,
    ...options,
  });
  return { client, emulator, sent };
}

/** A client that gets this answer to everything. */
export function answering(text: string, status = 200, options: Options = {}): TioneClient {
  const transport = () => Promise.resolve({ status, text });
  return createTioneClient({ credentials: fromStatic(temporary), transport, ...bare, ...options });
}

export const ask = (client: TioneClient, signal?: AbortSignal): Promise<object> =>
  client.call(versionsOf, params, { region, signal });

/** The error that a call fails with. */
export async function failureOf(call: Promise<unknown>): Promise<TioneError> {
  const failure = await call.then(
    () => 'no failure',
    (reason: unknown) => reason,
  );
  if (failure instanceof TioneError) return failure;
  throw new Error(`a TioneError was expected instead of ${inspect(failure)}`);
}

export const envelope = (response: object): string => JSON.stringify({ Response: { ...response, RequestId: 'r-1' } });
