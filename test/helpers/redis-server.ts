/** A real Redis for one test file: on a free port of its own, with nothing kept on disk. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface RedisServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Runs `redis-cli` and returns what it prints. */
  readonly cli: (...args: string[]) => string;
  /** Ends it without a warning, as a crash does. */
  readonly stop: () => Promise<void>;
  /** Starts it again on the same port, empty. */
  readonly start: () => Promise<void>;
  /** Makes it accept connections and answer nothing, as an overloaded one does. */
  readonly freeze: () => void;
  readonly thaw: () => void;
}

/** In CI everything is installed, and a test that was skipped has shown nothing. */
export const redisMissing =
  spawnSync('redis-server', ['--version']).error !== undefined && process.env['CI'] !== 'true';

export async function startRedis(...args: readonly string[]): Promise<RedisServer> {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'tione-graphql-redis-'));
  const listening = args.includes('--tls-port') ? ['--port', '0'] : ['--port', String(port)];
  const fixed = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory, ...listening];
  const all = [...fixed, ...args.map((arg) => (arg === 'PORT' ? String(port) : arg))];
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const over = once(child, 'exit');
    child.kill('SIGKILL');
    await over;
  };
  const start = async (): Promise<void> => {
    child = await run(all);
  };
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${String(port)}`,
    cli: (...command) => spawnSync('redis-cli', ['-p', String(port), ...command], { encoding: 'utf8' }).stdout.trim(),
    stop,
    start,
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function run(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(`redis-server ended:\n${lines.join('\n')}`));
    });
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line);
      if (line.includes('Ready to accept connections')) resolve();
    });
  });
  return child;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
