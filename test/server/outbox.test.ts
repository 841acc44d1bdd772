/** Answers of one turn are sent together, each for itself. */
import type { ServerResponse } from 'node:http';
import { nextTick } from 'node:process';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createOutbox } from '../../src/server/front/outbox.ts';

function setUp(failing: ReadonlySet<string> = new Set()) {
  const done: string[] = [];
  const post = createOutbox();
  const answer = (name: string, isLast = false): void => {
    const fail = (what: string): void => {
      if (failing.has(what)) throw new Error(what);
      done.push(what);
    };
    // All that an outbox asks of it.
    const response = {
      writeHead: () => ({
        end: (body: string) => {
          fail(`send ${body}`);
        },
      }),
      destroy: () => done.push(`destroy ${name}`),
    } as unknown as ServerResponse;
    const tell = (): void => {
      fail(`tell ${name}`);
    };
    post(response, { isKept: false, head: [], body: name, tell }, isLast);
  };
  return { done, answer };
}

it('sends what was answered in a turn at its end, and tells of it then', async () => {
  const { done, answer } = setUp();
  answer('a');
  answer('b');
  await Promise.resolve();
  expect(done).toEqual([]);
  await turn();
  expect(done).toEqual(['send a', 'send b', 'tell a', 'tell b']);
  answer('c');
  await turn();
  expect(done.slice(4)).toEqual(['send c', 'tell c']);
});

it('sends the last of all that are worked on at once, and with it those that wait', async () => {
  const { done, answer } = setUp();
  answer('a', true);
  answer('b');
  expect(done).toEqual([]);
  await new Promise(nextTick);
  expect(done).toEqual(['send a', 'send b', 'tell a', 'tell b']);
  answer('c');
  answer('d', true);
  await new Promise(nextTick);
  expect(done).toHaveLength(4);
  await turn();
  expect(done.slice(4)).toEqual(['send c', 'send d', 'tell c', 'tell d']);
});

it('has no answer wait for more than 31 others', async () => {
  const { done, answer } = setUp();
  for (let index = 0; index < 40; index += 1) answer(String(index));
  expect(done).toHaveLength(64);
  expect(done.slice(0, 2)).toEqual(['send 0', 'send 1']);
  await turn();
  expect(done).toHaveLength(80);
  expect(done.at(-1)).toBe('tell 39');
});

it('ends the connection of an answer that cannot be sent, or told of, and no other', async () => {
  const { done, answer } = setUp(new Set(['send a', 'tell b']));
  for (const name of ['a', 'b', 'c']) answer(name);
  await turn();
  expect(done).toEqual(['destroy a', 'send b', 'send c', 'tell a', 'destroy b', 'tell c']);
});
