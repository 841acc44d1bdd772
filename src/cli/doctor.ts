/** `tione-graphql doctor`: checks the way to TI-ONE step by step, with one real signed call for each action and region. */
import { ConfigurationError, loadConfig, type Config, type Environment } from '../config.ts';
import { createTioneClient } from '../tione/client.ts';
import { CredentialError } from '../tione/credentials/provider.ts';
import { createHttpTransport, type Transport } from '../tione/transport.ts';
import { checkActions, type Report } from './doctor-actions.ts';
import { credentialChain, meansDemoData } from './upstream.ts';

/** Seconds by which TI-ONE lets the clock differ; half of it is worth a word. */
const maxSkewSeconds = 300;

/** Prints a line for each check. Resolves to whether everything that is needed works. */
export async function doctor(env: Environment, print: (line: string) => void): Promise<boolean> {
  let healthy = true;
  const report: Report = (verdict, subject, finding) => {
    healthy &&= verdict !== 'FAIL';
    print(`${verdict.padEnd(5)} ${subject.padEnd(30)} ${finding}`);
  };
  const config = checkConfiguration(env, report);
  if (config === undefined) return false;
  if (config.mode === 'emulator') {
    report('note', 'mode', 'serve would answer with demo data: TIONE_MODE=emulator, so there is nothing to check');
    return healthy;
  }
  const http = createHttpTransport();
  try {
    const credentials = credentialChain(env, http.send, () => undefined);
    const { source } = await credentials();
    report('ok', 'credential', `from ${source}`);
    const clock = watchClock(http.send);
    const { endpoint, allowInsecureEndpoint, requestsPerSecond, timeoutMs } = config;
    const client = createTioneClient({
      endpoint,
      allowInsecureEndpoint,
      credentials,
      transport: clock.transport,
      requestsPerSecond,
      // What is to be seen is how each call ends, however it ends.
      attempts: 1,
      attemptTimeoutMs: timeoutMs,
    });
    await checkActions(client, config, report);
    reportClock(clock.skewSeconds(), report);
  } catch (error) {
    if (!(error instanceof CredentialError)) throw error;
    report('FAIL', 'credential', error.message);
    if (meansDemoData(config, error))
      report('note', 'mode', 'serve would answer with demo data: no Tencent Cloud credential was found');
  } finally {
    // Not awaited: it would wait for a look-up of the metadata host that was given up.
    void http.close();
  }
  return healthy;
}

function checkConfiguration(env: Environment, report: Report): Config | undefined {
  try {
    const config = loadConfig(env);
    const { endpoint, regions } = config;
    report('ok', 'configuration', `${endpoint.origin}, region${regions.length === 1 ? '' : 's'} ${regions.join(', ')}`);
    return config;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const problem of error.problems) report('FAIL', 'configuration', problem);
    return undefined;
  }
}

/** Compares the `Date` of answers with our clock; answers say their time in whole seconds. */
function watchClock(send: Transport) {
  let skew: number | undefined;
  const transport: Transport = async (request) => {
    const response = await send(request);
    if (response.date !== undefined) skew = (Date.now() - Date.parse(response.date)) / 1000;
    return response;
  };
  return { transport, skewSeconds: () => skew };
}

function reportClock(skew: number | undefined, report: Report): void {
  if (skew === undefined || Number.isNaN(skew)) {
    report('note', 'clock', 'no answer told its time');
    return;
  }
  const difference = `${Math.abs(skew).toFixed(0)} s ${skew < 0 ? 'behind' : 'ahead of'} the upstream; ${String(maxSkewSeconds)} s are allowed`;
  report(
    Math.abs(skew) > maxSkewSeconds ? 'FAIL' : Math.abs(skew) > maxSkewSeconds / 2 ? 'note' : 'ok',
    'clock',
    difference,
  );
}
