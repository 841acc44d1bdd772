/** A system that reads several regions, and where its calls went. */
import type { EmulatorOptions } from '../../src/emulator/emulator.ts';
import type { ModelInput } from '../../src/emulator/complete-model.ts';
import type { Transport } from '../../src/tione/transport.ts';
import { createSystem, type System } from './system.ts';

/** The default region first. */
export const regions = ['ap-guangzhou', 'ap-shanghai', 'ap-beijing'] as const;
export const [first, second, third] = regions;
export type Region = (typeof regions)[number];

export interface RegionalSystem extends System {
  /** Action and region of each upstream call since the last time this was asked, in order. */
  readonly where: () => readonly string[];
  /** Puts a model into a region, and takes it out of the one it was in. */
  readonly put: (region: Region, model: ModelInput & { readonly TrainingModelId: string }) => void;
}

export function createRegionalSystem(
  emulator: EmulatorOptions = {},
  around?: (transport: Transport) => Transport,
): RegionalSystem {
  const system = createSystem({
    emulator: { models: 0, ...emulator },
    server: { regions },
    ...(around === undefined ? {} : { around }),
  });
  const { calls, store } = system.emulator;
  return {
    ...system,
    where: () => {
      const { recent } = calls.snapshot();
      calls.reset();
      return recent.map(({ action, region }) => called(action, region ?? ''));
    },
    put: (region, model) => {
      store.remove(model.TrainingModelId);
      store.insert({ ...model, Region: region });
    },
  };
}

/** How {@link RegionalSystem.where} puts a call. */
export function called(action: string, region: string): string {
  return `${action} in ${region}`;
}
