/** What is at hand now, or comes later: waiting for what is at hand costs more than all else that is done with it. */
export type Now<T> = T | Promise<T>;

/** Goes on with a value as soon as it is there. What goes wrong in `use` is thrown, or rejected, accordingly. */
export function andThen<T, R>(value: Now<T>, use: (value: T) => Now<R>): Now<R> {
  return value instanceof Promise ? value.then(use) : use(value);
}
