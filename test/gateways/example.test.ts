/** `npm run example:supergraph`, as people run it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, it, vi } from 'vitest';
import { demoServices } from '../../examples/supergraph/demo-services.ts';
import { describeWithExample } from '../federation/example-packages.ts';
import { urlIn } from '../helpers/process.ts';
import type { GraphQLAnswer } from '../helpers/system.ts';

vi.setConfig({ testTimeout: 120_000 });

const root = new URL('../../', import.meta.url);
const queries = readFileSync(new URL('examples/supergraph/queries.graphql', root), 'utf8');
const operations = [...queries.matchAll(/^query (\w+)/gm)].map(([, name]) => name);

async function ask(url: string, operationName: string | undefined): Promise<GraphQLAnswer<Record<string, unknown>>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: queries, operationName }),
  });
  return (await response.json()) as GraphQLAnswer<Record<string, unknown>>;
}

describeWithExample('the example', () => {
  it.each(['hive', 'hive-router', 'apollo'])(
    'answers its queries with demo models, and stops in good order: %s',
    async (gateway) => {
      const args = ['--import', 'tsx', 'examples/supergraph/start.ts', '--port', '0', '--gateway', gateway];
      const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
      try {
        const ended = once(child, 'exit');
        const lines: string[] = [];
        for await (const line of createInterface(child.stdout)) {
          lines.push(line);
          if (!line.startsWith('gateway ')) continue;
          const url = urlIn(line);
          const answers = new Map<string | undefined, GraphQLAnswer<Record<string, unknown>>>();
          for (const operation of operations) answers.set(operation, await ask(url, operation));
          expect([...answers].filter(([, { errors }]) => errors !== undefined)).toEqual([]);
          expect(answers.get('Rollout')?.data?.['services']).toEqual(
            demoServices.map(({ id, name, deployments }) => {
              const isThere = id !== 'legacy';
              const text: unknown = isThere ? expect.any(String) : null;
              return {
                name,
                model: { name: text, latestVersion: isThere ? { version: text } : null },
                deployments: deployments.map((deployment) => ({
                  name: deployment.name,
                  replicas: deployment.replicas,
                  version: { version: text, format: text, createdAt: text },
                })),
              };
            }),
          );
          child.kill('SIGTERM');
        }
        expect(await ended).toEqual([0, null]);
        expect(lines.map((line) => line.replace(/ on .*/, ''))).toEqual([
          'subgraph tione listening',
          'subgraph deployments listening',
          `gateway ${gateway} listening`,
        ]);
      } finally {
        child.kill('SIGKILL');
      }
    },
  );
});
