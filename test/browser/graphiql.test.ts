import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { listen } from '../../src/http.ts';
import { createGraphiqlPage } from '../../src/server/graphiql-page.ts';
import { createSystem } from '../helpers/system.ts';

const executablePath = '/usr/bin/chromium';
const missing = !existsSync(executablePath) && process.env['CI'] !== 'true';
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

test.skipIf(missing)(
  'GraphiQL runs the first example without internet (skipped where Chromium is missing)',
  async () => {
    const graphiql = createGraphiqlPage('TI-ONE models');
    const listening = await listen(createSystem({ server: { graphiql } }).server.listener, {
      host: '127.0.0.1',
      port: 0,
    });
    const browser = await chromium.launch({ executablePath, args });
    try {
      const page = await browser.newPage();
      const foreign: string[] = [];
      page.on('request', (request) => {
        if (/^https?:/.test(request.url()) && !request.url().startsWith(listening.url)) foreign.push(request.url());
      });
      await page.goto(`${listening.url}/graphql`);
      await page.click('.graphiql-execute-button');
      const shown = page.locator('.result-window');
      await shown.getByText('mv-v1-625097625049989888').first().waitFor();
      expect(await page.locator('[role=tab]').count()).toBeGreaterThanOrEqual(3);
      expect(foreign).toEqual([]);
    } finally {
      await browser.close();
      await listening.close();
    }
  },
);
