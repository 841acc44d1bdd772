/** The code by which a failure of a call is known to clients. */
import type { ErrorKind } from '../tione/errors.ts';

/** By kind. What clients can do nothing about has the code of a mistake of ours. */
export const errorCodes: Readonly<Record<ErrorKind, string>> = {
  throttled: 'THROTTLED',
  authentication: 'UPSTREAM_AUTHENTICATION',
  forbidden: 'FORBIDDEN',
  'invalid-request': 'BAD_USER_INPUT',
  'not-found': 'NOT_FOUND',
  capability: 'CAPABILITY_UNAVAILABLE',
  unavailable: 'UPSTREAM_UNAVAILABLE',
  deadline: 'DEADLINE_EXCEEDED',
  cancelled: 'CANCELLED',
  other: 'INTERNAL_SERVER_ERROR',
};
