/** The part of `doctor` that goes all the way to TI-ONE: credential, actions, clock. */
import type { Config, Environment } from '../../config.ts';
import { createTioneClient } from '../../tione/client.ts';
import { CredentialError } from '../../tione/credentials/provider.ts';
import { createHttpTransport } from '../../tione/transport.ts';
import { credentialChain, meansDemoData, pipelineOptions } from '../upstream.ts';
import { checkActions } from './actions.ts';
import { checkClock } from './clock.ts';
import { checkCredential } from './credential.ts';
import { watchExchanges } from './exchanges.ts';
import type { Mode, Tell } from './report.ts';

/** Calls as `serve` does, but with slots of its own: what replicas share is left alone. Resolves to what `serve` would read. */
export async function checkUpstream(config: Config, env: Environment, tell: Tell): Promise<Mode> {
  const http = createHttpTransport();
  try {
    const credentials = credentialChain(env, http.send, () => undefined);
    tell(checkCredential(await credentials(), Date.now()));
    const exchanges = watchExchanges(http.send);
    const { endpoint, allowInsecureEndpoint } = config;
    const client = createTioneClient({
      endpoint,
      allowInsecureEndpoint,
      credentials,
      transport: exchanges.transport,
      ...pipelineOptions(config),
    });
    await checkActions({ client, exchanges, config, tell });
    tell(checkClock(exchanges.skewSeconds()));
    return 'live';
  } catch (error) {
    if (!(error instanceof CredentialError)) throw error;
    tell({ verdict: 'FAIL', subject: 'credential', finding: error.message });
    if (!meansDemoData(config, error)) return 'live';
    const finding = 'serve would answer with demo data: no Tencent Cloud credential was found';
    tell({ verdict: 'note', subject: 'mode', finding });
    return 'emulator';
  } finally {
    // Not awaited: it would wait for a look-up of the metadata host that was given up.
    void http.close();
  }
}
