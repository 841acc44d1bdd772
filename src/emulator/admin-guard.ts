/** Who may use the admin path: programs on this machine, and pages that the emulator itself served. */
import { isLoopbackHost } from '../endpoint.ts';
import type { Connection } from './connection.ts';

/** The peer is on this machine, it meant this machine, and it is no page of somebody else in a browser on it. */
export function isLocal(headers: Headers, url: URL, connection: Connection | undefined): boolean {
  const host = headers.get('host');
  return (
    (connection === undefined || isLoopbackHost(connection.remoteAddress ?? '')) &&
    (host === null || isLoopbackHost(host.replace(/:\d+$/, ''))) &&
    isOwnOrigin(headers.get('origin'), host ?? url.host) &&
    ownSites.includes(headers.get('sec-fetch-site'))
  );
}

/** No browser; an address that a person typed; a page of the very origin. */
const ownSites: readonly (string | null)[] = [null, 'none', 'same-origin'];

/** A page of another port of this machine is somebody else's too. */
function isOwnOrigin(origin: string | null, host: string): boolean {
  return origin === null || origin.toLowerCase().replace(/^https?:\/\//, '') === host.toLowerCase();
}
