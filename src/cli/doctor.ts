/** `tione-graphql doctor`: checks the way to TI-ONE step by step, with one real signed call for each action. */
import { ConfigurationError, loadConfig, type Config, type Environment } from '../config.ts';
import { actions, type Action } from '../tione/actions.ts';
import { createTioneClient, type TioneClient } from '../tione/client.ts';
import { CredentialError } from '../tione/credentials/provider.ts';
import { TioneError } from '../tione/errors.ts';
import { createHttpTransport, type Transport } from '../tione/transport.ts';
import { credentialChain } from './upstream.ts';

type Verdict = 'ok' | 'note' | 'FAIL';
type Report = (verdict: Verdict, subject: string, finding: string) => void;

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
  const http = createHttpTransport();
  try {
    const credentials = credentialChain(env, http.send, () => undefined);
    const { source } = await credentials();
    report('ok', 'credential', `from ${source}`);
    const clock = watchClock(http.send);
    const { endpoint, allowInsecureEndpoint } = config;
    const client = createTioneClient({ endpoint, allowInsecureEndpoint, credentials, transport: clock.transport });
    await checkActions(client, config, report);
    reportClock(clock.skewSeconds(), report);
  } catch (error) {
    if (!(error instanceof CredentialError)) throw error;
    report('FAIL', 'credential', error.message);
  } finally {
    await http.close();
  }
  return healthy;
}

function checkConfiguration(env: Environment, report: Report): Config | undefined {
  try {
    const config = loadConfig(env);
    report('ok', 'configuration', `${config.endpoint.origin}, region ${config.defaultRegion}`);
    return config;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const problem of error.problems) report('FAIL', 'configuration', problem);
    return undefined;
  }
}

/** Well-formed ids of nothing, for the case that the list action names none: "not found" is an answer too. */
const nobody = { model: 'm-1', version: 'mv-v1-1' } as const;

async function checkActions(client: TioneClient, { defaultRegion, timeoutMs }: Config, report: Report): Promise<void> {
  const check = async <T>(action: Action, call: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> => {
    const started = performance.now();
    const took = () => `${String(Math.round(performance.now() - started))} ms`;
    try {
      const result = await call(AbortSignal.timeout(timeoutMs));
      report('ok', action, `answers, ${took()}`);
      return result;
    } catch (error) {
      if (!(error instanceof TioneError)) throw error;
      if (error.kind === 'not-found') report('ok', action, `answers, ${took()}`);
      else if (error.kind === 'capability' && !actions[action].published)
        report(
          'note',
          action,
          `not offered (${error.upstreamCode ?? 'no code'}): tags and model lists are unavailable`,
        );
      else report('FAIL', action, error.message);
      return undefined;
    }
  };
  const region = defaultRegion;
  const list = await check('DescribeTrainingModels', (signal) =>
    client.call('DescribeTrainingModels', { Offset: 0, Limit: 1 }, { region, signal }),
  );
  const modelId = list?.TrainingModels?.[0]?.TrainingModelId ?? nobody.model;
  const versions = await check('DescribeTrainingModelVersions', (signal) =>
    client.call('DescribeTrainingModelVersions', { TrainingModelId: modelId }, { region, signal }),
  );
  const versionId = versions?.TrainingModelVersions?.[0]?.TrainingModelVersionId ?? nobody.version;
  await check('DescribeTrainingModelVersion', (signal) =>
    client.call('DescribeTrainingModelVersion', { TrainingModelVersionId: versionId }, { region, signal }),
  );
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
