/** Loaders over one memory, as requests get them, and what they are told of their reads. */
import { Recorder } from '../../src/inspector/recorder.ts';
import { Loaders } from '../../src/loaders/index.ts';
import { createLocations } from '../../src/loaders/locations.ts';
import type { Rights } from '../../src/loaders/rights.ts';
import { createReads, type Reading, type Reads, type ReadsOptions } from '../../src/reads/index.ts';
import { createClockedSystem, type ClockedSystem } from './clocked-system.ts';
import type { SystemOptions } from './system.ts';

/** A reading that a request was given, and whether memory would still give it. */
export interface Noted {
  readonly reading: Reading<unknown>;
  readonly isStill: () => boolean;
}

export interface OneRequest {
  readonly loaders: Loaders;
  readonly recorder: Recorder;
  readonly noted: readonly Noted[];
  /** How often it asked for the signal, which arms its timer. */
  readonly signals: () => number;
}

export interface LoadersSystem {
  readonly system: ClockedSystem;
  readonly reads: Reads;
  readonly request: (isFresh?: boolean) => OneRequest;
}

export interface LoadersSystemOptions extends SystemOptions {
  readonly reads?: Partial<Omit<ReadsOptions, 'client'>>;
  readonly regions?: readonly [string, ...string[]];
  readonly rights?: Rights;
}

/** The clock must stand still already. Fresh for 5 s. */
export function createLoadersSystem(options: LoadersSystemOptions = {}): LoadersSystem {
  const { reads: limits, regions = ['ap-guangzhou'], rights, client, ...others } = options;
  const system = createClockedSystem({
    ...others,
    emulator: { rateLimit: 1_000_000, ...others.emulator },
    client: { requestsPerSecond: Infinity, ...client },
  });
  const reads = createReads({ client: system.client, ttlMs: 5_000, staleMs: 60_000, maxBytes: 1_000_000, ...limits });
  const locations = createLocations();
  return {
    system,
    reads,
    request: (isFresh = false) => {
      const noted: Noted[] = [];
      const recorder = new Recorder();
      let signals = 0;
      const loaders = new Loaders({
        reads,
        regions,
        locations,
        rights,
        isFresh,
        scanLimit: 1_000,
        deadline: {
          at: Infinity,
          signal: () => {
            signals += 1;
            return new AbortController().signal;
          },
        },
        freshness: { note: (reading, isStill) => void noted.push({ reading, isStill }) },
        recorder,
      });
      return { loaders, recorder, noted, signals: () => signals };
    },
  };
}
