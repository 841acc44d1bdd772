/** Connections as they are: what comes over one, and how it ends, for the client and for the emulator. */
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Emulator } from '../../src/emulator/emulator.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import { listen, toNodeListener, type Listening } from '../../src/http.ts';
import { pinnedEmulator, signedCall } from './harness.ts';

const list = 'DescribeTrainingModels';

/** An emulator with these faults that limits no rate and waits for nothing. */
export function emulatorWith(faults: Faults): Emulator {
  const emulator = pinnedEmulator({ rateLimit: 1_000_000, sleep: () => Promise.resolve() });
  emulator.faults.set(faults);
  return emulator;
}

export interface Started {
  readonly server: Listening;
  /** How calls end for the emulator: with a type of response, or with the name of an error. */
  readonly ends: readonly Promise<string>[];
}

/** Serves an emulator until the test is finished. */
export async function started(emulator: Emulator): Promise<Started> {
  const ends: Promise<string>[] = [];
  const listener = toNodeListener(
    (request, connection) => {
      const answer = emulator.fetch(request, connection);
      ends.push(
        answer.then(
          ({ type }) => type,
          (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
        ),
      );
      return answer;
    },
    { maxBodyBytes: 1_000_000 },
  );
  const server = await listen(listener, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  return { server, ends };
}

/** Sends a call, and leaves the rest to the test. */
export function open(url: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const { headers, body = '' } = signedCall(list, { Limit: 1 });
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': String(body.length) }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(['POST / HTTP/1.1', ...lines, '', body].join('\r\n'));
  return socket;
}

/** All bytes of an answer, and how the connection ended: in good order, or with an error. */
export function exchange(url: string): Promise<{ readonly head: string; readonly body: string; readonly end: string }> {
  const socket = open(url);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((resolve) => {
    const end = (how: string): void => {
      socket.destroy();
      const [head = '', body = ''] = text.split('\r\n\r\n', 2);
      resolve({ head, body, end: how });
    };
    socket.on('end', () => {
      end('closed');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      end(error.code ?? error.message);
    });
  });
}
