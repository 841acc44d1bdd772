import type { RefusedRequest } from './refuse.ts';

const refusal: RefusedRequest = {
  status: 421,
  code: 'BAD_REQUEST',
  message:
    'This server answers to localhost only. To answer to other names, it must know who calls: see AUTH in its documentation.',
};

/**
 * Why a request is not answered that was sent to a name which is not ours. A page on the web may have its own name resolved to
 * this machine (DNS rebinding), and is then of the same origin as this server for a browser: only the name in `Host` tells it apart.
 */
export function hostRefusal(isOwnName: (name: string) => boolean, host: string): RefusedRequest | undefined {
  return isOwnName(nameIn(host)) ? undefined : refusal;
}

/** The name in a Host header, without its port; IPv6 in brackets. */
function nameIn(host: string): string {
  return /^(\[[\da-f:.]+\]|[^:[\]/@\s]+)(?::\d{1,5})?$/i.exec(host)?.[1] ?? '';
}
