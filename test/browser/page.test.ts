/** The page in a browser: what it loads, what it keeps, what it shows of the schema. */
import { afterAll, expect, test } from 'vitest';
import { kept, missing, openSite, openTab, ready, tabNames } from './site.ts';

const site = missing ? undefined : await openSite();
afterAll(() => site?.[Symbol.asyncDispose]());

test.skipIf(site === undefined)(
  'a reload asks the server for the page alone (skipped where Chromium is missing)',
  async () => {
    if (site === undefined) return;
    const page = await site.visit();
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    const received = new Map<string, number>();
    const urls = new Map<string, string>();
    network.on('Network.requestWillBeSent', ({ requestId, request }) =>
      urls.set(requestId, `${request.method} ${request.url.replace(site.url, '')}`),
    );
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      received.set(urls.get(requestId) ?? '', encodedDataLength);
    });
    await page.reload();
    await ready(page);
    await expect.poll(() => [...received.keys()].some((path) => path.endsWith('/graphiql.js'))).toBe(true);
    const paths = [...received].filter(([, bytes]) => bytes > 0).map(([path]) => path);
    expect(paths.filter((path) => path.includes('/assets/'))).toEqual([]);
    // A POST to its address has made the browser forget it: it comes as a whole.
    expect(received.get('GET /graphql')).toBeLessThan(10_000);
    expect(site.problems()).toEqual([]);
  },
);

test.skipIf(site === undefined)('the docs describe the schema, and both other panels are there', async () => {
  if (site === undefined) return;
  const page = await site.visit();
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  const docs = page.locator('.graphiql-plugin');
  await docs.getByText('Query', { exact: true }).last().click();
  await docs.getByText('One model by its id.').first().waitFor();
  await page.getByRole('button', { name: 'Show GraphiQL Explorer' }).click();
  await docs.getByText('trainingModelsByIds').first().waitFor();
  await page.getByRole('button', { name: 'Show TI-ONE calls' }).click();
  await docs.getByRole('heading', { name: 'TI-ONE calls' }).waitFor();
  expect(site.problems()).toEqual([]);
});

test.skipIf(site === undefined)('a second visit finds the tabs and the panel of the first', async () => {
  if (site === undefined) return;
  const page = await site.visit();
  const names = await tabNames(page);
  await openTab(page, 'Overview');
  await page.getByRole('button', { name: 'Hide TI-ONE calls' }).click();
  await expect.poll(() => kept(page)).toContain(String.raw`\"activeTabIndex\":2`);
  await expect.poll(() => kept(page)).not.toContain('graphiql:visiblePlugin');
  await page.reload();
  await ready(page);
  expect(await tabNames(page)).toEqual(names);
  expect(await page.locator('.graphiql-tab-active').innerText()).toBe('Overview');
  expect(await page.locator('.tione-panel').count()).toBe(0);
  expect(site.problems()).toEqual([]);
});

test.skipIf(site === undefined)('a query in the address comes before what was there', async () => {
  if (site === undefined) return;
  const page = await site.visit();
  await expect.poll(() => kept(page)).toContain('graphiql:tabState');
  await page.goto(`${site.url}/graphql?query=${encodeURIComponent('{ __typename }')}`);
  await ready(page);
  await page.locator('.graphiql-query-editor').getByText('__typename').waitFor();
  expect(site.problems()).toEqual([]);
});
