/** The admin path of the emulator, from outside. */
import { request } from 'undici';
import type { CallReport } from '../../src/emulator/calls.ts';

export type FaultsJson = Readonly<Record<string, unknown>>;

export interface Upstream {
  /** All calls that arrived since the last reset. */
  readonly calls: () => Promise<CallReport>;
  readonly reset: () => Promise<void>;
  /** Puts faults in force in place of those there are. False when this emulator does not know them. */
  readonly faults: (faults: FaultsJson) => Promise<boolean>;
}

export function upstreamAt(url: URL): Upstream {
  const at = (path: string): URL => new URL(`/_emulator/${path}`, url);
  return {
    calls: async () => {
      const { body } = await request(at('calls'));
      // The emulator's own type, of this very tree.
      return (await body.json()) as CallReport;
    },
    reset: async () => {
      const { body } = await request(at('calls'), { method: 'DELETE' });
      await body.dump();
    },
    faults: async (faults) => {
      const headers = { 'content-type': 'application/json' };
      const { statusCode, body } = await request(at('faults'), {
        method: 'PUT',
        headers,
        body: JSON.stringify(faults),
      });
      await body.dump();
      return statusCode === 200;
    },
  };
}
