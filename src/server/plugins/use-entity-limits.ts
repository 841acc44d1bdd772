import { GraphQLError, type ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { checkEntities } from '../../schema/operation-limits.ts';

/** Applies the limits of an operation to what gateways ask for, before anything of it is resolved. */
export function useEntityLimits(): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      // Yoga leaves them untyped; they are those of graphql-js.
      const { schema, document, operationName, variableValues } = args as ExecutionArgs;
      try {
        checkEntities(schema, { document, operationName, variables: variableValues ?? {} });
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        // A variable that does not fit its type: the executor says so as ever.
        if (error.extensions['code'] === undefined) return;
        setResultAndStopExecution({ errors: [error] });
      }
    },
  };
}
