/** One run of an operation: the pieces of its answer, those that are waited for, and its end. */

/** Text of the answer, or what will be text. */
export type Piece = string | Later;

export interface Later {
  /** None before it is there. */
  pieces: readonly Piece[];
}

export interface Run {
  readonly context: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Arguments that depend on variables, by the number of their field. */
  readonly args: (Readonly<Record<string, unknown>> | undefined)[];
  /** Grows with each thing that was read and may be another the next time. */
  doubts: number;
  /** Promises that are still waited for. */
  waiting: number;
  /** Nothing more is started: the answer is complete, or is left to graphql-js. */
  isOver: boolean;
  /** Told when that is so. */
  onOver: () => void;
}

/** Thrown where graphql-js must decide. */
export const stop: Error = new Error('Left to graphql-js.');

/** Runs it. Undefined, now or later, when it was stopped, or when anything else went wrong. */
export function perform(
  write: (run: Run) => Piece,
  context: unknown,
  variables: Readonly<Record<string, unknown>>,
): string | undefined | Promise<string | undefined> {
  const run: Run = { context, variables, args: [], doubts: 0, waiting: 0, isOver: false, onOver: () => undefined };
  let piece: Piece;
  try {
    piece = write(run);
  } catch {
    // What a resolver threw it throws again for graphql-js, which knows what to make of it.
    run.isOver = true;
    return undefined;
  }
  if (typeof piece === 'string') return piece;
  const whole = piece;
  return new Promise<void>((resolve) => {
    run.onOver = resolve;
    if (run.isOver) resolve();
  })
    .then(() => (run.waiting === 0 ? textOf(whole) : undefined))
    .catch(() => undefined);
}

/**
 * A piece that is there when the promise is kept. What follows is begun in the very tick in which graphql-js begins it: loaders
 * make batches of what is asked for in one tick.
 */
export function later<T>(promise: PromiseLike<T>, run: Run, complete: (value: T) => Piece): Piece {
  // Of other promises nobody knows when, and how often, they call back.
  if (!(promise instanceof Promise)) throw stop;
  const place: Later = { pieces: [] };
  run.waiting += 1;
  promise.then(
    (value: T) => {
      if (run.isOver) {
        quiet(value);
        return;
      }
      try {
        place.pieces = [complete(value)];
        run.waiting -= 1;
      } catch {
        run.isOver = true;
      }
      if (run.waiting === 0) run.isOver = true;
      if (run.isOver) run.onOver();
    },
    () => {
      if (run.isOver) return;
      run.isOver = true;
      run.onOver();
    },
  );
  return place;
}

/** Has nobody told of promises in a list that are broken when nobody waits for them any more. */
export function quiet(value: unknown): void {
  if (value instanceof Promise) value.catch(() => undefined);
  else if (Array.isArray(value)) value.forEach(quiet);
}

/** As graphql-js tells them. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  // Whatever it is: there are no properties of null and undefined alone.
  return value != null && typeof (value as { readonly then?: unknown }).then === 'function';
}

function textOf(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  let text = '';
  for (const part of piece.pieces) text += textOf(part);
  return text;
}
