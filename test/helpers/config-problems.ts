/** What the configuration says is wrong with an environment. */
import { expect } from 'vitest';
import { ConfigurationError, loadConfig, type Environment } from '../../src/config.ts';

/** Nothing when nothing is; its message then lists the same. */
export function problemsOf(env: Environment): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    expect(error.message.split('\n').slice(1)).toEqual(error.problems.map((problem) => `  ${problem}`));
    return error.problems;
  }
}
