/** The limit: node:http reads the request, and sends bytes that were prepared. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { argument, listen } from './tell.ts';

const body = readFileSync(argument(0));
const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length };

listen(
  createServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(200, headers).end(body);
    });
  }),
);
