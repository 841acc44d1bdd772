/**
 * What the panel shows, outside of React: GraphiQL asks for answers where no component is.
 *
 * @returns {import('./types.d.ts').PanelStore}
 */
export function createStore() {
  /** @type {import('./types.d.ts').PanelState} */
  let state = { isRunning: false, isArmed: false, last: undefined };
  /** @type {Set<() => void>} */
  const listeners = new Set();
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (change) => {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
  };
}
