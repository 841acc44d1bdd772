/** Where the server asks for a credential: it is prepared for, sent, and left nowhere. */
import { createHash } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { createAuthentication } from '../../src/access/authentication.ts';
import { apiKey } from '../helpers/secrets.ts';
import { kept, missing, openSite, run, shown } from './site.ts';

const authenticate = createAuthentication({
  keys: [{ name: 'browser', sha256: createHash('sha256').update(apiKey).digest('hex') }],
});
const site = missing ? undefined : await openSite({ server: { authenticate } });
afterAll(() => site?.[Symbol.asyncDispose]());

test.skipIf(site === undefined)(
  'a credential that is typed into the prepared header is sent, and kept nowhere (skipped where Chromium is missing)',
  async () => {
    if (site === undefined) return;
    const page = await site.visit();
    const { errors } = await run(page);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);

    await page.getByRole('button', { name: 'Headers', exact: true }).click();
    await page.getByText('"Bearer "', { exact: true }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type(apiKey);
    const { data } = await run(page);
    expect(data).toMatchObject({ trainingModel: { name: 'test-model' } });
    await expect.poll(() => shown(page)).toContain('"data"');

    // What is typed later is kept: then the header, were it kept, would be there.
    await page.locator('.graphiql-query-editor .view-line').first().click();
    await page.keyboard.type('# typed later ');
    await expect.poll(() => kept(page)).toContain('typed later');
    expect(page.url()).toContain('typed');
    expect((await kept(page)) + page.url()).not.toContain(apiKey);

    await page.reload();
    await page.getByRole('button', { name: 'Headers', exact: true }).click();
    await page.getByText('"Bearer "', { exact: true }).waitFor();
    expect(site.problems()).toEqual([]);
  },
);

test.skipIf(missing)('without authentication no header is prepared', async () => {
  await using open = await openSite();
  const page = await open.visit();
  await page.getByRole('button', { name: 'Headers', exact: true }).click();
  expect(await page.getByText('Bearer').count()).toBe(0);
});
