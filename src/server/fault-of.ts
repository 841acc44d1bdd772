import type { OperationRecord } from './operation-record.ts';

/** Who has to do something about it: the caller, those behind this server, or its operator. */
export type Fault = 'client' | 'upstream' | 'server';

/** Codes that are not here are those of mistakes of the caller. */
const faults: Readonly<Record<string, Fault>> = {
  INTERNAL_SERVER_ERROR: 'server',
  UPSTREAM_AUTHENTICATION: 'server',
  THROTTLED: 'upstream',
  UPSTREAM_UNAVAILABLE: 'upstream',
  DEADLINE_EXCEEDED: 'upstream',
  CAPABILITY_UNAVAILABLE: 'upstream',
  AUTHENTICATION_UNAVAILABLE: 'upstream',
};

const worstFirst: readonly Fault[] = ['server', 'upstream', 'client'];

/** Whose fault the worst error of an operation is; undefined where there is none. */
export function faultOf({ codes, status }: Pick<OperationRecord, 'codes' | 'status'>): Fault | undefined {
  const found = new Set(codes.map((code) => (Object.hasOwn(faults, code) ? faults[code] : 'client')));
  // What is refused at the door has a status, and no code in the record.
  if (status === 503) found.add('upstream');
  else if (status >= 500 && found.size === 0) found.add('server');
  else if (status >= 400) found.add('client');
  return worstFirst.find((fault) => found.has(fault));
}
