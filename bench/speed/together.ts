/** Things that end together. */
export interface Together extends AsyncDisposable {
  /** Takes the result of a start; what has been taken ends with this, whatever happens in between. */
  readonly use: <T extends AsyncDisposable>(starting: Promise<T>) => Promise<T>;
}

/** Node 20 has no `AsyncDisposableStack`. */
export function createTogether(): Together {
  const taken: AsyncDisposable[] = [];
  return {
    use: async (starting) => {
      const started = await starting;
      taken.push(started);
      return started;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(taken.map((each) => each[Symbol.asyncDispose]()));
    },
  };
}
