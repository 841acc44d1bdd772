/** Requests of a router: whole, with a signature over all that counts in them. */
import type { Incoming } from './incoming.ts';
import { maxSkewSeconds, signatureHeader, signatureProblem, type SignatureProblem } from './router-signature.ts';

/** Why a request counts as nobody's. The message is for whoever sets up the router. */
export class SignatureRefusal extends Error {
  override readonly name = 'SignatureRefusal';
}

const explanations: Readonly<Record<SignatureProblem, string>> = {
  missing: `Requests must be signed by the router: the header ${signatureHeader} is missing.`,
  malformed: `The header ${signatureHeader} must be TIMESTAMP:SIGNATURE, in UNIX seconds and lower-case hex.`,
  expired: `The signature is not of the last ${String(maxSkewSeconds)} seconds: send each request once, and compare the clocks.`,
  wrong: 'The signature does not belong to this body, time and secret.',
};

/** The body of a request, once its signature is checked. Rejects with {@link SignatureRefusal}. */
export async function signedBody(incoming: Incoming, secrets: readonly string[], nowSeconds: number): Promise<string> {
  const { method, headers } = incoming;
  if (method !== 'POST') throw new SignatureRefusal('Signed requests must be sent with POST.');
  const header = headers.get(signatureHeader);
  // Before the body is read, of which there may be much.
  if (header === null) throw new SignatureRefusal(explanations.missing);
  const body = await incoming.text();
  const problem = signatureProblem(header, body, secrets, nowSeconds);
  if (problem !== undefined) throw new SignatureRefusal(explanations[problem]);
  return body;
}
