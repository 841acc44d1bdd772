/** Before anything is timed: all contestants give the same answers. */
import { request } from 'undici';
import type { Requests } from './messages.ts';
import { originOf } from './processes.ts';
import { bodyAt } from './requests.ts';
import type { Contestant } from './rounds.ts';

/** The first of the requests, and one with other values. */
const turns = [0, 1, 2, 101] as const;

/** What a server answers to a body, as text. @throws Error when it refuses, or answers with errors. */
export async function ask({ name, server }: Contestant, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const response = await request(`${originOf(server)}/graphql`, { method: 'POST', headers, body });
  const text = await response.body.text();
  if (response.statusCode !== 200 || text.includes('"errors"'))
    throw new Error(`${name} answers ${String(response.statusCode)} ${text.slice(0, 500)}`);
  return text;
}

/** @throws Error at the first answer that is not that of the first contestant, to the order of keys. */
export async function checkSame(contestants: readonly Contestant[], requests: Requests): Promise<void> {
  const [first, ...others] = contestants;
  if (first === undefined) return;
  for (const turn of turns) {
    const body = bodyAt(requests, turn);
    const expected = normal(await ask(first, body));
    for (const other of others) {
      const answer = normal(await ask(other, body));
      if (answer !== expected) throw new Error(`${other.name} answers otherwise: ${difference(expected, answer)}`);
    }
  }
}

/** Without blanks between values, and the line end that some put after them. */
function normal(text: string): string {
  return JSON.stringify(JSON.parse(text));
}

function difference(expected: string, actual: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at += 1;
  const piece = (text: string): string => text.slice(Math.max(0, at - 40), at + 60);
  return `${piece(actual)} instead of ${piece(expected)}`;
}
