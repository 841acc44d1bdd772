/** What a signature costs: ours, with and without its cached key, against the official SDK's, side by side in one run. */
import sdk from 'tencentcloud-sdk-nodejs/tencentcloud/common/sign.js';
import { Bench } from 'tinybench';
import { createSigner, payloadHash, type Signer } from '../src/tione/signer.ts';

const pair = { secretId: 'AKIDbench', secretKey: 'bench-secret-key-of-32-characters' };
const host = 'tione.tencentcloudapi.com';
const params = { TrainingModelId: 'm-608587242317024640' };
const contentType = 'application/json';
const timestamp = 1_700_000_000;

const sign = (signer: Signer): string => {
  const headers = { 'content-type': contentType, host };
  const hash = payloadHash(JSON.stringify(params));
  return signer({ method: 'POST', query: '', headers, payloadHash: hash }, pair, timestamp);
};
const kept = createSigner('tione');

export async function signing(): Promise<boolean> {
  const bench = new Bench({ time: 500 });
  bench
    .add('official SDK', () => {
      sdk.default.sign3({
        url: `https://${host}/`,
        payload: params,
        timestamp,
        service: 'tione',
        ...pair,
        multipart: false,
        boundary: '',
        headers: { 'Content-Type': contentType },
      });
    })
    .add('ours, key derived each time', () => sign(createSigner('tione')))
    .add('ours, key kept', () => sign(kept));
  await bench.run();

  const rates = bench.tasks.map(({ name, result }) => ({
    name,
    rate: 'throughput' in result ? result.throughput.mean : NaN,
  }));
  const base = rates[0]?.rate ?? NaN;
  for (const { name, rate } of rates) console.log(`${(rate / base).toFixed(2).padStart(6)} × ${name}`);
  return true;
}
