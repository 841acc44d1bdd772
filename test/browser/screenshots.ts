/** Makes the pictures of the documentation: `npm run screenshots`. They show what a server with the demo data shows. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { drawnCalls, openSite, panelOf, run } from './site.ts';

const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** Several calls: of two regions, of a list, and of a model that no list has. */
const query = `# Two regions and a model.
query Board {
  guangzhou: trainingModels(first: 3) {
    totalCount
    nodes {
      name
      latestVersion {
        version
        status
      }
    }
  }
  shanghai: trainingModels(region: "ap-shanghai", first: 3) {
    totalCount
    nodes {
      name
    }
  }
  published: trainingModel(id: "m-608587242317024640") {
    name
    versions(first: 1) {
      nodes {
        version
        artifact {
          uris
        }
      }
    }
  }
}
`;

await mkdir(images, { recursive: true });
await using site = await openSite({
  // Upstream times as one may see them, and the rate that the client keeps to.
  emulator: { latencyMs: 40 },
  server: { inspector: { mode: 'on-request' } },
  client: { requestsPerSecond: 18 },
});
for (const colorScheme of ['dark', 'light'] as const) {
  const page = await site.visit({ colorScheme }, `?query=${encodeURIComponent(query)}`);
  // After a first letter the tab has the name of what is in it.
  await page.locator('.graphiql-query-editor .view-line').first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(' ');
  await page.keyboard.press('Home');
  await page.locator('.graphiql-tab-active').getByText('Board').waitFor();
  await run(page);
  await drawnCalls(page);
  await panelOf(page).locator('.tione-call').first().click();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${images}graphiql-${colorScheme}.png`, animations: 'disabled', caret: 'hide' });
  await page.close();
}
