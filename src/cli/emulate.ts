/** `tione-graphql emulate`: only the emulator, for tests of other programs. */
import { createEmulator, emulatorCredentials, type EmulatorOptions } from '../emulator/emulator.ts';
import { listen, toNodeListener, type ListenOptions } from '../http.ts';
import { untilStopped } from './shutdown.ts';

/** Documented maximum of a POST body is 10 MB; a little more comes through, so that the emulator itself can refuse it. */
const maxBodyBytes = 11 * 1024 * 1024;

export async function emulate(place: ListenOptions, options: EmulatorOptions): Promise<void> {
  const emulator = createEmulator(options);
  const listening = await listen(toNodeListener(emulator.fetch, { maxBodyBytes }), place);
  const { secretId } = options.credentials ?? emulatorCredentials;
  console.log(`tione-graphql emulator listening on ${listening.url} (secret id ${secretId})`);
  await untilStopped(listening, { onSignal: emulator.close, announce: console.log, close: () => Promise.resolve() });
}
