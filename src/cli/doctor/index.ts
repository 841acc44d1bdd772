/** `tione-graphql doctor`: checks all that `serve` relies on, step by step, and says what to do about what does not work. */
import type { Environment } from '../../config.ts';
import { checkFiles, readConfiguration } from './configuration.ts';
import { checkRedis } from './redis.ts';
import type { Check, Mode, Report, Tell } from './report.ts';
import { summary, toText } from './text.ts';
import { checkUpstream } from './upstream.ts';

export interface DoctorOptions {
  /** Takes a piece of the output that ends where a line does. */
  readonly print: (lines: string) => void;
  /** Prints one JSON object, a {@link Report}, and nothing else. @default false */
  readonly json?: boolean | undefined;
  /** Characters in a line of the terminal. @default one line for each check, however long */
  readonly columns?: number | undefined;
}

/** Resolves to whether all that is needed works. */
export async function doctor(env: Environment, { print, json = false, columns }: DoctorOptions): Promise<boolean> {
  const report = await examine(env, (check) => {
    if (!json) print(toText(check, columns));
  });
  print(json ? JSON.stringify(report) : `\n${summary(report)}`);
  return report.healthy;
}

async function examine(env: Environment, onCheck: Tell): Promise<Report> {
  const checks: Check[] = [];
  const mode = await checkAll(env, (check) => {
    checks.push(check);
    onCheck(check);
  });
  return { healthy: checks.every(({ verdict }) => verdict !== 'FAIL'), mode, checks };
}

/** What is wrong at one step does not hide what is wrong at the next, unless that one needs it. */
async function checkAll(env: Environment, tell: Tell): Promise<Mode | null> {
  const config = readConfiguration(env, tell);
  if (config === undefined) return null;
  await checkFiles(config, tell);
  if (config.mode === 'emulator') {
    const rest = config.redisUrls.length === 0 ? 'there is nothing more to check' : 'TI-ONE and Redis are not used';
    tell({
      verdict: 'note',
      subject: 'mode',
      finding: `serve would answer with demo data: TIONE_MODE=emulator, so ${rest}`,
    });
    return 'emulator';
  }
  const mode = await checkUpstream(config, env, tell);
  await checkRedis(config, tell);
  return mode;
}
