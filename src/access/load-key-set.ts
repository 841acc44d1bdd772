/** Where the keys of a token issuer come from: an address, or a file. */
import { readFile } from 'node:fs/promises';
import { Agent } from 'undici';

/** Milliseconds for the whole exchange. */
const timeoutMs = 5_000;
/** A set of keys has one to ten kB. */
const maxBytes = 256 * 1024;

/** Reads a set of keys from a URL, following no redirects, or from a file. Rejects when it cannot. */
export function createKeySetLoader(source: URL | string): () => Promise<unknown> {
  if (typeof source === 'string') return async () => JSON.parse(await readFile(source, 'utf8')) as unknown;
  // Without kept-alive connections, since there are minutes between two requests: nothing is to be closed in the end.
  const agent = new Agent({ pipelining: 0, connectTimeout: timeoutMs, maxResponseSize: maxBytes });
  const { origin, pathname, search } = source;
  return async () => {
    const { statusCode, body } = await agent.request({
      origin,
      path: pathname + search,
      method: 'GET',
      headers: { accept: 'application/jwk-set+json, application/json' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await body.text();
    if (statusCode !== 200)
      throw new Error(`the keys of the token issuer were answered with HTTP ${String(statusCode)}`);
    return JSON.parse(text) as unknown;
  };
}
