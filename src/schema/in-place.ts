/** One entry of a list: what fails while it is looked for fails alone, and what is at hand is not waited for. */
export function inPlace<T>(find: () => T | Promise<T>): T | Promise<T> {
  try {
    return find();
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error('not an error', { cause: error }));
  }
}
