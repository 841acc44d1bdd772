/** `tione-graphql doctor` in this process, on an upstream that is the emulator behind a socket. */
import { doctor } from '../../src/cli/doctor/index.ts';
import type { Report } from '../../src/cli/doctor/report.ts';
import { createEmulator, emulatorCredentials, type Emulator } from '../../src/emulator/emulator.ts';
import { listen, toNodeListener } from '../../src/http.ts';
import { watch } from './leaks.ts';

type Variables = Readonly<Record<string, string>>;

export interface Consultation {
  readonly healthy: boolean;
  /** One for each check; then an empty one and the summary. */
  readonly lines: readonly string[];
}

export interface Doctor extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly endpoint: string;
  /** With the key pair of the emulator, unless there are other variables for it. */
  readonly consult: (env?: Variables) => Promise<Consultation>;
  /** The same with `--json`. */
  readonly report: (env?: Variables) => Promise<Report>;
}

export async function startDoctor(): Promise<Doctor> {
  const emulator = createEmulator();
  const place = { host: '127.0.0.1', port: 0 };
  const upstream = await listen(toNodeListener(emulator.fetch, { maxBodyBytes: 1_000_000 }), place);
  const look = watch('by doctor');
  const run = async (env: Variables, json: boolean) => {
    let output = '';
    const print = (lines: string): void => {
      look(lines);
      output += `${lines}\n`;
    };
    const { secretId, secretKey } = emulatorCredentials;
    const own = { TIONE_ENDPOINT: upstream.url, TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
    return { healthy: await doctor({ ...own, ...env }, { print, json }), output };
  };
  return {
    emulator,
    endpoint: upstream.url,
    consult: async (env = {}) => {
      const { healthy, output } = await run(env, false);
      return { healthy, lines: output.trimEnd().split('\n') };
    },
    report: async (env = {}) => JSON.parse((await run(env, true)).output) as Report,
    [Symbol.asyncDispose]: async () => {
      await upstream.close(0);
    },
  };
}

/** The lines that are not `ok`, without the summary. */
export function faults({ lines }: Consultation): readonly string[] {
  return lines.slice(0, -2).filter((line) => !line.startsWith('ok '));
}
