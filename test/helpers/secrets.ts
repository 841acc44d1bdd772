/** The secrets of the tests, all of them in one place: nothing that is printed or answered may hold one. */

/** The key pair of the systems in memory, as temporary keys have it. */
export const keyPair = {
  secretId: 'AKIDofTheSystemUnderTest',
  secretKey: 'secret-key-of-the-system-under-test',
  token: 'session-token-of-the-system-under-test',
} as const;

export const apiKey = 'api-key-of-the-system-under-test';
export const routerSecret = 'router-secret-of-at-least-32-characters';
