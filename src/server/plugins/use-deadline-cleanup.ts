import type { Plugin } from 'graphql-yoga';
import type { Deadline } from '../deadline.ts';

/** Ends the timer of a request's deadline as soon as the operation is done. */
export function useDeadlineCleanup(): Plugin<{ readonly deadline: Deadline }> {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone() {
        args.contextValue.deadline.clear();
      },
    }),
  };
}
