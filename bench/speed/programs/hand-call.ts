/** A call as a program would send it by hand: signed, over a kept-alive connection of undici, nothing else. */
import { Pool } from 'undici';
import type * as Product from '../../../src/tione/signer.ts';
import type { PairJob } from '../messages.ts';

export interface HandCalls {
  readonly call: (id: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const action = 'DescribeTrainingModelVersions';

/** `signerModule` is that of the product, as built and published. */
export async function createHandCalls(
  signerModule: string,
  { upstream, pair }: Pick<PairJob, 'upstream' | 'pair'>,
): Promise<HandCalls> {
  const { createSigner, payloadHash } = (await import(signerModule)) as typeof Product;
  const sign = createSigner('tione');
  const calls = new Pool(upstream);
  const { host } = new URL(upstream);
  const call: HandCalls['call'] = async (id) => {
    const body = JSON.stringify({ TrainingModelId: id });
    const timestamp = Math.floor(Date.now() / 1_000);
    const signed = { 'content-type': 'application/json', host, 'x-tc-action': action };
    const hash = payloadHash(body);
    const authorization = sign({ method: 'POST', query: '', headers: signed, payloadHash: hash }, pair, timestamp);
    const unsigned = {
      authorization,
      'x-tc-version': '2021-11-11',
      'x-tc-timestamp': String(timestamp),
      'x-tc-region': 'ap-guangzhou',
    };
    const response = await calls.request({ method: 'POST', path: '/', headers: { ...signed, ...unsigned }, body });
    return response.body.json();
  };
  return { call, close: () => calls.close() };
}
