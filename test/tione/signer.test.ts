import { createRequire } from 'node:module';
import fc from 'fast-check';
import type sdkSign from 'tencentcloud-sdk-nodejs/tencentcloud/common/sign.js';
import { expect, test } from 'vitest';
import {
  authorization,
  canonicalRequest,
  createSigner,
  credentialScope,
  payloadHash,
  signature,
  signedHeaders,
  signingDate,
  signingKey,
  stringToSign,
  type SignableRequest,
} from '../../src/tione/signer.ts';
import { signatureVectors } from './fixtures/signature-vectors.ts';

// Loaded as Node does it: test runners differ in what they make of a CommonJS default export. `require` is untyped.
const { default: Sign } = createRequire(import.meta.url)(
  'tencentcloud-sdk-nodejs/tencentcloud/common/sign.js',
) as typeof sdkSign;

test.for(signatureVectors)('every step of $name is as published', (vector) => {
  const { secretId, secretKey, service, timestamp, headers } = vector;
  const request: SignableRequest = { method: 'POST', query: '', headers, payloadHash: payloadHash(vector.payload) };
  const scope = credentialScope(signingDate(timestamp), service);
  const canonical = canonicalRequest(request);
  const toSign = stringToSign(timestamp, scope, canonical);
  const key = signingKey(secretKey, vector.date, service);
  expect({
    payload: request.payloadHash,
    date: signingDate(timestamp),
    scope,
    canonical,
    // The hash has the same name as that of a payload: SHA-256 in lower-case hex.
    canonicalSha256: payloadHash(canonical),
    toSign,
    kSigning: vector.kSigning === undefined ? undefined : key.export().toString('hex'),
    signature: signature(key, toSign),
    stepwise: authorization(secretId, scope, signedHeaders(headers), signature(key, toSign)),
    atOnce: createSigner(service)(request, { secretId, secretKey }, timestamp),
  }).toEqual({
    payload: vector.payloadSha256,
    date: vector.date,
    scope: `${vector.date}/${service}/tc3_request`,
    canonical: vector.canonicalRequest,
    canonicalSha256: vector.canonicalRequestSha256,
    toSign: vector.stringToSign,
    kSigning: vector.kSigning,
    signature: vector.signature,
    stepwise: vector.authorization,
    atOnce: vector.authorization,
  });
});

test('an empty payload has the hash of no bytes', () => {
  expect(payloadHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(payloadHash(new Uint8Array())).toBe(payloadHash(''));
});

test('headers are signed in the order of their names, values trimmed and in lower case', () => {
  const headers = { 'x-tc-action': ' DescribeX ', host: 'H.Example', 'content-type': 'Application/JSON' };
  expect(canonicalRequest({ method: 'GET', query: 'a=B', headers, payloadHash: 'hash' })).toBe(
    'GET\n/\na=B\ncontent-type:application/json\nhost:h.example\nx-tc-action:describex\n\ncontent-type;host;x-tc-action\nhash',
  );
});

test.for<[string, string]>([
  ['2024-05-05T23:59:59.999Z', '2024-05-05'],
  ['2024-05-06T00:00:00.000Z', '2024-05-06'],
  ['2024-02-29T12:00:00.000Z', '2024-02-29'],
  ['1969-12-31T23:59:59.000Z', '1969-12-31'],
  ['9999-12-31T23:59:59.000Z', '9999-12-31'],
])('the date of %s is %s wherever the machine stands', ([time, date]) => {
  expect(signingDate(Math.floor(Date.parse(time) / 1000))).toBe(date);
});

interface Input {
  readonly method: 'GET' | 'POST';
  readonly query: string;
  readonly contentType: string;
  readonly host: string;
  readonly port: string;
  readonly payload: string;
  readonly service: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly timestamp: number;
}

const seed = 20_211_111;
const day = 86_400;
/** Beyond these years a date is no longer written YYYY-MM-DD. */
const firstDay = Math.floor(Date.parse('1000-01-01') / 1000 / day);
const lastDay = Math.floor(Date.parse('9999-12-31') / 1000 / day);

/** Any second, and with preference the seconds around midnight of a few days, so that days come again. */
const timestamps = fc.oneof(
  fc
    .tuple(fc.constantFrom(0, 17_952, 17_953, 19_782, lastDay), fc.constantFrom(-1, 0, 1, day - 1, day, day + 1))
    .map(([number, second]) => Math.min(number * day + second, lastDay * day + day - 1)),
  fc.integer({ min: firstDay, max: lastDay }).map((number) => number * day),
  fc.integer({ min: firstDay * day, max: lastDay * day }),
);

const text = fc.string({ unit: 'grapheme', maxLength: 60 });

/** Bodies of every kind: none, Chinese and other unicode, JSON of anything, and some of 100 kB and more. */
const payloads = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 6, arbitrary: text },
  { weight: 6, arbitrary: fc.json() },
  {
    weight: 4,
    arbitrary: fc.constantFrom('{"Values":["车牌识别"]}', '{"\\u672a":"é€😀"}', '\u0000\n\r\t', '\ufeff{}'),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.integer({ min: 100_000, max: 200_000 }))
      .map(([piece, length]) => piece.repeat(Math.ceil(length / piece.length))),
  },
);

/** Few different ones besides arbitrary ones, so that a secret, an id and a day meet in all combinations. */
const secrets = fc.oneof(
  fc.constantFrom('Gu5t9xGARNpq86cd98joQYCN3*******', 'a', '', 'TC3', '键🔑'),
  fc.string({ unit: 'binary', maxLength: 80 }),
);
const ids = fc.oneof(fc.constantFrom('AKIDexample', 'AKIDother'), fc.string({ unit: 'grapheme', maxLength: 40 }));

const exchanges = fc.oneof(
  fc.record({
    method: fc.constant('POST' as const),
    query: fc.constant(''),
    contentType: fc.constantFrom('application/json', 'application/json; charset=utf-8'),
    payload: payloads,
  }),
  fc.record({
    method: fc.constant('GET' as const),
    query: fc.array(fc.tuple(text, text), { maxLength: 5 }).map((pairs) => new URLSearchParams(pairs).toString()),
    contentType: fc.constant('application/x-www-form-urlencoded'),
    payload: fc.constant(''),
  }),
);

const inputs: fc.Arbitrary<Input> = fc
  .record({
    exchange: exchanges,
    host: fc.oneof(
      fc.constantFrom('tione.tencentcloudapi.com', 'tione.ap-guangzhou.tencentcloudapi.com', '127.0.0.1', '[::1]'),
      fc.domain(),
    ),
    port: fc.constantFrom('', ':8443'),
    service: fc.constantFrom('tione', 'cvm', '127', 'localhost:18999'),
    secretId: ids,
    secretKey: secrets,
    timestamp: timestamps,
  })
  .map(({ exchange, ...rest }) => ({ ...exchange, ...rest }));

/** What the official SDK sends. It signs the host without the port, and takes content type and host as they are. */
function signedBySdk(input: Input): string {
  const { method, query, contentType, host, port, payload, service, secretId, secretKey, timestamp } = input;
  return Sign.sign3({
    method,
    url: `https://${host}${port}/${query === '' ? '' : `?${query}`}`,
    // A buffer is hashed as it is; anything else would be made JSON first.
    payload: Buffer.from(payload),
    timestamp,
    service,
    secretId,
    secretKey,
    multipart: false,
    boundary: '',
    headers: { 'Content-Type': contentType },
  });
}

function signable({ method, query, contentType, host, payload }: Input): SignableRequest {
  return {
    method,
    query,
    headers: { host: new URL(`https://${host}`).hostname, 'content-type': contentType },
    payloadHash: payloadHash(payload),
  };
}

test('the pure functions sign 1,500 arbitrary requests as the official SDK does, to the byte', () => {
  const seen = { large: 0, empty: 0, atMidnight: 0, get: 0 };
  fc.assert(
    fc.property(inputs, (input) => {
      const { service, secretId, secretKey, timestamp } = input;
      seen.large += Number(Buffer.byteLength(input.payload) >= 100_000);
      seen.empty += Number(input.payload === '');
      seen.atMidnight += Number(Math.abs(timestamp - Math.round(timestamp / day) * day) <= 1);
      seen.get += Number(input.method === 'GET');
      const request = signable(input);
      const date = signingDate(timestamp);
      const scope = credentialScope(date, service);
      const toSign = stringToSign(timestamp, scope, canonicalRequest(request));
      const hex = signature(signingKey(secretKey, date, service), toSign);
      expect(authorization(secretId, scope, signedHeaders(request.headers), hex)).toBe(signedBySdk(input));
    }),
    { seed, numRuns: 1_500 },
  );
  for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(20);
});

test('signers that live long sign as the official SDK does, in whatever order days, keys and ids come', () => {
  let count = 0;
  fc.assert(
    fc.property(fc.array(inputs, { minLength: 2, maxLength: 40, size: 'max' }), (sequence) => {
      const signers = new Map<string, ReturnType<typeof createSigner>>();
      for (const input of sequence) {
        const { service, secretId, secretKey, timestamp } = input;
        const sign = signers.get(service) ?? createSigner(service);
        signers.set(service, sign);
        expect(sign(signable(input), { secretId, secretKey }, timestamp)).toBe(signedBySdk(input));
        count += 1;
      }
    }),
    { seed, numRuns: 100 },
  );
  expect(count).toBeGreaterThan(1_000);
});

test.for<[string, { readonly secretId?: string; readonly secretKey?: string; readonly timestamp?: number }]>([
  ['the day', { timestamp: 1_714_953_600 }],
  ['the day, backwards', { timestamp: 1_714_867_199 }],
  ['the secret key', { secretKey: 'rotated' }],
  ['the secret id', { secretId: 'AKIDother' }],
  ['the second', { timestamp: 1_714_953_598 }],
])('a change of %s between two requests changes the signature as it does for a new signer', ([, change]) => {
  const request: SignableRequest = {
    method: 'POST',
    query: '',
    headers: { 'content-type': 'application/json', host: 'tione.tencentcloudapi.com' },
    payloadHash: payloadHash('{}'),
  };
  // The last second of 2024-05-05.
  const before = { secretId: 'AKIDexample', secretKey: 'first', timestamp: 1_714_953_599 };
  const after = { ...before, ...change };
  const sign = createSigner('tione');
  const first = sign(request, before, before.timestamp);
  const second = sign(request, after, after.timestamp);
  expect(second).toBe(createSigner('tione')(request, after, after.timestamp));
  expect(second).not.toBe(first);
  expect(sign(request, before, before.timestamp)).toBe(first);
});
