/** The panel "TI-ONE calls": what the last operation asked of TI-ONE, how long that took, and what is left of the rate. */
import { budgetMeters } from './budget.js';
import { capabilityTable } from './capabilities.js';
import { counted, h, milliseconds } from './element.js';
import { explanation } from './explanation.js';
import { waterfall } from './waterfall.js';

/** @typedef {import('./types.d.ts').Inspection} Inspection */

/** GraphiQL's own: what it runs, with which variables and headers, is decided behind it. */
const runButton = 'button.graphiql-execute-button';

/**
 * @param {import('./types.d.ts').PanelStore} store
 * @returns {import('./types.d.ts').GraphiqlPlugin}
 */
export function createPanel(store) {
  const explain = () => {
    store.set({ isArmed: true });
    // Sends at once, unless a document has several operations: then one has to be chosen.
    document.querySelector(runButton)?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  };
  const disarm = () => {
    store.set({ isArmed: false });
  };

  const Panel = () => {
    const { isRunning, isArmed, last } = globalThis.React.useSyncExternalStore(store.subscribe, store.get);
    return h(
      'section',
      { className: 'tione-panel', 'aria-labelledby': 'tione-title' },
      h('h2', { id: 'tione-title' }, 'TI-ONE calls'),
      h(
        'div',
        { className: 'tione-bar' },
        h('button', { type: 'button', disabled: isRunning, onClick: explain }, 'Explain'),
        isArmed && h('button', { type: 'button', onClick: disarm }, 'Cancel'),
        h('p', { role: 'status' }, isArmed ? 'What you run next will be explained instead.' : summary(isRunning, last)),
      ),
      last === undefined ? introduction() : content(last),
    );
  };
  return { title: 'TI-ONE calls', icon: Icon, content: () => h(Panel, null) };
}

function introduction() {
  return h(
    'div',
    { className: 'tione-hint' },
    h(
      'p',
      null,
      'Run an operation: the calls that TI-ONE gets for it are drawn here, with their waits and their times.',
    ),
    h('p', null, 'Explain tells how many calls it would take, and calls nothing.'),
  );
}

/**
 * @param {boolean} isRunning
 * @param {import('./types.d.ts').LastRun | undefined} last
 */
function summary(isRunning, last) {
  if (isRunning) return 'Running…';
  if (last === undefined) return '';
  const { calls, durationMs = 0, explain } = last.inspection ?? {};
  const of = last.name === undefined ? '' : `${last.name}: `;
  if (explain !== undefined) return `${of}explained, not run`;
  if (calls === undefined) return `${of}no calls are known`;
  const sent = calls.filter(({ servedFrom }) => servedFrom === 'UPSTREAM').length;
  const kept = calls.filter(({ servedFrom }) => ['CACHE', 'STALE', 'SHARED_CACHE'].includes(servedFrom)).length;
  const shared = calls.length - sent - kept;
  const parts = [counted(sent, 'upstream call'), `${String(kept)} from cache`];
  if (shared > 0) parts.push(`${String(shared)} shared`);
  return `${of}${parts.join(' · ')} · ${milliseconds(durationMs)}`;
}

/** @param {import('./types.d.ts').LastRun} last */
function content({ inspection, error }) {
  if (inspection?.refused !== undefined) return h('p', { className: 'tione-hint' }, inspection.refused);
  const { calls, durationMs = 0, omitted = 0, budget = [], capabilities = [], explain } = inspection ?? {};
  if (explain !== undefined) return explanation(explain);
  if (calls === undefined)
    return h(
      'p',
      { className: 'tione-hint' },
      `The answer says nothing of calls${error === undefined ? '.' : `: ${error}`}`,
    );
  return [
    calls.length === 0
      ? h('p', { className: 'tione-hint' }, 'TI-ONE was not needed for this operation.')
      : waterfall(calls, durationMs),
    omitted > 0 && h('p', { className: 'tione-hint' }, `${counted(omitted, 'more call')} not listed.`),
    budget.length > 0 && budgetMeters(budget),
    capabilities.length > 0 && capabilityTable(capabilities),
    h('p', { className: 'tione-hint' }, 'This is extensions.tione of the answer, left out of the result.'),
  ];
}

function Icon() {
  return h(
    'svg',
    {
      viewBox: '0 0 24 24',
      fill: 'none',
      stroke: 'currentColor',
      strokeWidth: 1.5,
      strokeLinecap: 'round',
      'aria-hidden': true,
    },
    h('path', { d: 'M3 5.5h8M6 12h10M13 18.5h8' }),
  );
}
