/** The panel "TI-ONE calls": what it draws is what TI-ONE was asked, and it can be used and read by everybody. */
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { contrasts } from './contrast.ts';
import { drawnCalls, missing, openSite, openTab, panelOf, run, shown } from './site.ts';

const site = missing
  ? undefined
  : await openSite({
      server: { inspector: { mode: 'on-request' } },
      client: { requestsPerSecond: 20 },
    });
afterAll(() => site?.[Symbol.asyncDispose]());

/** Two calls: what no list names is looked for by its id. */
const tab = 'ManyModels';

async function visitAndRun(options: Parameters<NonNullable<typeof site>['visit']>[0] = {}) {
  if (site === undefined) throw new Error('There is no browser.');
  const page = await site.visit(options);
  await openTab(page, tab);
  site.system.emulator.calls.reset();
  const answer = await run(page);
  const calls = await drawnCalls(page);
  return { page, answer, calls, sent: site.system.emulator.calls.snapshot().recent };
}

const firstCall = (page: Page) => panelOf(page).locator('.tione-call').first();

test.skipIf(missing)(
  'draws the calls that TI-ONE has got, with their parameters and ids (skipped where Chromium is missing)',
  async () => {
    const { page, calls, sent } = await visitAndRun();
    expect(sent.length).toBeGreaterThan(1);
    expect(calls).toEqual(sent.map(({ action }) => action));
    await panelOf(page)
      .getByText(`${tab}: ${String(sent.length)} upstream calls · 0 from cache`)
      .waitFor();
    for (const [index, { params, requestId, region }] of sent.entries()) {
      const row = panelOf(page).locator('.tione-calls > li').nth(index);
      await row.getByRole('button').first().click();
      expect(JSON.parse(await row.getByRole('region', { name: 'Parameters' }).innerText())).toEqual(params);
      await row.getByText(requestId).waitFor();
      await row.getByText(region ?? '', { exact: true }).waitFor();
    }
    expect(await panelOf(page).getByRole('meter').count()).toBe(3);
    expect(await panelOf(page).getByRole('row').count()).toBeGreaterThan(3);
    expect(site?.problems()).toEqual([]);
  },
);

test.skipIf(missing)('the result is the data, and the inspection is left to the panel', async () => {
  const { page, answer } = await visitAndRun();
  expect(answer).toHaveProperty('extensions.tione.calls');
  await expect.poll(() => shown(page)).toContain('"data"');
  await page.keyboard.press('Control+End');
  expect(await shown(page)).not.toContain('extensions');
});

test.skipIf(missing)('explains the operation of the open tab, and calls nothing', async () => {
  const { page } = await visitAndRun();
  site?.system.emulator.calls.reset();
  await panelOf(page).getByRole('button', { name: 'Explain' }).click();
  await panelOf(page).getByText(`${tab}: explained, not run`).waitFor();
  await panelOf(page).getByText('Upstream calls', { exact: true }).waitFor();
  expect(await panelOf(page).getByRole('list', { name: 'Calls it would take' }).innerText()).toContain('Describe');
  expect(site?.system.emulator.calls.snapshot().total).toBe(0);
  // What is run next is run.
  await run(page);
  const { recent } = site?.system.emulator.calls.snapshot() ?? {};
  expect(await drawnCalls(page)).toEqual(recent?.map(({ action }) => action));
});

test.skipIf(missing)('with the keyboard alone, a call is opened and copied for both tools', async () => {
  const { page, answer } = await visitAndRun({ permissions: ['clipboard-read', 'clipboard-write'] });
  const [call] = (answer as { extensions: { tione: { calls: { tccli: string; sdk: string }[] } } }).extensions.tione
    .calls;
  const clipboard = () =>
    page.evaluate(() =>
      (Reflect.get(globalThis, 'navigator') as { clipboard: { readText(): Promise<string> } }).clipboard.readText(),
    );
  const focused = () => page.locator(':focus');
  /** To the next thing that can be used, which must show that it is the one. */
  const next = async (key = 'Tab') => {
    await page.keyboard.press(key);
    expect(await focused().evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    return focused();
  };

  await panelOf(page).getByRole('button', { name: 'Explain' }).focus();
  expect(await (await next()).getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('Space');
  expect(await focused().getAttribute('aria-expanded')).toBe('true');
  expect(await (await next()).getAttribute('aria-label')).toBe('Parameters');
  for (const [label, text] of [
    ['Copy tccli', call?.tccli],
    ['Copy SDK code', call?.sdk],
  ]) {
    expect(await (await next()).innerText()).toBe(label);
    await page.keyboard.press('Enter');
    await panelOf(page).getByText('Copied').waitFor();
    expect(await clipboard()).toBe(text);
    expect(text).toContain('m-608587242317024640');
  }
  expect(await (await next()).innerText()).toBe('Show both');
  await next('Shift+Tab');
  await next('Shift+Tab');
  await next('Shift+Tab');
  await next('Shift+Tab');
  await page.keyboard.press('Enter');
  expect(await focused().getAttribute('aria-expanded')).toBe('false');
});

test.skipIf(missing)('says so where a browser does not allow to copy', async () => {
  const { page } = await visitAndRun();
  await page.evaluate(() => {
    Reflect.set(Reflect.get(globalThis, 'navigator').clipboard, 'writeText', () => Promise.reject(new Error('no')));
  });
  await firstCall(page).click();
  await panelOf(page).getByRole('button', { name: 'Copy tccli' }).click();
  await panelOf(page).getByText('Not allowed here: copy from below').waitFor();
});

test.skipIf(missing)('is dark in the dark, and light in the light, and readable in both', async () => {
  const pictures = new Set<string>();
  for (const colorScheme of ['dark', 'light'] as const) {
    const { page } = await visitAndRun({ colorScheme });
    await firstCall(page).click();
    await panelOf(page).getByText('Show both').click();
    const all = await contrasts(panelOf(page));
    expect(all.length).toBeGreaterThan(15);
    expect(all.filter(({ ratio }) => !(ratio >= 4.5))).toEqual([]);
    pictures.add((await panelOf(page).screenshot()).toString('base64'));
  }
  expect(pictures.size).toBe(2);
});

test.skipIf(missing)('has nothing beside its edge in a narrow window', async () => {
  const { page } = await visitAndRun();
  await firstCall(page).click();
  await page.setViewportSize({ width: 720, height: 900 });
  const beyond = await panelOf(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(beyond).toBe(0);
});

test.skipIf(missing)('tells why where there is nothing to draw', async () => {
  const page = await site?.visit();
  if (page === undefined) return;
  const refused = 'This server answers no <b>inspection</b>.';
  await page.route('**/graphql', async (route) => {
    await route.fulfill({ json: { data: {}, extensions: { tione: { refused } } } });
  });
  await page.click('.graphiql-execute-button');
  await panelOf(page).getByText(refused).waitFor();
});
