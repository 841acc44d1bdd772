/** Runs operations in both ways, and compares all that can be seen of them. */
import { execute, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { expect } from 'vitest';
import { compile, type CompileOptions } from '../../src/execution/compile.ts';
import type { Fragments } from '../../src/execution/fragments.ts';
import type { Generated } from './documents.ts';

/** What is run, and where. */
export interface Subject<Context, Seen> {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly generated: Generated;
  /** Of each run its own. */
  readonly context: () => Context;
  /** What can be seen of a run beside its answer: batches, calls, effects, resolvers that were started. */
  readonly seen: (context: Context) => Seen;
}

export interface Outcome<Seen> {
  /** The JSON text of `data`; undefined where there are errors. */
  readonly text: string | undefined;
  readonly seen: Seen;
}

/** Undefined for a document that is not valid. */
export function parsed(schema: GraphQLSchema, { query }: Generated): DocumentNode | undefined {
  try {
    const document = parse(query);
    return validate(schema, document).length === 0 ? document : undefined;
  } catch {
    // Some of what is generated as a value has keys that cannot be written down.
    return undefined;
  }
}

/** As it is, and with what else `execute` says. */
export async function byGraphqlJs<Context, Seen>(
  { schema, document, generated, context, seen }: Subject<Context, Seen>,
  contextValue: Context = context(),
): Promise<Outcome<Seen> & { readonly result: string }> {
  const { variables: variableValues, operationName = null } = generated;
  const result = await execute({ schema, document, variableValues, operationName, contextValue });
  return {
    text: result.errors === undefined ? JSON.stringify(result.data) : undefined,
    seen: seen(contextValue),
    result: JSON.stringify(result),
  };
}

export type Runner<Context, Seen> = () => Promise<
  Outcome<Seen> & { readonly isSync: boolean; readonly context: Context }
>;

/** Compiles once. */
export function compiledRunner<Context, Seen>(
  { schema, document, generated, context, seen }: Subject<Context, Seen>,
  options: CompileOptions<Context> = {},
): Runner<Context, Seen> {
  const compiled = compile(schema, document, generated.operationName, options);
  if (compiled === undefined) throw new Error(`is not compiled: ${generated.query}`);
  return async () => {
    const contextValue = context();
    const answer = compiled.run({ variableValues: generated.variables, contextValue });
    return { text: await answer, seen: seen(contextValue), isSync: typeof answer === 'string', context: contextValue };
  };
}

/** Says which operation it was. */
export function expectSame(got: unknown, expected: unknown, { query, variables }: Generated): void {
  expect(got, `${query}\n${JSON.stringify(variables)}`).toEqual(expected);
}

/** `@skip` and `@include` are looked at before anybody comes to where they stand: then one that is null may fail nobody. */
export function isSwitchNull({ variables }: Generated): boolean {
  return Object.entries(variables).some(([name, value]) => name.startsWith('s') && value === null);
}

/** Tells how often a text was found. */
export function counted({ shelf, state }: Fragments): Fragments & { readonly found: () => number } {
  let count = 0;
  return {
    state,
    found: () => count,
    shelf: () => {
      const { find, keep } = shelf();
      return {
        keep,
        find: (row) => {
          const text = find(row);
          if (text !== undefined) count += 1;
          return text;
        },
      };
    },
  };
}
