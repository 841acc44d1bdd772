/** What the tests of the credential sources that speak HTTP have in common. */
import { inspect } from 'node:util';
import { expect } from 'vitest';
import type { HttpRequest } from '../../src/tione/credentials/provider.ts';
import { temporary, tokenOfTest } from '../helpers/secrets.ts';

export const expiredTime = 1_700_007_200;
export const secrets = { ...temporary, token: tokenOfTest };
export const keys = { TmpSecretId: secrets.secretId, TmpSecretKey: secrets.secretKey, Token: secrets.token };
export const identityToken = 'header.identity-token.signature';

export type Answer = readonly [status: number, body: unknown] | Error | 'silence';

export interface Canned {
  readonly request: HttpRequest;
  readonly asked: readonly Parameters<HttpRequest>[0][];
}

/** An HTTP request that pops canned answers and keeps what was asked. */
export function canned(...answers: Answer[]): Canned {
  const asked: Parameters<HttpRequest>[0][] = [];
  const request: HttpRequest = (message) => {
    asked.push(message);
    const answer = answers.shift() ?? new Error('more was asked than the test expects');
    if (answer === 'silence') return new Promise(() => undefined);
    if (answer instanceof Error) return Promise.reject(answer);
    const [status, body] = answer;
    return Promise.resolve({ status, text: typeof body === 'string' ? body : JSON.stringify(body) });
  };
  return { request, asked };
}

export const fault = (code: string): Error => Object.assign(new Error(`a fault about ${secrets.secretKey}`), { code });

export const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (reason: unknown) => reason,
  );

export function expectNoSecret(error: unknown): void {
  const print = `${String(error)} ${inspect(error, { showHidden: true, depth: 10 })}`;
  for (const secret of [...Object.values(secrets), identityToken]) expect(print).not.toContain(secret);
}
