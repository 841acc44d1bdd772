/** What an operation would ask of TI-ONE. */
import { counted, h, milliseconds } from './element.js';

/** @param {import('./types.d.ts').Explanation} explain */
export function explanation({ calls, totalCalls, atMostCalls, cacheHits, expectedWaitMs }) {
  const most = atMostCalls > totalCalls ? `, at most ${String(atMostCalls)}: data decides` : '';
  /** @type {readonly (readonly [string, string])[]} */
  const facts = [
    ['Upstream calls', `${String(totalCalls)}${most}`],
    ['Served from cache', counted(cacheHits, 'read')],
    ['Wait for the rate', milliseconds(expectedWaitMs)],
  ];
  return h(
    'section',
    { className: 'tione-section', 'aria-label': 'Explanation' },
    h('dl', null, ...facts.map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', null, value)))),
    calls.length > 0 &&
      h(
        'ul',
        { 'aria-label': 'Calls it would take' },
        ...calls.map(({ action, region, calls: count, reads }) =>
          h(
            'li',
            { key: `${action} ${region}` },
            h('span', { className: 'tione-action' }, action),
            h('span', { className: 'tione-ms' }, `${counted(count, 'call')} for ${counted(reads, 'read')}`),
            h('span', { className: 'tione-region' }, region),
          ),
        ),
      ),
  );
}
