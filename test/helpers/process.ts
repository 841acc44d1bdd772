/** The command line as a child process, in an environment of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { watch } from './leaks.ts';

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Child extends AsyncDisposable {
  /** NaN when it could not be started. */
  readonly pid: number;
  /** The first line of standard output, past or to come, that matches. Rejects when the process ends without one. */
  line(pattern: RegExp): Promise<string>;
  /** Resolves when the process is gone and all its output is read. */
  readonly ended: Promise<Ended>;
  kill(signal: 'SIGINT' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void;
}

const root = join(import.meta.dirname, '..', '..');

/** Runs the sources, so that no test depends on what was built when. Only what is given here is in its environment. */
export function startCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  return start(['--import', 'tsx', 'src/cli.ts', ...args], env);
}

/** Runs a program of plain JavaScript as it is. What is before its path in `args` is for Node. */
export function startProgram(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  return start(args, env);
}

export function runCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return startCli(args, env).ended;
}

/** Runs a module from its text, in the root of the project, with nothing but a path and a home directory in its environment. */
export function runModule(text: string): Promise<Ended> {
  return start(['--import', 'tsx', '--input-type=module', '--eval', text], {}).ended;
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): Child {
  // An empty home directory: the profile of whoever runs the tests is not theirs to read.
  const home = mkdtempSync(join(tmpdir(), 'tione-graphql-home-'));
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let over = false;
  const tell = (): void => {
    for (const look of waiting) look();
  };
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    tell();
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    // The help names the key that opens nothing but emulators.
    const look = args.includes('--help') ? () => undefined : watch(`on ${name} of ${args.join(' ')}`);
    child[name].setEncoding('utf8').on('data', (text: string) => {
      look(text);
      output[name] += text;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      over = true;
      rmSync(home, { recursive: true, force: true });
      tell();
      resolve({ code, ...output });
    });
  });
  return {
    pid: child.pid ?? NaN,
    ended,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find((line) => pattern.test(line));
          if (found === undefined && !over) return;
          waiting.delete(look);
          if (found === undefined)
            reject(new Error(`no line matches ${String(pattern)}:\n${output.stdout}${output.stderr}`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
    kill: (signal) => {
      child.kill(signal);
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The address in a line such as `… listening on http://127.0.0.1:4000/graphql (…)`. */
export function urlIn(line: string): string {
  const url = /https?:\/\/[^\s)]+/.exec(line)?.[0];
  if (url === undefined) throw new Error(`no address in: ${line}`);
  return url;
}
