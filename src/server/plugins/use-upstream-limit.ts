import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { mostUpstreamCalls, upstreamCalls } from '../upstream-calls.ts';

/** Refuses operations that would take more calls of TI-ONE, before any is made. One list that is filtered here is always allowed. */
export function useUpstreamLimit(scanLimit: number): Plugin {
  const bound = mostUpstreamCalls(scanLimit);
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { count, excess } = upstreamCalls(args, bound, scanLimit);
      if (excess === undefined) return;
      const message =
        `The operation takes up to ${String(count)} calls of TI-ONE; at most ${String(bound)} are allowed. ` +
        'Ask for fewer versions by id, or for fewer lists with conditions that TI-ONE cannot evaluate alone.';
      const extensions = { code: 'BAD_USER_INPUT', http: { spec: true, status: 400 } };
      setResultAndStopExecution({ errors: [new GraphQLError(message, { nodes: excess, extensions })] });
    },
  };
}
