import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { HiddenError } from '../../src/server/error-mapping.ts';
import { createGraphiqlPage } from '../../src/server/graphiql-page.ts';
import { createSystem } from '../helpers/system.ts';

const html = '<!doctype html><title>page</title>';

function createSite(graphiql: () => Promise<string> = () => Promise.resolve(html)) {
  const hidden: HiddenError[] = [];
  const { server } = createSystem({ server: { graphiql, onHidden: (error) => void hidden.push(error) } });
  const visit = async (headers: Record<string, string> = {}, method = 'GET', path = '/graphql') =>
    server.fetch(new Request(`http://127.0.0.1${path}`, { method, headers: { accept: 'text/html', ...headers } }));
  return { visit, hidden };
}

it.each([
  ['gzip, br', true],
  ['br, GZIP;q=0.5', true],
  ['gzip;q=0', false],
  ['gzip; q=0.0, br', false],
  ['x-gzip', false],
])('the page for "accept-encoding: %s" is compressed: %s', async (encoding, zipped) => {
  const response = await createSite().visit({ 'accept-encoding': encoding });
  const body = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get('content-encoding')).toBe(zipped ? 'gzip' : null);
  expect(response.headers.get('content-length')).toBe(String(body.byteLength));
  expect((zipped ? gunzipSync(body) : body).toString()).toBe(html);
});

it('a browser that has the page is told so, encoding by encoding', async () => {
  const { visit } = createSite();
  const etagOf = async (encoding: string) => (await visit({ 'accept-encoding': encoding })).headers.get('etag') ?? '';
  const [plain, zipped] = [await etagOf('identity'), await etagOf('gzip')];
  expect(plain).toMatch(/^"[0-9a-f]{64}"$/);
  expect(zipped).not.toBe(plain);
  for (const known of [zipped, `"other", W/${zipped}`, '*']) {
    const response = await visit({ 'accept-encoding': 'gzip', 'if-none-match': known });
    expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', zipped]);
  }
  expect((await visit({ 'accept-encoding': 'gzip', 'if-none-match': plain })).status).toBe(200);
});

it('HEAD answers as GET, without the page', async () => {
  const { visit } = createSite();
  const id = { 'x-request-id': 'visit-1' };
  const [get, head] = [await visit(id), await visit(id, 'HEAD')];
  expect(await head.text()).toBe('');
  expect([head.status, [...head.headers]]).toEqual([get.status, [...get.headers]]);
});

it('a browser at / is taken to the page, other clients are told where GraphQL is', async () => {
  const { visit } = createSite();
  const browser = await visit({}, 'GET', '/');
  expect([browser.status, browser.headers.get('location')]).toEqual([302, '/graphql']);
  const other = await visit({ accept: '*/*' }, 'GET', '/');
  expect([other.status, await other.text()]).toEqual([404, 'Nothing is here. GraphQL is at /graphql\n']);
});

it('a page that cannot be made is told to the operator, and made at the next visit', async () => {
  const failure = new Error('disk gone');
  let visits = 0;
  const { visit, hidden } = createSite(() => (visits++ === 0 ? Promise.reject(failure) : Promise.resolve(html)));
  const first = await visit();
  expect([first.status, await first.text()]).toEqual([
    500,
    'The GraphiQL page cannot be shown. GraphQL itself answers here.\n',
  ]);
  expect(hidden.map(({ error }) => error)).toEqual([failure]);
  expect((await visit()).status).toBe(200);
  expect((await visit()).status).toBe(200);
  expect(visits).toBe(2);
});

it('the page holds the example operations', async () => {
  const page = await createGraphiqlPage('TI-ONE models')?.();
  expect(page).toContain('TI-ONE models');
  expect(page).toContain('m-608587242317024640');
});
