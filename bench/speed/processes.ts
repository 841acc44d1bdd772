/** The processes that a case measures, and nothing that outlives the bench. */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { emulatorCredentials } from '../../src/emulator/credentials.ts';
import { urlIn } from '../../test/helpers/process.ts';
import { builtDirectory, productDirectory } from './places.ts';

export interface Running extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
}

export interface Program<Job, Result> extends Running {
  /** Has it do a job; one at a time. */
  readonly run: (job: Job) => Promise<Result>;
}

export type Environment = Readonly<Record<string, string>>;

const children = new Set<ChildProcess>();
let made: string | undefined;

/** Logs and data of this run. As an empty home directory it has no credentials of anybody. Gone with the bench. */
export function runDirectory(): string {
  made ??= makeRunDirectory();
  return made;
}

/** Only once something is started: other benches of this process end their own way. */
function makeRunDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tione-graphql-bench-'));
  process.once('exit', () => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return directory;
}

/** With nothing of ours in it but a path. */
export function environment(env: Environment): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: runDirectory(), NODE_ENV: 'production', ...env };
}

/** A program of the bench, once it listens or is ready for jobs. */
export async function startProgram<Job extends object, Result>(
  name: string,
  args: readonly string[] = [],
  env: Environment = {},
): Promise<Program<Job, Result>> {
  const child = fork(join(builtDirectory, `${name}.js`), args, {
    env: environment(env),
    execArgv: [],
    // What peers print, nobody reads.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const told = <Message>(): Promise<Message> =>
    new Promise((resolve, reject) => {
      const end = (code: number | null): void => {
        reject(new Error(`${name} has ended with ${String(code)}`));
      };
      child.once('exit', end).once('message', (message) => {
        child.off('exit', end);
        // Programs of the bench, and the types of what they say are shared with them.
        resolve(message as Message);
      });
    });
  const running = guard(child);
  const { port } = await told<{ readonly port: number }>();
  return {
    ...running,
    port,
    run: (job) => {
      const result = told<Result>();
      child.send(job);
      return result;
    },
  };
}

/** The command line as it is published. What it prints goes to a file, as it would with a service manager. */
export async function startCli(
  args: readonly string[],
  env: Environment = {},
  nodeOptions: readonly string[] = [],
): Promise<Running & { readonly child: ChildProcess }> {
  const logFile = join(runDirectory(), `${String(args[0])}-${String(children.size)}-${String(Date.now())}.log`);
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [...nodeOptions, join(productDirectory, 'cli.js'), ...args, '--port', '0'], {
    env: environment(env),
    stdio: ['ignore', log, log, nodeOptions.length === 0 ? 'ignore' : 'ipc'],
  });
  closeSync(log);
  const running = guard(child);
  for (;;) {
    const text = readFileSync(logFile, 'utf8');
    const line = /^.*listening on.*$/m.exec(text)?.[0];
    if (line !== undefined) return { ...running, child, port: Number(new URL(urlIn(line)).port) };
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} has ended:\n${text}`);
    await pause(20);
  }
}

export function startEmulator(...args: readonly (string | number)[]): ReturnType<typeof startCli> {
  return startCli(['emulate', ...args.map(String)]);
}

/** The product with its defaults, in front of an emulator. */
export function startProduct(
  upstream: Running,
  env: Environment = {},
  nodeOptions: readonly string[] = [],
): ReturnType<typeof startCli> {
  const { secretId, secretKey } = emulatorCredentials;
  const credentials = { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
  const endpoint = { TIONE_ENDPOINT: originOf(upstream) };
  return startCli(['serve'], { ...endpoint, ...credentials, ...env }, nodeOptions);
}

export function originOf({ port }: Pick<Running, 'port'>): string {
  return `http://127.0.0.1:${String(port)}`;
}

/** Has a process end with the bench at the latest. */
export function guard(child: ChildProcess): Omit<Running, 'port'> {
  children.add(child);
  const ended = once(child, 'exit').then(() => {
    children.delete(child);
  });
  return {
    pid: child.pid ?? NaN,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
