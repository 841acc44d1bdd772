/**
 * Runs queries without looking at their documents each time, and writes the text of the answer as it goes. It does what graphql-js
 * does where all is well; whatever it is not sure of it leaves to graphql-js, which runs the operation again from the start.
 */
import { validateSchema, type DocumentNode, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Fragments } from './fragments.ts';
import { operationOf } from './operation.ts';
import { planOf } from './plan.ts';
import { perform, type Piece, type Run } from './run.ts';
import { variablesOf, type Variables } from './variables.ts';
import { objectPlanWriter, type Keeping, type Stability } from './write-object.ts';

export interface CompileOptions<Context> {
  /** Where texts of rows are kept; one for all operations. @default nothing is kept */
  readonly fragments?: Fragments | undefined;
  /** @default no object is stable */
  readonly isStable?: ((type: GraphQLObjectType) => Stability) | undefined;
  /**
   * A count of what resolvers with `extensions.pure` have done in a run beside answering. What made it grow is not kept, so that it
   * is done again. @default they do nothing else
   */
  readonly effects?: ((context: Context) => number) | undefined;
}

export interface Request<Context> {
  /** As they were sent. */
  readonly variableValues: Readonly<Record<string, unknown>>;
  readonly contextValue: Context;
}

export interface Compiled<Context> {
  /**
   * Runs the operation, at once where no resolver answers a promise. Answers the JSON text of `data`, or undefined where graphql-js
   * must run it and decide: wherever there would be an error.
   */
  readonly run: (request: Request<Context>) => string | undefined | Promise<string | undefined>;
}

/** Combinations of what `@skip` and `@include` say for which an operation is kept compiled. */
const maxVariants = 8;

/**
 * Compiles a document that was validated. Undefined where graphql-js must run it each time: it is no query, or no single one; it
 * has introspection, other directives than `@skip` and `@include`, or too many fields.
 */
export function compile<Context>(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  options: CompileOptions<Context> = {},
): Compiled<Context> | undefined {
  const operation = operationOf(document, operationName);
  const root = schema.getQueryType();
  if (operation === undefined || root == null || validateSchema(schema).length > 0) return undefined;
  const { definition, fragments, switches } = operation;
  const keeping = keepingOf(options);
  const parts = { schema, operation };

  const writerOf = (variables: Variables): Writer | undefined => {
    try {
      const plan = planOf(root, definition.selectionSet, { schema, fragments, variables });
      const write = objectPlanWriter(plan, parts, keeping);
      return (run) => write(undefined, run, undefined);
    } catch {
      return undefined;
    }
  };
  const variants = new Map<string, Writer | undefined>();
  const variantOf = (variables: Variables): Writer | undefined => {
    const name = switches.map((variable) => String(variables[variable])).join();
    if (!variants.has(name)) {
      if (variants.size >= maxVariants) return undefined;
      variants.set(name, writerOf(variables));
    }
    return variants.get(name);
  };
  const only = switches.length === 0 ? variantOf({}) : undefined;
  if (switches.length === 0 && only === undefined) return undefined;
  const coerce = variablesOf(schema, definition.variableDefinitions);

  return {
    run: ({ variableValues, contextValue }) => {
      const variables = coerce(variableValues);
      const write = variables && (only ?? variantOf(variables));
      return write && perform(write, contextValue, variables);
    },
  };
}

type Writer = (run: Run) => Piece;

function keepingOf<Context>({ fragments, isStable, effects }: CompileOptions<Context>): Keeping | undefined {
  if (fragments === undefined || isStable === undefined) return undefined;
  // The context is what the caller of `run` gave.
  return { fragments, isStable, effects: ({ context }) => effects?.(context as Context) ?? 0 };
}
