/** The role of a TKE pod: its identity token is exchanged for temporary keys (AssumeRoleWithWebIdentity of STS). */
import { endpointProblem } from '../../endpoint.ts';
import { CredentialError, type Credential } from './credential.ts';
import { variable, type Environment } from './environment.ts';
import { exchange, isObject, parseObject } from './exchange.ts';
import { faultCode } from './fault-code.ts';
import { readTextFile, type ReadFile } from './from-profile-file.ts';
import type { CredentialProvider, HttpRequest } from './provider.ts';
import { malformed, temporaryCredential } from './temporary-credential.ts';

export interface TkeOidcOptions {
  readonly env: Environment;
  readonly request: HttpRequest;
  /** Reads the token, each time anew: the cluster replaces the file. @default UTF-8 text through node:fs */
  readonly readFile?: ReadFile;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Scheme, host and port of STS. @default https://sts.tencentcloudapi.com */
  readonly endpoint?: string | URL;
}

const source = 'TKE OIDC';
const action = 'AssumeRoleWithWebIdentity';
const version = '2018-08-13';
/** Milliseconds; half of what a whole request may take by default, so that a slow STS is told apart from a slow TI-ONE. */
const timeoutMs = 5_000;
/** Seconds the keys are asked for: the default of STS and of Tencent Cloud's SDKs; the maximum is 43200. */
const durationSeconds = 7_200;

/** What TKE sets in a pod whose service account is bound to a role. */
const names = ['TKE_REGION', 'TKE_PROVIDER_ID', 'TKE_WEB_IDENTITY_TOKEN_FILE', 'TKE_ROLE_ARN'] as const;

/**
 * Calls STS with the pod's identity token. None of the variables set: does not apply. Some missing, no token, STS not
 * reachable or refusing: broken.
 *
 * @throws TypeError when the endpoint would send the token in clear to another machine.
 */
export function fromTkeOidc({
  env,
  request,
  readFile = readTextFile,
  now,
  endpoint = 'https://sts.tencentcloudapi.com',
}: TkeOidcOptions): CredentialProvider {
  const base = new URL(endpoint);
  if (endpointProblem(base, false) !== undefined)
    throw new TypeError('the STS endpoint must be scheme, host and port, with https:// unless it is on this machine');
  return async ({ signal } = {}) => {
    const { region, providerId, tokenFile, roleArn } = readVariables(env);
    const body = JSON.stringify({
      ProviderId: providerId,
      WebIdentityToken: await readToken(tokenFile, readFile),
      RoleArn: roleArn,
      RoleSessionName: `tione-graphql-${String(now())}`,
      DurationSeconds: durationSeconds,
    });
    const headers = {
      // STS checks the identity token instead of a signature.
      authorization: 'SKIP',
      'content-type': 'application/json',
      'x-tc-action': action,
      'x-tc-version': version,
      'x-tc-timestamp': String(Math.floor(now() / 1000)),
      'x-tc-region': region,
    };
    const answered = await exchange(
      { method: 'POST', url: `${base.origin}/`, headers, body },
      { request, timeoutMs, signal },
    );
    if (!answered.answered)
      throw broken(`${base.host} is not reachable (${answered.why}): allow the pod to connect to it`);
    if (answered.status !== 200)
      throw broken(`${base.host} answered with status ${String(answered.status)}: try again`);
    return readAnswer(answered.text, roleArn);
  };
}

function readVariables(env: Environment) {
  const [region, providerId, tokenFile, roleArn] = names.map((name) => variable(env, name));
  const missing = names.filter((name) => variable(env, name) === undefined);
  if (missing.length === names.length)
    throw new CredentialError(`${source}: ${names.join(', ')} are not set`, { tryNext: true });
  if (region === undefined || providerId === undefined || tokenFile === undefined || roleArn === undefined)
    throw broken(`${missing.join(', ')} not set: set all of ${names.join(', ')}, or none`);
  return { region, providerId, tokenFile, roleArn };
}

async function readToken(path: string, readFile: ReadFile): Promise<string> {
  let token: string;
  try {
    token = (await readFile(path)).trim();
  } catch (error) {
    // The path is not quoted: the token itself in place of its path is an easy mistake.
    throw broken(`the identity token cannot be read (${faultCode(error)}): check TKE_WEB_IDENTITY_TOKEN_FILE`);
  }
  if (token === '') throw broken('the identity token is empty: check TKE_WEB_IDENTITY_TOKEN_FILE');
  return token;
}

/** Codes and request ids only: the text of an STS error may quote the identity token. */
function readAnswer(text: string, roleArn: string): Credential {
  const response = parseObject(text)?.['Response'];
  if (!isObject(response)) throw malformed(source);
  const { Error: refusal, Credentials: keys, ExpiredTime: expiredTime, RequestId: requestId } = response;
  if (isObject(refusal))
    throw broken(
      `STS refused with ${word(refusal['Code'], /^[A-Za-z]+(?:\.[A-Za-z]+)*$/)} (request ${word(requestId, /^[\da-f-]{36}$/i)}): ` +
        'try again, and check that TKE_ROLE_ARN trusts TKE_PROVIDER_ID',
    );
  if (!isObject(keys)) throw malformed(source, 'Credentials');
  return temporaryCredential(keys, expiredTime, source, roleArn);
}

function word(value: unknown, shape: RegExp): string {
  return typeof value === 'string' && value.length <= 100 && shape.test(value) ? value : 'unknown';
}

function broken(problem: string): CredentialError {
  return new CredentialError(`${source}: ${problem}`, { tryNext: false });
}
