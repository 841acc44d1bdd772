import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { HiddenError } from '../../src/server/error-mapping.ts';
import { createGraphiqlPage } from '../../src/server/graphiql/create-page.ts';
import type { PageSettings, RenderPage } from '../../src/server/graphiql/page.ts';
import { createSystem } from '../helpers/system.ts';

const html = '<!doctype html><title>page</title>';
const script = 'start();';
const path = 'assets/0123456789abcdef/start.js';
const scriptAt = `/graphql/${path}`;
const files = [{ path, type: 'text/javascript', text: script }];
const page: RenderPage = () => Promise.resolve({ html, files });

type Options = NonNullable<Parameters<typeof createSystem>[0]>['server'];

function createSite(graphiql: RenderPage | undefined = page, options: Options = {}) {
  const hidden: HiddenError[] = [];
  const { server } = createSystem({ server: { graphiql, onHidden: (error) => void hidden.push(error), ...options } });
  const visit = async (headers: Record<string, string> = {}, method = 'GET', at = '/graphql') =>
    server.fetch(new Request(`http://127.0.0.1${at}`, { method, headers: { accept: 'text/html', ...headers } }));
  const load = (at = scriptAt, headers: Record<string, string> = {}, method = 'GET') =>
    visit({ accept: '*/*', ...headers }, method, at);
  return { visit, load, hidden };
}

const decoders = { br: brotliDecompressSync, gzip: gunzipSync, none: (body: Buffer) => body };

it.each<[string, keyof typeof decoders]>([
  ['gzip, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, GZIP;q=0.5', 'gzip'],
  ['gzip;q=0', 'none'],
  ['gzip; q=0.0, zstd', 'none'],
  ['x-gzip', 'none'],
])('page and files for "accept-encoding: %s" are compressed by %s', async (accepted, encoding) => {
  const { visit, load } = createSite();
  const asked = { 'accept-encoding': accepted };
  for (const [response, text] of [
    [await visit(asked), html],
    [await load(scriptAt, asked), script],
  ] as const) {
    const body = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-encoding') ?? 'none').toBe(encoding);
    expect(response.headers.get('content-length')).toBe(String(body.byteLength));
    expect(decoders[encoding](body).toString()).toBe(text);
  }
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

it('a browser asks for the page at each visit, and for what the page loads once', async () => {
  const { visit, load } = createSite();
  expect((await visit()).headers.get('cache-control')).toBe('no-cache');
  const { status, headers } = await load();
  expect([status, headers.get('cache-control'), headers.get('content-type'), headers.get('vary')]).toEqual([
    200,
    'public, max-age=31536000, immutable',
    'text/javascript',
    'accept-encoding',
  ]);
});

it('HEAD answers as GET, without the content', async () => {
  const { visit, load } = createSite();
  const id = { 'x-request-id': 'visit-1' };
  for (const [get, head] of [
    [await visit(id), await visit(id, 'HEAD')],
    [await load(scriptAt, id), await load(scriptAt, id, 'HEAD')],
  ] as const) {
    expect(await head.text()).toBe('');
    expect([head.status, [...head.headers]]).toEqual([get.status, [...get.headers]]);
  }
});

it('a file is there for a browser that has not asked this process for the page', async () => {
  expect(await (await createSite().load()).text()).toBe(script);
});

it.each([
  ['GET', '/graphql/assets/'],
  ['GET', '/graphql/assets/0123456789abcdef/other.js'],
  ['GET', '/graphql/assets/../assets/0123456789abcdef/start'],
  ['GET', '/assets/0123456789abcdef/start.js'],
  ['POST', scriptAt],
])('nothing is at %s %s', async (method, at) => {
  const response = await createSite().load(at, {}, method);
  expect([response.status, await response.text()]).toEqual([404, 'Nothing is here. GraphQL is at /graphql\n']);
});

it('without a page there are no files', async () => {
  const response = await createSite(undefined, { graphiql: undefined }).load();
  expect(response.status).toBe(404);
});

it('where nobody but a router is let in, there is neither page nor file', async () => {
  const { visit, load } = createSite(page, { routerSecrets: ['0123456789abcdef0123456789abcdef'] });
  expect([(await visit()).status, (await load()).status]).toEqual([401, 401]);
});

it.each([true, false])(
  'the page and its files are open, and the page knows whether tokens are needed: %s',
  async (is) => {
    const settings: PageSettings[] = [];
    const render: RenderPage = (given) => {
      settings.push(given);
      return page(given);
    };
    const { visit, load } = createSite(render, is ? { authenticate: () => Promise.resolve(undefined) } : {});
    expect([(await visit()).status, (await load()).status]).toEqual([200, 200]);
    expect(settings).toEqual([{ endpoint: '/graphql', authenticates: is }]);
  },
);

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
  const { visit, load, hidden } = createSite((given) => (visits++ < 2 ? Promise.reject(failure) : page(given)));
  for (const first of [await visit(), await load()])
    expect([first.status, await first.text()]).toEqual([
      500,
      'The GraphiQL page cannot be shown. GraphQL itself answers here.\n',
    ]);
  expect(hidden.map(({ error }) => error)).toEqual([failure, failure]);
  expect((await visit()).status).toBe(200);
  expect((await visit()).status).toBe(200);
  expect(visits).toBe(3);
});

it('the page runs no script that is written into it, and is small beside what it loads', async () => {
  const { visit, load } = createSite(createGraphiqlPage('TI-ONE </script><b>&"models'));
  const response = await visit();
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/(^|; )default-src 'none'(;|$)/);
  expect(policy).toMatch(/(^|; )script-src 'self'(;|$)/);
  const text = await response.text();
  expect(text).toContain('m-608587242317024640');
  expect(text).not.toContain('</script><b>');
  expect(text.length).toBeLessThan(20_000);
  const loaded = [...text.matchAll(/(?:src|href)="(graphql\/[^"]+)"/g)].map(([, at]) => at ?? '');
  expect(loaded.length).toBeGreaterThan(5);
  for (const at of loaded) expect((await load(`/${at}`)).status).toBe(200);
  // A script without a place of its own is data.
  const inline = [...text.matchAll(/<script (?![^>]*src=)[^>]*>/g)].map(([tag]) => tag);
  expect(inline).toEqual(['<script type="application/json" id="settings">']);
});

it('the same page is at the same places in another process', async () => {
  const texts = await Promise.all(
    [1, 2].map(async () => (await createSite(createGraphiqlPage('TI-ONE models')).visit()).text()),
  );
  expect(texts[0]).toBe(texts[1]);
});
