/** Signatures by the official SDK. */
import sdk from 'tencentcloud-sdk-nodejs/tencentcloud/common/sign.js';
import { signInLoop } from './sign-loop.ts';

signInLoop(({ host, contentType, params, pair }, timestamp) =>
  sdk.default.sign3({
    url: `https://${host}/`,
    payload: params,
    timestamp,
    service: 'tione',
    ...pair,
    multipart: false,
    boundary: '',
    headers: { 'Content-Type': contentType },
  }),
);
