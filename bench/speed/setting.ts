/** How thoroughly it is measured. */
import type { CaseResult } from './findings.ts';

export interface Setting {
  readonly isQuick: boolean;
  /** How often all contestants have their turn. */
  readonly rounds: number;
  /** Of a turn, in seconds. */
  readonly seconds: number;
  /** Of the first turn of each, which does not count: compilers and caches get warm. */
  readonly warmUpSeconds: number;
}

export const thorough: Setting = { isQuick: false, rounds: 7, seconds: 4, warmUpSeconds: 4 };
export const quick: Setting = { isQuick: true, rounds: 3, seconds: 1, warmUpSeconds: 1 };

export interface Case {
  readonly about: string;
  readonly run: (setting: Setting) => Promise<CaseResult>;
}

/** Tells whoever waits what is going on. */
export function tell(text: string): void {
  console.error(`… ${text}`);
}
