/** What a body asks for, where it is beyond doubt: all else is looked at by whoever tells what is wrong with it. */
export interface PlainParams {
  readonly query: string | undefined;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  readonly documentId?: unknown;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** `given` is a body, read. `documentId` counts where documents may be named by their hash. Undefined where it is not that simple. */
export function paramsIn(given: unknown, extraNames: readonly string[]): PlainParams | undefined {
  if (!isObject(given)) return undefined;
  for (const name in given) if (!known.has(name) && given[name] != null && !extraNames.includes(name)) return undefined;
  const { query, operationName, variables, extensions } = given;
  const isPlain =
    (query === undefined || (typeof query === 'string' && query !== '')) &&
    (operationName == null || typeof operationName === 'string') &&
    (variables == null || isObject(variables)) &&
    (extensions == null || isObject(extensions));
  // Looked at just now.
  return isPlain ? (given as unknown as PlainParams) : undefined;
}

const known: ReadonlySet<string> = new Set(['query', 'operationName', 'variables', 'extensions']);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
