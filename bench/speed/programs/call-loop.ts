/** Calls for so long, so many at once; each must find the model. */
import type { CallJob, CallResult } from '../messages.ts';
import { work } from './tell.ts';

/** Resolves to how many versions the answer has. */
export type Call = () => Promise<number>;

export function callInLoops(call: Call, versions: number): void {
  work(async ({ seconds, concurrency }: CallJob): Promise<CallResult> => {
    let calls = 0;
    const startedAt = performance.now();
    const loop = async (): Promise<void> => {
      while (performance.now() < startedAt + seconds * 1_000) {
        if ((await call()) !== versions) throw new Error('the answer is another');
        calls += 1;
      }
    };
    await Promise.all(Array.from({ length: concurrency }, loop));
    return { calls, seconds: (performance.now() - startedAt) / 1_000 };
  });
}
