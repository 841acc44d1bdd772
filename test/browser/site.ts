/** The whole system behind GraphiQL in headless Chromium, with no way to anywhere else. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { listen } from '../../src/http.ts';
import { createGraphiqlPage } from '../../src/server/graphiql/create-page.ts';
import { createSystem, type System, type SystemOptions } from '../helpers/system.ts';

const executablePath = '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** Tests of the page are skipped where there is no Chromium, but never in CI. */
export const missing = !existsSync(executablePath) && process.env['CI'] !== 'true';

export interface Site extends AsyncDisposable {
  readonly url: string;
  readonly system: System;
  /** A page of a browser that was never here, at GraphiQL. */
  readonly visit: (options?: BrowserContextOptions, search?: string) => Promise<Page>;
  /** Of all pages: requests to elsewhere, errors of scripts, and what Chromium complains of. */
  readonly problems: () => readonly string[];
}

export async function openSite(options: SystemOptions = {}): Promise<Site> {
  const system = createSystem({
    ...options,
    server: { graphiql: createGraphiqlPage('TI-ONE models'), ...options.server },
  });
  const listening = await listen(system.server.listener, { host: '127.0.0.1', port: 0 });
  const browser: Browser = await chromium.launch({ executablePath, args });
  const problems: string[] = [];
  const watch = (context: BrowserContext): void => {
    context.on('request', (request) => {
      const url = request.url();
      if (/^(?:https?|wss?):/.test(url) && !url.startsWith(listening.url)) problems.push(`asked for ${url}`);
    });
    context.on('weberror', (error) => problems.push(String(error.error())));
    context.on('console', (message) => {
      // A refused operation is no failure of the page.
      if (message.type() === 'error' && !message.text().includes('status of 401')) problems.push(message.text());
    });
  };
  return {
    url: listening.url,
    system,
    visit: async (contextOptions, search = '') => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...contextOptions });
      watch(context);
      const page = await context.newPage();
      await page.goto(`${listening.url}/graphql${search}`);
      await ready(page);
      return page;
    },
    problems: () => problems,
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await listening.close();
    },
  };
}

/** Until the page can run an operation, and knows the schema or why it does not. */
export async function ready(page: Page): Promise<void> {
  await page.locator('.graphiql-execute-button').waitFor();
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
}

/** Names of the tabs, in order. */
export const tabNames = (page: Page): Promise<string[]> => page.locator('.graphiql-tab-button').allInnerTexts();

export async function openTab(page: Page, name: string): Promise<void> {
  const active = page.locator('.graphiql-tab-active');
  if ((await active.innerText()) === name) return;
  await page.getByRole('button', { name, exact: true }).click();
  await expect.poll(() => active.innerText()).toBe(name);
  // The page has looked at the query: it knows the operation.
  await expect.poll(() => new URL(page.url()).searchParams.get('query')).toContain(`query ${name}`);
}

/** What a browser keeps of a page, as one text. */
export function kept(page: Page): Promise<string> {
  return page.evaluate(() => {
    const names = ['localStorage', 'sessionStorage', 'history.state', 'document.cookie'] as const;
    const valueOf = (name: string): unknown =>
      name.split('.').reduce<unknown>((value, key) => Reflect.get(Object(value), key), globalThis);
    return JSON.stringify(names.map(valueOf));
  });
}

/** Runs what is in the open tab; resolves with the answer of the server when the page shows it. */
export async function run(page: Page): Promise<{ readonly data?: unknown; readonly errors?: unknown }> {
  const [response] = await Promise.all([
    page.waitForResponse((candidate) => candidate.request().method() === 'POST'),
    page.click('.graphiql-execute-button'),
  ]);
  await page.locator('.result-window .view-line').first().waitFor();
  return (await response.json()) as { readonly data?: unknown };
}

/** What the page shows of the answer: as much as fits. */
export async function shown(page: Page): Promise<string> {
  const lines = await page.locator('.result-window .view-lines').innerText();
  return lines.replaceAll('\u00a0', ' ');
}

/** The panel of ours. */
export const panelOf = (page: Page): ReturnType<Page['locator']> => page.locator('.tione-panel');

/** As one may see it: the names of calls in the waterfall, in order. */
export async function drawnCalls(page: Page): Promise<readonly string[]> {
  await panelOf(page).getByText('Running…').waitFor({ state: 'detached' });
  return panelOf(page).locator('.tione-call .tione-action').allInnerTexts();
}
