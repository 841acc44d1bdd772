/**
 * Waits so many milliseconds for what a piece of work gives, and then rejects and aborts its signal, whether it listens or not.
 * The work may abort it too.
 */
export async function within<T>(ms: number, work: (end: AbortController) => Promise<T>): Promise<T> {
  const end = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const reason = new DOMException(`not done within ${String(ms)} ms`, 'TimeoutError');
      end.abort(reason);
      reject(reason);
    }, ms);
    // Nobody who stops a server waits for this.
    timer.unref();
  });
  try {
    return await Promise.race([work(end), over]);
  } finally {
    clearTimeout(timer);
  }
}
