/** That a secret would be found, wherever it is printed or answered. */
import { request } from 'node:http';
import { expect, it } from 'vitest';
import { listen } from '../src/http.ts';
import { secretsIn, takeLeaks, watch } from './helpers/leaks.ts';
import { apiKey, redisPassword, temporary } from './helpers/secrets.ts';
import { createSystem } from './helpers/system.ts';

it('finds a secret in several spellings, and in two pieces', () => {
  expect(secretsIn(`https://x.example/?token=${encodeURIComponent(temporary.token)}`)).toEqual(['sessionTokenOfTest']);
  expect(secretsIn(Buffer.from(apiKey).toString('base64'))).toEqual(['apiKey']);
  expect(secretsIn('nothing')).toEqual([]);
  const look = watch('in pieces');
  look(`...${apiKey.slice(0, 4)}`);
  look(Buffer.from(apiKey.slice(4)));
  expect(takeLeaks()).toEqual(['apiKey in pieces']);
});

it('finds what is printed', () => {
  console.log({ deep: { in: { an: { object: { of: redisPassword } } } } });
  process.stderr.write(`${apiKey}\n`);
  expect(takeLeaks()).toEqual(['redisPassword by console.log', 'apiKey on stderr']);
});

it('finds what is answered, in memory and on a socket', async () => {
  const system = createSystem();
  // What is wrong with an id is said with the id in it.
  const body = JSON.stringify({ query: `{ trainingModel(id: "${apiKey}") { name } }` });
  const headers = { 'content-type': 'application/json' };
  await (await system.server.fetch(new Request('http://127.0.0.1/graphql', { method: 'POST', headers, body }))).text();
  expect(takeLeaks()).toEqual(['apiKey in an answer in memory']);
  const listening = await listen(system.server.listener, { host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => {
    request(`${listening.url}/graphql`, { method: 'POST', headers }, (response) => {
      response.resume().once('end', resolve);
    }).end(body);
  });
  await listening.close();
  expect(takeLeaks()).toEqual(['apiKey in an answer on a socket']);
});
