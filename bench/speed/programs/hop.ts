/**
 * What any server in between adds: node:http that sends the call by hand, and passes on what it is answered. Arguments: the module of
 * the product's signer, the origin of the upstream, and a pair of keys.
 */
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { createHandCalls } from './hand-call.ts';
import { argument, listen } from './tell.ts';

const pair = { secretId: argument(2), secretKey: argument(3) };
const { call } = await createHandCalls(argument(0), { upstream: argument(1), pair });

listen(
  createServer((request, response) => {
    void json(request)
      .then((body) => call((body as { readonly id: string }).id))
      .then((answer) => {
        const text = JSON.stringify(answer);
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
        response.writeHead(200, headers).end(text);
      });
  }),
);
