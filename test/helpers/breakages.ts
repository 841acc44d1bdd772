/** Ways in which the upstream, or something between, fails to answer at all. */
import type { Faults } from '../../src/emulator/faults.ts';
import type { Transport } from '../../src/tione/transport.ts';
import { createFailingSystem, places, type FailingSystem } from './failing-places.ts';
import type { SystemOptions } from './system.ts';

/** Answers one action in place of the emulator. */
const spoil =
  (spoilt: string, answer: () => ReturnType<Transport>) =>
  (transport: Transport): Transport =>
  (request) =>
    request.headers?.['x-tc-action'] === spoilt ? answer() : transport(request);

/** Answers in place of the emulator. */
export const answering = (text: string, status = 200): Required<Pick<Breakage, 'answer'>> => ({
  answer: () => Promise.resolve({ status, text }),
});

export interface Breakage {
  readonly what: string;
  readonly faults?: (actions: readonly string[]) => Faults;
  readonly answer?: () => ReturnType<Transport>;
}

export const breakages: readonly Breakage[] = [
  { what: 'a dropped connection', faults: (actions) => ({ dropConnection: { actions } }) },
  { what: 'a truncated answer', faults: (actions) => ({ truncate: { actions } }) },
  { what: 'a page instead of an answer', faults: (actions) => ({ notJson: { actions } }) },
  { what: 'a page with HTTP status 502', faults: (actions) => ({ notJson: { value: 502, actions } }) },
  { what: 'HTTP status 204', faults: (actions) => ({ notJson: { value: 204, actions } }) },
  { what: 'JSON with HTTP status 502', ...answering('{"message":"no upstream"}', 502) },
  ...['null', '[]', '{}', '"text"', '{"Response":null}', '{"Response":"text"}', '{"Response":[]}'].map((text) => ({
    what: `the answer ${text}`,
    ...answering(text),
  })),
  ...['"text"', '[null]', '["text"]', '[[]]', '[{}]', '[{"TrainingModelId":""}]', '[{"TrainingModelId":7}]'].map(
    (value) => ({
      what: `members that are ${value}`,
      ...answering(`{"Response":{${places.map(({ member }) => `"${member}":${value}`).join()}}}`),
    }),
  ),
];

/** A system in which one action is broken. */
export function breakWith({ faults, answer }: Breakage, action: string, options: SystemOptions = {}): FailingSystem {
  const system = createFailingSystem({
    ...options,
    ...(answer === undefined ? {} : { around: spoil(action, answer) }),
  });
  if (faults !== undefined) system.emulator.faults.set(faults([action]));
  return system;
}
