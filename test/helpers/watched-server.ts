/** A server whose answers are looked through, on both of its ways. */
import type { RequestListener, ServerResponse } from 'node:http';
import type { Server } from '../../src/server/yoga.ts';
import { watch } from './leaks.ts';

export function watched({ fetch, listener, ...others }: Server): Server {
  return {
    ...others,
    fetch: async (...asked) => {
      const response = await fetch(...asked);
      return lookedThrough(response, 'in an answer in memory');
    },
    listener: watchedListener(listener),
  };
}

/** The same answer. Copies of a body would hold it back, so it is looked at on its way to the reader. */
export function lookedThrough(response: Response, place: string): Response {
  const look = watch(place);
  look([...response.headers].flat().join('\n'));
  const text = response.text.bind(response);
  const read = async (): Promise<string> => {
    const answer = await text();
    look(answer);
    return answer;
  };
  return Object.assign(response, { text: read, json: async () => JSON.parse(await read()) as unknown });
}

function watchedListener(listener: RequestListener): RequestListener {
  return (request, response) => {
    const look = watch('in an answer on a socket');
    watchCalls(response, 'writeHead', look);
    watchCalls(response, 'setHeader', look);
    watchCalls(response, 'write', look);
    watchCalls(response, 'end', look);
    listener(request, response);
  };
}

type Writer = 'writeHead' | 'setHeader' | 'write' | 'end';

function watchCalls(response: ServerResponse, name: Writer, look: (piece: unknown) => void): void {
  const call = response[name].bind(response) as (...given: readonly unknown[]) => unknown;
  Object.assign(response, {
    [name]: (...given: readonly unknown[]) => {
      for (const piece of given) if (typeof piece !== 'function') look(piece);
      return call(...given);
    },
  });
}
