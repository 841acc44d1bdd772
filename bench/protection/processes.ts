/** The processes that a scenario runs: an emulator, servers in front of it, and nothing that outlives the bench. */
import { emulatorCredentials } from '../../src/emulator/credentials.ts';
import { startCli, urlIn, type Child } from '../../test/helpers/process.ts';

export interface Running extends AsyncDisposable {
  /** Where it listens. */
  readonly url: URL;
  readonly pid: number;
  /** Whether it is still there. */
  readonly isAlive: () => boolean;
}

export const generated = { models: 1_000, versions: 3 } as const;
/** Milliseconds for which the emulator holds back every answer. */
const latencyMs = 30;

const children = new Set<AsyncDisposable>();

/** Notes a process that must not outlive the bench, whatever ends it. */
export function guard<T extends AsyncDisposable>(child: T): T {
  children.add(child);
  return child;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void Promise.all([...children].map((child) => child[Symbol.asyncDispose]())).finally(() => process.exit(1));
  });

/** Port 0 takes a free one. */
export async function startEmulator(port = 0): Promise<Running> {
  const { models, versions } = generated;
  const sizes = ['--models', String(models), '--versions', String(versions), '--latency-ms', String(latencyMs)];
  return listening(startCli(['emulate', '--port', String(port), ...sizes]));
}

/** A server in front of an emulator, with these variables besides what it needs for that. */
export async function startServer(upstream: URL, env: Readonly<Record<string, string>>): Promise<Running> {
  return listening(
    startCli(['serve', '--port', '0'], {
      TIONE_ENDPOINT: upstream.origin,
      TENCENTCLOUD_SECRET_ID: emulatorCredentials.secretId,
      TENCENTCLOUD_SECRET_KEY: emulatorCredentials.secretKey,
      ...env,
    }),
  );
}

async function listening(child: Child): Promise<Running> {
  guard(child);
  let isAlive = true;
  const end = (): void => {
    isAlive = false;
    children.delete(child);
  };
  child.ended.then(end, end);
  try {
    const url = new URL(urlIn(await child.line(/listening on/)));
    return { url, pid: child.pid, isAlive: () => isAlive, [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() };
  } catch (error) {
    await child[Symbol.asyncDispose]();
    throw error;
  }
}
