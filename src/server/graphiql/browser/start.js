/** Starts GraphiQL with the panel beside its own. */
import { h } from './element.js';
import { createFetcher } from './fetcher.js';
import { createPanel } from './panel.js';
import { createStore } from './store.js';
import { lastTab, openAtFirst } from './visits.js';

const root = document.getElementById('root');
const written = document.getElementById('settings')?.textContent;
if (root === null || written == null) throw new Error('This is not the page of this script.');
const { title, tabs, headers, keepsExplorer, workers } = /** @type {import('./types.d.ts').Settings} */ (
  JSON.parse(written)
);

globalThis.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (/** @type {string} */ _module, /** @type {string} */ label) => workers[label],
};

const store = createStore();
const panel = createPanel(store);
globalThis.graphiqlPlugins = [panel];
openAtFirst(panel.title);
globalThis.YogaGraphiQL.renderYogaGraphiQL(root, {
  // A text would be taken for markup.
  title: h('span', null, title),
  logo: h('img', { src: document.querySelector('link[rel=icon]')?.getAttribute('href'), alt: '', width: 24 }),
  defaultTabs: tabs,
  headers,
  // A key typed into the header editor must not stay behind in the browser.
  shouldPersistHeaders: false,
  showPersistHeadersSettings: false,
  fetcher: createFetcher(location.pathname, store),
  ...(keepsExplorer ? {} : { plugins: [panel] }),
  ...lastTab(),
});
