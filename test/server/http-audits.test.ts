import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { createSystem } from '../helpers/system.ts';

const { server } = createSystem();

for (const audit of serverAudits({
  url: 'http://127.0.0.1/graphql',
  fetchFn: (url: string, init?: RequestInit) => {
    const request = new Request(url, init);
    // The audits send queries in URLs as a page of another origin could.
    request.headers.set('apollo-require-preflight', 'true');
    return server.fetch(request);
  },
}))
  test(`${audit.id} ${audit.name}`, async () => {
    const result = await audit.fn();
    expect(result, 'reason' in result ? result.reason : '').toMatchObject({ status: 'ok' });
  });
