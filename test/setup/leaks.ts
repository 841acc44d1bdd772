/** Before each file of tests: has everything that is printed looked through. After it: fails if there was a secret. */
import { afterAll, expect } from 'vitest';
import { takeLeaks, watch } from '../helpers/leaks.ts';
import { lookedThrough } from '../helpers/watched-server.ts';

type Write = (piece: unknown, ...rest: readonly unknown[]) => boolean;

for (const name of ['stdout', 'stderr'] as const) {
  const stream = process[name];
  const write = stream.write.bind(stream) as Write;
  const look = watch(`on ${name}`);
  Object.assign(stream, {
    write: (piece: unknown, ...rest: readonly unknown[]) => {
      look(piece);
      return write(piece, ...rest);
    },
  });
}

// Consoles of tests do not write to the streams of the process.
for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table'] as const) {
  const print = console[name].bind(console) as (...pieces: readonly unknown[]) => void;
  const look = watch(`by console.${name}`);
  Object.assign(console, {
    [name]: (...pieces: readonly unknown[]) => {
      pieces.forEach(look);
      print(...pieces);
    },
  });
}

/** Of servers that run as a process of their own. TI-ONE itself, and the emulator in its place, may answer secrets. */
const { fetch } = globalThis;
globalThis.fetch = async (input, init) => {
  const response = await fetch(input, init);
  return isOfUpstream(input, init) ? response : lookedThrough(response, 'in an answer of another process');
};

function isOfUpstream(input: Parameters<typeof fetch>[0], init: Parameters<typeof fetch>[1]): boolean {
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}));
  return headers.has('x-tc-action');
}

afterAll(() => {
  expect(takeLeaks(), 'secrets that were printed or answered').toEqual([]);
});
