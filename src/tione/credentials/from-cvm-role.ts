/** The role of the CVM instance this runs on, through the metadata server (cloud.tencent.com/document/product/598/85616). */
import { CredentialError } from './credential.ts';
import { exchange, parseObject } from './exchange.ts';
import type { CredentialProvider, HttpRequest } from './provider.ts';
import { malformed, temporaryCredential } from './temporary-credential.ts';

export interface CvmRoleOptions {
  readonly request: HttpRequest;
  /** Scheme, host and port of the metadata server. @default http://metadata.tencentyun.com */
  readonly baseUrl?: string | URL;
  /**
   * Milliseconds for each of the two requests. The server is next to the instance; anywhere else this is what the start
   * of the program waits in vain. @default 1000
   */
  readonly timeoutMs?: number;
}

const path = '/latest/meta-data/cam/security-credentials/';
/** What a CAM role may be called; anything else, such as the page of a captive portal, is not a role. */
const roleName = /^[\w+=,.@-]{1,128}$/;

/**
 * Asks for the name of the role, then for its keys. Until a role is named it does not apply: where this is no instance, a proxy or
 * a resolver may answer for the unknown host in any way it likes. Any fault once the role is known: broken.
 */
export function fromCvmRole({
  request,
  baseUrl = 'http://metadata.tencentyun.com',
  timeoutMs = 1000,
}: CvmRoleOptions): CredentialProvider {
  return async ({ signal } = {}) => {
    const get = (suffix: string) =>
      exchange({ method: 'GET', url: new URL(path + suffix, baseUrl).href }, { request, timeoutMs, signal });

    const named = await get('');
    if (!named.answered) throw elsewhere(`the metadata server is not reachable (${named.why}): not a CVM instance`);
    if (named.status === 404) throw elsewhere('this instance has no role: bind one in the CVM console');
    const role = named.text.trim();
    if (named.status !== 200 || !roleName.test(role))
      throw elsewhere(`the answer (status ${String(named.status)}) is not the name of a role: not a CVM instance`);

    const source = `CVM role ${role}`;
    const given = await get(encodeURIComponent(role));
    if (!given.answered) throw broken(`the metadata server named ${role} but gave no keys (${given.why})`);
    if (given.status !== 200) throw broken(`the keys of ${role} were answered with status ${String(given.status)}`);
    const answer = parseObject(given.text);
    if (answer === undefined) throw malformed(source);
    if (answer['Code'] !== 'Success') throw broken(`the metadata server did not report success for ${role}`);
    return temporaryCredential(answer, answer['ExpiredTime'], source);
  };
}

function elsewhere(reason: string): CredentialError {
  return new CredentialError(`CVM role: ${reason}`, { tryNext: true });
}

function broken(problem: string): CredentialError {
  return new CredentialError(`CVM role: ${problem}: try again, and check the role in the CVM console`, {
    tryNext: false,
  });
}
