/** Clients that ask request after request over connections that they keep, until the server is gone. */
import { Pool } from 'undici';

/** A GraphQL operation and the answer to it. */
export interface Question {
  readonly query: string;
  readonly answer: unknown;
}

export interface SteadyLoad {
  /** Resolves once so many right answers have come. Rejects when the load has ended before. */
  readonly answers: (count: number) => Promise<void>;
  /** Resolves when no client gets a connection any more. Rejects with all that went otherwise. */
  readonly ended: Promise<void>;
}

export function startLoad(url: string, questions: readonly Question[], clients: number): SteadyLoad {
  const pool = new Pool(new URL(url).origin, { connections: clients, pipelining: 1 });
  const waiting = new Set<() => void>();
  let right = 0;
  let over = false;
  const tell = (): void => {
    for (const look of waiting) look();
  };

  const ask = async ({ query, answer }: Question): Promise<void> => {
    const { body, statusCode } = await pool.request({
      path: new URL(url).pathname,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const text = await body.text();
    const expected = JSON.stringify({ data: answer });
    if (statusCode !== 200 || text !== expected) throw new Error(`${String(statusCode)} ${text} is not ${expected}`);
    right += 1;
    tell();
  };
  const askOn = async (client: number): Promise<void> => {
    for (let turn = client; ; turn += clients) {
      const question = questions[turn % questions.length];
      if (question === undefined) throw new Error('nothing to ask');
      try {
        await ask(question);
      } catch (error) {
        if (isRefusal(error)) return;
        throw error;
      }
    }
  };

  const run = async (): Promise<void> => {
    const ends = await Promise.allSettled(Array.from({ length: clients }, (_, client) => askOn(client)));
    over = true;
    tell();
    await pool.destroy();
    const problems = ends.flatMap((end): unknown[] => (end.status === 'rejected' ? [end.reason] : []));
    if (problems.length > 0) throw new AggregateError(problems, problems.map(String).join('\n'));
  };
  const ended = run();
  // It may end before anybody waits for it.
  ended.catch(() => undefined);
  return {
    ended,
    answers: (count) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (right >= count) resolve();
          else if (over) reject(new Error(`the load ended after ${String(right)} answers`));
          else return;
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      }),
  };
}

/** There was no connection on which anything could have been sent. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}
