/** What GraphiQL has kept of the visits before, and finds of them at the next. */

const tabState = 'graphiql:tabState';
const visiblePanel = 'graphiql:visiblePlugin';

/**
 * Opens a panel at the first visit. GraphiQL has an option for it, which would open it at every visit.
 *
 * @param {string} title
 */
export function openAtFirst(title) {
  if (localStorage.getItem(tabState) === null) localStorage.setItem(visiblePanel, title);
}

/**
 * The tab that was open, as what GraphiQL begins with: otherwise it finds no tab for the empty editor, and adds an empty one at
 * every visit. An address with a query in it comes first.
 *
 * @returns {{ readonly query?: string, readonly variables?: string }}
 */
export function lastTab() {
  if (new URLSearchParams(location.search).has('query')) return {};
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem(tabState) ?? '');
    const { query, variables } = tabs[activeTabIndex];
    return { query: query ?? '', variables: variables ?? '' };
  } catch {
    // GraphiQL does not take it either, and begins with the examples.
    return {};
  }
}
