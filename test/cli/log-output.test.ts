/** Lines reach a stream whole and in their order, however much of it waits. */
import { Writable } from 'node:stream';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { linesTo } from '../../src/cli/log-output.ts';

/** Takes one write at a time, when it is told to. */
function createSlow() {
  const chunks: Buffer[] = [];
  let next: (() => void) | undefined;
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      next = () => {
        chunks.push(Buffer.from(chunk));
        done();
      };
    },
  });
  const take = async (): Promise<void> => {
    while (next !== undefined) {
      const taken = next;
      next = undefined;
      taken();
      await turn();
    }
  };
  return { stream, chunks, take };
}

function createQuick() {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { stream, chunks };
}

it('writes the first line at the end of its turn, and what comes soon after in one piece', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { stream, chunks } = createQuick();
    const take = linesTo(stream);
    take('first');
    take('模型 second');
    expect(chunks).toEqual([]);
    await turn();
    expect(chunks).toEqual(['first\n模型 second\n']);
    take('third');
    await turn();
    take('fourth');
    await turn();
    expect(chunks).toHaveLength(1);
    vi.advanceTimersByTime(10);
    expect(chunks.slice(1)).toEqual(['third\nfourth\n']);
    vi.advanceTimersByTime(1_000);
    take('fifth');
    await turn();
    expect(chunks.slice(2)).toEqual(['fifth\n']);
  } finally {
    vi.useRealTimers();
  }
});

it('keeps what a slow reader has yet to take as it was', async () => {
  const { stream, chunks, take: takeAll } = createSlow();
  const take = linesTo(stream);
  const lines = Array.from({ length: 5_000 }, (_, index) => `${String(index)} ${'模x'.repeat(index % 40)}`);
  // Longer than all that is gathered.
  lines.splice(2_500, 0, `long ${'é'.repeat(200_000)}`);
  for (const line of lines) expect(take(line)).toBe(true);
  // The rest is written after a moment.
  for (let count = 0; count < 20 && Buffer.concat(chunks).toString().split('\n').length <= lines.length; count += 1) {
    await pause(10);
    await takeAll();
  }
  expect(Buffer.concat(chunks).toString()).toBe(lines.map((line) => `${line}\n`).join(''));
});
