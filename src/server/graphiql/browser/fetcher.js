/** Sends what GraphiQL runs, asks for the inspection of it, and keeps that for the panel. */

/** @typedef {import('./types.d.ts').Answer} Answer */

const inspectionHeader = 'x-tione-inspect';
/** Of the page's own question for the schema, which is nobody's operation. */
const introspection = 'IntrospectionQuery';
/** What the panel draws of the extension `tione`. */
const drawn = ['durationMs', 'calls', 'omitted', 'budget', 'capabilities', 'refused'];

/**
 * @param {string} url
 * @param {import('./types.d.ts').PanelStore} store
 * @returns {import('./types.d.ts').Fetcher}
 */
export const createFetcher =
  (url, store) =>
  (operation, { headers: typed = {} } = {}) => {
    if (operation.operationName === introspection) return ask(url, operation, typed);
    const mode = store.get().isArmed ? 'explain' : 'calls';
    // Whoever asks for an inspection by hand gets the answer as it came.
    const isOwn = Object.keys(typed).some((name) => name.toLowerCase() === inspectionHeader);
    const headers = isOwn ? typed : { [inspectionHeader]: mode, ...typed };
    store.set({ isRunning: true, isArmed: false });
    const name = nameIn(operation);
    return {
      subscribe: ({ next, error, complete }) => {
        const stop = new AbortController();
        ask(url, { ...operation, operationName: name }, headers, stop.signal).then(
          (answer) => {
            const inspection = answer.extensions?.tione;
            store.set({ isRunning: false, last: { name, inspection, error: answer.errors?.[0]?.message } });
            next(isOwn || mode === 'explain' ? answer : withoutInspection(answer));
            complete();
          },
          (/** @type {unknown} */ failure) => {
            store.set({ isRunning: false });
            if (stop.signal.aborted) return;
            store.set({ last: { name, inspection: undefined, error: String(failure) } });
            error(failure);
          },
        );
        return {
          unsubscribe: () => {
            stop.abort();
          },
        };
      },
    };
  };

/**
 * For a moment after a tab is opened, GraphiQL still names the operation of the one before.
 *
 * @param {import('./types.d.ts').Operation} operation
 */
function nameIn({ query, operationName }) {
  return operationName != null && new RegExp(`\\b${operationName}\\b`).test(query) ? operationName : undefined;
}

/**
 * @param {string} url
 * @param {import('./types.d.ts').Operation} operation
 * @param {Readonly<Record<string, string>>} headers
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer>}
 */
async function ask(url, { query, variables, operationName }, headers, signal) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      ...headers,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query, variables, operationName }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  try {
    // What is no JSON is from a proxy before the server.
    return /** @type {Answer} */ (JSON.parse(text));
  } catch {
    throw new Error(`The server answered ${String(response.status)}: ${text.slice(0, 200)}`);
  }
}

/**
 * The answer without what the panel shows: calls with their commands are longer than most data. What belongs to the data,
 * such as that it is stale, stays.
 *
 * @param {Answer} answer
 * @returns {Answer}
 */
function withoutInspection(answer) {
  const { tione, ...others } = answer.extensions ?? {};
  if (tione === undefined) return answer;
  const kept = Object.fromEntries(Object.entries(tione).filter(([name]) => !drawn.includes(name)));
  const extensions = { ...others, ...(Object.keys(kept).length === 0 ? {} : { tione: kept }) };
  return { ...answer, extensions: Object.keys(extensions).length === 0 ? undefined : extensions };
}
