/** Several listeners where one is asked for; those that are not there are nobody. */
import type { OnOperation } from '../server/operation-record.ts';
import type { WatchAttempt } from '../tione/attempt.ts';

/** All are told of the beginning and of the end, in their order. */
export function combineWatch(...watchers: readonly (WatchAttempt | undefined)[]): WatchAttempt {
  const all = watchers.filter((watch) => watch !== undefined);
  return (begun) => {
    const ends = all.map((watch) => watch(begun));
    return (ended) => {
      for (const end of ends) end(ended);
    };
  };
}

/** All are told, in their order. */
export function combineOnOperation(...listeners: readonly (OnOperation | undefined)[]): OnOperation {
  const all = listeners.filter((listen) => listen !== undefined);
  return (record) => {
    for (const listen of all) listen(record);
  };
}
