/** Where a secret may travel in clear: the machine itself, and nowhere else by default. */

/** Whether a URL host name (IPv6 in brackets or not) or a socket address is this machine: localhost, 127.0.0.0/8 or ::1. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(name);
}

/**
 * What is wrong with an upstream base URL, as a sentence to show the user; `undefined` when nothing is.
 * Only an origin is taken: TI-ONE answers at `/` (Tencent Cloud API 3.0), and the signature covers that path.
 */
export function endpointProblem(endpoint: URL, allowInsecure: boolean): string | undefined {
  if (endpoint.protocol !== 'https:' && endpoint.protocol !== 'http:')
    return `must start with https:// (got ${endpoint.protocol}//)`;
  if (endpoint.username !== '' || endpoint.password !== '')
    return 'must not hold a user name or password; credentials have variables of their own';
  if (endpoint.pathname !== '/' || endpoint.search !== '' || endpoint.hash !== '')
    return 'must be scheme, host and port only, such as https://tione.tencentcloudapi.com';
  if (endpoint.protocol === 'http:' && !allowInsecure && !isLoopbackHost(endpoint.hostname))
    return (
      'must be https:// unless it is on this machine, because requests and answers would travel in clear; ' +
      'set TIONE_ALLOW_INSECURE_ENDPOINT=true only on a network you trust'
    );
  return undefined;
}
