import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { createSystem } from '../helpers/system.ts';

const { server } = createSystem();

for (const audit of serverAudits({
  url: 'http://127.0.0.1/graphql',
  fetchFn: (url: string, init?: RequestInit) => server.fetch(new Request(url, init)),
}))
  test(`${audit.id} ${audit.name}`, async () => {
    const result = await audit.fn();
    expect(result, 'reason' in result ? result.reason : '').toMatchObject({ status: 'ok' });
  });
