import type { Credential } from '../../tione/credentials/provider.ts';
import type { CredentialCheck } from './report.ts';

const minuteMs = 60_000;

/** What may be told of a credential: where it comes from and when it ends. `now`: milliseconds since the epoch. */
export function checkCredential({ source, token, expiresAt }: Credential, now: number): CredentialCheck {
  const subject = 'credential';
  if (expiresAt !== undefined) {
    const minutes = Math.floor((expiresAt - now) / minuteMs);
    const until = new Date(expiresAt).toISOString();
    const finding = `from ${source}, until ${until} (in ${String(minutes)} min); it is renewed before`;
    return { verdict: 'ok', subject, finding, source, expiresAt: until };
  }
  if (token === undefined) return { verdict: 'ok', subject, finding: `from ${source}`, source };
  const finding = `from ${source}: temporary keys that nobody renews; give the server new ones before they end`;
  return { verdict: 'note', subject, finding, source };
}
