/** The calls of an operation along its time: one row each, which opens to the details. */
import { CallDetails } from './call-details.js';
import { h, milliseconds } from './element.js';

/** @typedef {import('./types.d.ts').Call} Call */
/** @typedef {{ readonly fromMs: number, readonly wholeMs: number }} Span The time that is drawn. */

const servedFrom = {
  UPSTREAM: 'upstream',
  IN_FLIGHT: 'shared call',
  CACHE: 'cache',
  STALE: 'stale',
  SHARED_CACHE: 'shared cache',
};

/**
 * @param {readonly Call[]} calls
 * @param {number} durationMs
 */
export function waterfall(calls, durationMs) {
  // A call may have begun before the operation that shares it, and end after one that gave it up.
  const fromMs = Math.min(0, ...calls.map(({ startMs }) => startMs));
  const toMs = Math.max(durationMs, ...calls.map((call) => call.startMs + spentMs(call)), 0.1);
  const span = { fromMs, wholeMs: toMs - fromMs };
  return h(
    'ol',
    { className: 'tione-calls', 'aria-label': `Calls, over ${milliseconds(span.wholeMs)}` },
    ...calls.map((call, index) => h(Row, { key: index, call, span })),
  );
}

/** @param {{ readonly call: Call, readonly span: Span }} props */
function Row({ call, span }) {
  const [isOpen, setOpen] = globalThis.React.useState(false);
  const { action, attempt, code } = call;
  return h(
    'li',
    null,
    h(
      'button',
      {
        type: 'button',
        className: 'tione-call',
        'aria-expanded': isOpen,
        onClick: () => {
          setOpen(!isOpen);
        },
      },
      h(
        'span',
        { className: 'tione-name' },
        h('span', { className: 'tione-action' }, action),
        h('span', { className: `tione-badge tione-${call.servedFrom.toLowerCase()}` }, servedFrom[call.servedFrom]),
        attempt !== null && attempt > 1 && h('span', { className: 'tione-badge' }, `attempt ${String(attempt)}`),
        code !== null && h('span', { className: 'tione-badge tione-failed' }, code),
      ),
      bar(call, span),
      h('span', { className: 'tione-ms' }, call.upstreamMs === null ? '' : milliseconds(spentMs(call))),
      h('span', { className: 'tione-unseen' }, inWords(call)),
    ),
    isOpen && h(CallDetails, { call }),
  );
}

/**
 * Where in the time of the operation the call waited and was under way.
 *
 * @param {Call} call
 * @param {Span} span
 */
function bar({ startMs, queuedMs, upstreamMs, servedFrom, code }, { fromMs, wholeMs }) {
  const percent = (/** @type {number} */ ms) => `${String((ms / wholeMs) * 100)}%`;
  const part = (/** @type {string} */ name, /** @type {number} */ afterMs, /** @type {number} */ forMs) =>
    h('span', { className: `tione-part ${name}`, style: { left: percent(afterMs), width: percent(forMs) } });
  const queued = queuedMs ?? 0;
  const kind = code === null ? `tione-${servedFrom.toLowerCase()}` : 'tione-failed';
  return h(
    'span',
    { className: 'tione-track', 'aria-hidden': true },
    part('tione-queued', startMs - fromMs, queued),
    part(kind, startMs - fromMs + queued, upstreamMs ?? 0),
  );
}

/** @param {Call} call */
function spentMs({ queuedMs, upstreamMs }) {
  return (queuedMs ?? 0) + (upstreamMs ?? 0);
}

/**
 * The bar, for those who do not see it.
 *
 * @param {Call} call
 */
function inWords({ startMs, queuedMs, upstreamMs }) {
  const parts = [startMs < 0 ? 'Began before the operation' : `Began after ${milliseconds(startMs)}`];
  if (queuedMs !== null) parts.push(`waited ${milliseconds(queuedMs)}`);
  parts.push(upstreamMs === null ? 'was not sent' : `took ${milliseconds(upstreamMs)} upstream`);
  return `${parts.join(', ')}.`;
}
