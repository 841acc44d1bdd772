/** Every tab of a first visit runs as it is. */
import { readdir } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { missing, openSite, openTab, run, shown, tabNames } from './site.ts';

const site = missing ? undefined : await openSite({ server: { inspector: { mode: 'on-request' } } });
const page = await site?.visit();
afterAll(() => site?.[Symbol.asyncDispose]());

/** What each tab asks of TI-ONE, and something that it must show. */
const tabs: readonly (readonly [name: string, calls: readonly string[], text: string])[] = [
  ['Model', ['DescribeTrainingModelVersions'], '"id": "mv-v1-625097625049989888"'],
  ['Versions', ['DescribeTrainingModelVersions'], '"totalCount": 96'],
  ['Overview', ['DescribeTrainingModels'], '"name": "feed-ctr-rank"'],
  ['Models', ['DescribeTrainingModels'], '"name": "llama3-8b-translate"'],
  ['ManyModels', ['DescribeTrainingModels', 'DescribeTrainingModelVersions'], '"name": "test-model"'],
  ['Entities', ['DescribeTrainingModels'], '"name": "test-model"'],
  ['Upstream', ['DescribeTrainingModelVersions'], '"servedFrom": "UPSTREAM"'],
];

test.skipIf(site === undefined)('there is a tab for each example (skipped where Chromium is missing)', async () => {
  const files = (await readdir('schema/operations')).filter((name) => name.endsWith('.graphql'));
  expect(tabs).toHaveLength(files.length);
  expect(page && (await tabNames(page))).toEqual(tabs.map(([name]) => name));
});

test.skipIf(site === undefined).each(tabs)('the tab %s asks %j', async (name, calls, text) => {
  if (site === undefined || page === undefined) return;
  await openTab(page, name);
  site.system.calls();
  const { data, errors } = await run(page);
  expect(errors).toBeUndefined();
  expect(Object.values(data ?? {})).not.toContain(null);
  await expect.poll(() => shown(page)).toContain(text);
  expect(site.system.calls()).toEqual(calls);
  expect(site.problems()).toEqual([]);
});
