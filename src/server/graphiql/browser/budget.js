/** What is left of the rate that TI-ONE allows, action by action. */
import { h, milliseconds } from './element.js';

/** @param {readonly import('./types.d.ts').Budget[]} budget */
export function budgetMeters(budget) {
  return h(
    'section',
    { className: 'tione-section', 'aria-labelledby': 'tione-budget' },
    h('h3', { id: 'tione-budget' }, 'Budget per second'),
    h('ul', null, ...budget.map((entry) => meter(entry))),
  );
}

/** @param {import('./types.d.ts').Budget} entry */
function meter({ action, limit, remaining, queued, waitMs }) {
  const isLimited = limit !== null && remaining !== null;
  const words = [isLimited ? `${String(remaining)} of ${String(limit)} left` : 'no limit'];
  if (queued > 0) words.push(`${String(queued)} waiting`);
  if (waitMs > 0) words.push(`${milliseconds(waitMs)} to wait`);
  const text = words.join(', ');
  return h(
    'li',
    { key: action },
    h('span', { className: 'tione-action' }, action),
    h('span', { className: 'tione-ms' }, text),
    isLimited && bar(action, limit, remaining, text),
  );
}

/**
 * @param {string} action
 * @param {number} limit
 * @param {number} remaining
 * @param {string} text
 */
function bar(action, limit, remaining, text) {
  const share = limit === 0 ? 0 : Math.min(1, Math.max(0, remaining / limit));
  return h(
    'span',
    {
      className: 'tione-track',
      role: 'meter',
      'aria-label': `Calls of ${action} left`,
      'aria-valuemin': 0,
      'aria-valuemax': limit,
      'aria-valuenow': remaining,
      'aria-valuetext': text,
    },
    h('span', { className: 'tione-part tione-left', style: { left: 0, width: `${String(share * 100)}%` } }),
  );
}
