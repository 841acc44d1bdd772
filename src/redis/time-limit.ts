/** Waits for a promise no longer than that. */
export function withinLimit<T>(promise: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    // Two halves, and one more look at the sockets: when it was this process that stood still, an answer that has come
    // meanwhile is read before the time is up.
    const late = (): void => {
      reject(new Error(`no answer in ${String(limitMs)} ms`));
    };
    let timer = setTimeout(() => {
      timer = setTimeout(() => setImmediate(late), limitMs / 2);
    }, limitMs / 2);
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
