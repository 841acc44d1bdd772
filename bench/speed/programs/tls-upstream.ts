/** An upstream over TLS that answers every call with the same bytes. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { argument, listen } from './tell.ts';

const body = readFileSync(argument(0));
const headers = { 'content-type': 'application/json', 'content-length': body.length };

listen(
  createServer({ key: readFileSync(argument(1)), cert: readFileSync(argument(2)) }, (request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, headers).end(body);
    });
  }),
);
