/**
 * Sends the answers of one turn of the event loop together, at its end, and then tells of them. A write may wake whoever reads from
 * the connection, and one who finds much to read at once is woken once; and the same code for many requests in a row is at hand
 * for all but the first. With ten connections from the same machine, an answer costs a quarter less that way.
 */
import type { ServerResponse } from 'node:http';
import { nextTick } from 'node:process';
import type { ShortAnswer } from './short-way.ts';

interface Waiting {
  readonly response: ServerResponse;
  readonly answer: ShortAnswer;
}

/** Answers that wait for others. More win nothing, and the first would wait for longer than it took to make it. */
const maxWaiting = 32;

/** `isLast`: no other request is being worked on, so that nothing is won by waiting for one. */
export type Post = (response: ServerResponse, answer: ShortAnswer, isLast: boolean) => void;

export function createOutbox(): Post {
  let waiting: Waiting[] = [];
  const sendAll = (): void => {
    const all = waiting;
    waiting = [];
    for (const one of all) attempt(send, one);
    for (const one of all) attempt(tell, one);
  };
  return (response, answer, isLast) => {
    if (waiting.length === 0) {
      // Else after all that is read in this turn, before the next one waits for more.
      if (isLast) nextTick(sendAll);
      else setImmediate(sendAll);
    }
    waiting.push({ response, answer });
    if (waiting.length >= maxWaiting) sendAll();
  };
}

function send({ response, answer: { head, body } }: Waiting): void {
  response.writeHead(200, head as string[]).end(body);
}

function tell({ answer }: Waiting): void {
  answer.tell();
}

/** What goes wrong with one answer ends its connection, and nobody else's. */
function attempt(work: (waiting: Waiting) => void, waiting: Waiting): void {
  try {
    work(waiting);
  } catch (error) {
    waiting.response.destroy(error instanceof Error ? error : undefined);
  }
}
