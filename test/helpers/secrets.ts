/** The secrets of the tests, all of them in one place: nothing that is printed or answered may hold one. */

import { emulatorCredentials } from '../../src/emulator/credentials.ts';

/** Temporary keys of systems in memory that are given them; the others have those of an emulator that was given none. */
export const keyPair = {
  secretId: 'AKIDofTheSystemUnderTest',
  secretKey: 'secret-key-of-the-system-under-test',
  token: 'session-token-of-the-system-under-test',
} as const;

/** Temporary keys of tests of the client alone, with characters that only tokens have. */
export const temporary = { secretId: 'AKIDofTest', secretKey: 'key-of-test', token: 'token/of+test=' } as const;

export const tokenOfTest = 'token-of-test';
export const apiKey = 'key-of-ci';
export const routerSecret = 'router-secret-of-at-least-32-characters';
/** Of emulators that run as a process. */
export const emulateKey = 'a-key-that-only-tests-have';
/** Of the login in the emulator's demo data, which it answers, and nobody behind the client may. */
export const demoImagePassword = 'dGVzdF9wYXNzd29yZAo=';
export const imageSecret = { SecretId: 'login-secret', Password: 'login-password' } as const;
export const redisPassword = 's3cret';

/** All of them by their names; ids of keys are none. */
export const secrets: Readonly<Record<string, string>> = {
  secretKey: keyPair.secretKey,
  sessionToken: keyPair.token,
  keyOfTest: temporary.secretKey,
  sessionTokenOfTest: temporary.token,
  tokenOfTest,
  apiKey,
  routerSecret,
  emulateKey,
  emulatorKey: emulatorCredentials.secretKey,
  demoImagePassword,
  imageSecretId: imageSecret.SecretId,
  imageSecretPassword: imageSecret.Password,
  redisPassword,
};
