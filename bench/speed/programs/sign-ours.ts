/** Signatures by the product: its signer's module is the argument. */
import { signInLoop } from './sign-loop.ts';
import type * as Product from '../../../src/tione/signer.ts';
import { argument } from './tell.ts';

// As built and published.
const { createSigner, payloadHash } = (await import(argument(0))) as typeof Product;
const sign = createSigner('tione');

signInLoop(({ host, contentType, params, pair }, timestamp) => {
  const headers = { 'content-type': contentType, host };
  const hash = payloadHash(JSON.stringify(params));
  return sign({ method: 'POST', query: '', headers, payloadHash: hash }, pair, timestamp);
});
