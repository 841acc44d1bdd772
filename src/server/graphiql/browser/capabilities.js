/** Which actions answer where, as far as calls have shown. */
import { h } from './element.js';

const states = { ANSWERS: 'answers', NOT_OFFERED: 'not offered', UNKNOWN: 'not tried yet' };

/** @param {readonly import('./types.d.ts').Capability[]} capabilities */
export function capabilityTable(capabilities) {
  return h(
    'section',
    { className: 'tione-section', 'aria-labelledby': 'tione-capabilities' },
    h('h3', { id: 'tione-capabilities' }, 'Capabilities'),
    h(
      'table',
      { 'aria-labelledby': 'tione-capabilities' },
      h(
        'thead',
        null,
        h('tr', null, ...['Action', 'Region', 'State'].map((name) => h('th', { key: name, scope: 'col' }, name))),
      ),
      h(
        'tbody',
        null,
        ...capabilities.map(({ action, region, state, since, published }) =>
          h(
            'tr',
            { key: `${action} ${region}` },
            h('td', null, action),
            h('td', null, region),
            h(
              'td',
              null,
              h('span', { className: `tione-badge tione-${state.toLowerCase()}` }, states[state]),
              !published && ' undocumented',
              since !== null && h('time', { dateTime: since }, ` since ${new Date(since).toLocaleTimeString()}`),
            ),
          ),
        ),
      ),
    ),
  );
}
