/** Sets of faults as data, for the admin path of the emulator. */
import type { FaultsJson } from './upstream.ts';

export interface FaultSet {
  readonly title: string;
  readonly faults: FaultsJson;
}

/** What may befall a call: title, name of the fault, value. */
const kinds: readonly (readonly [title: string, name: string, value: unknown])[] = [
  ['internal error', 'errorCode', 'InternalError'],
  ['dropped', 'dropConnection', true],
  ['reset before body', 'resetConnection', 'before-body'],
  ['reset after body', 'resetConnection', 'after-body'],
  ['truncated', 'truncate', true],
  ['HTML with 200', 'notJson', 200],
  ['HTML with 502', 'notJson', 502],
  ['body takes 1 s', 'slowBodyMs', 1_000],
  ['latency with a tail', 'latencyMs', { median: 100, p99: 3_000 }],
  ['stalled', 'stall', true],
  ['clock 400 s ahead', 'clockSkewSeconds', 400],
  ['throttled', 'throttle', true],
];

const scoped = (value: unknown, percent: number): unknown => (percent === 100 ? value : { value, percent });

/** Groups of sets that one server meets one after the other, the gentler first. */
export const faultSets: readonly (readonly FaultSet[])[] = [
  ...kinds.map(([kind, name, value]) =>
    [5, 100].map((percent) => ({
      title: `${String(percent)} % ${kind}`,
      faults: { [name]: scoped(value, percent) },
    })),
  ),
  // Counted together with ours, so that it hits all calls or none.
  [{ title: 'others use 15 of 20/s', faults: { otherRequestsPerSecond: 15 } }],
  [mixed(5), mixed(20)],
];

/** All kinds at once, each for this part of the calls. */
function mixed(percent: number): FaultSet {
  const names = [...new Set(kinds.map(([, name]) => name))].filter((name) => name !== 'clockSkewSeconds');
  const rulesOf = (name: string): unknown =>
    kinds.filter(([, other]) => other === name).map(([, , value]) => scoped(value, percent));
  return {
    title: `${String(percent)} % of each`,
    faults: Object.fromEntries(names.map((name) => [name, rulesOf(name)])),
  };
}
