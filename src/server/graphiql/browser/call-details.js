/** One call in full: what was sent, what came back, and the same call for other tools. */
import { CopyButton } from './copy-button.js';
import { h, milliseconds } from './element.js';

/** @param {{ readonly call: import('./types.d.ts').Call }} props */
export function CallDetails({ call }) {
  const { region, requestId, code, upstreamCode, startMs, queuedMs, upstreamMs, params, tccli, sdk } = call;
  /** @type {readonly (readonly [string, string | null])[]} */
  const facts = [
    ['Region', region],
    ['Request id', requestId],
    ['Code', code === null ? null : `${code}${upstreamCode === null ? '' : ` (${upstreamCode})`}`],
    [startMs < 0 ? 'Began before' : 'Began after', milliseconds(Math.abs(startMs))],
    ['Waited', queuedMs === null ? null : milliseconds(queuedMs)],
    ['Upstream', upstreamMs === null ? null : milliseconds(upstreamMs)],
  ];
  return h(
    'div',
    { className: 'tione-details' },
    h(
      'dl',
      null,
      ...facts.flatMap(([name, value]) =>
        value === null ? [] : [h('div', { key: name }, h('dt', null, name), h('dd', null, value))],
      ),
    ),
    text('Parameters', JSON.stringify(params, null, 2)),
    h(
      'div',
      { className: 'tione-bar' },
      h(CopyButton, { label: 'Copy tccli', text: tccli }),
      h(CopyButton, { label: 'Copy SDK code', text: sdk }),
    ),
    h('details', null, h('summary', null, 'Show both'), text('tccli', tccli), text('SDK code', sdk)),
  );
}

/**
 * @param {string} label
 * @param {string} content
 */
function text(label, content) {
  // It scrolls, so the keyboard must get there.
  return h('pre', { tabIndex: 0, role: 'region', 'aria-label': label }, content);
}
