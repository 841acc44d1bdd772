/** A Redis of the bench's own, which can be killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pause } from './client.ts';
import { guard } from './processes.ts';

export interface Redis extends AsyncDisposable {
  readonly url: string;
  /** Starts it again, empty. */
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** How many others are connected to it. */
  readonly clients: () => Promise<number>;
}

/** Milliseconds between two attempts to reach it, and how many there are. */
const tryMs = 50;
const tries = 100;

/** Undefined when there is no `redis-server` on this machine. */
export async function startRedis(): Promise<Redis | undefined> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (child?.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const redis: Redis = {
    url: `redis://127.0.0.1:${String(port)}`,
    start: async () => {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      child = spawn('redis-server', args, { stdio: 'ignore' });
      await once(child, 'spawn');
      for (let left = tries; left > 0; left -= 1) {
        if ((await info(port).catch(() => undefined)) !== undefined) return;
        await pause(tryMs);
      }
      throw new Error('redis-server does not answer');
    },
    kill,
    // The one that asks is connected too.
    clients: async () => Number(/connected_clients:(\d+)/.exec(await info(port))?.[1]) - 1,
    [Symbol.asyncDispose]: kill,
  };
  try {
    await redis.start();
    return guard(redis);
  } catch (error) {
    await kill();
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function info(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write('INFO clients\r\n');
    return String((await once(socket, 'data'))[0]);
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
