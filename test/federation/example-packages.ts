/** The packages of `examples/supergraph`: gateways and composers, too large for the product's own dependencies. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe } from 'vitest';
import type { Subgraph } from '../../examples/supergraph/subgraph.ts';
import type { StartGateway } from '../../examples/supergraph/gateways/start-gateway.ts';

const example = new URL('../../examples/supergraph/', import.meta.url);
const installed = existsSync(new URL('node_modules', example));

/** Skips with its reason where the packages are not installed; in CI they must be. */
export function describeWithExample(title: string, body: () => void): void {
  if (installed || process.env['CI'] === 'true') describe(title, body);
  else describe.skip(`${title} (skipped: run \`npm ci\` in examples/supergraph)`, body);
}

if (!installed) console.warn('Tests with gateways and composers need `npm ci` in examples/supergraph.');

// The callers name the types: neither the packages nor what imports them can be checked where they are not installed.
export const requireFromExample: (name: string) => unknown = createRequire(new URL('package.json', example));

async function importFromExample(path: string): Promise<unknown> {
  return import(new URL(path, example).href);
}

export async function loadCompose(): Promise<(subgraphs: readonly Subgraph[]) => string> {
  const { compose } = (await importFromExample('compose.ts')) as {
    readonly compose: (subgraphs: readonly Subgraph[]) => string;
  };
  return compose;
}

export async function loadGateway(file: string, name: string): Promise<StartGateway> {
  const starters = (await importFromExample(`gateways/${file}.ts`)) as Readonly<Record<string, StartGateway>>;
  const start = starters[name];
  if (start === undefined) throw new TypeError(`gateways/${file}.ts exports no ${name}`);
  return start;
}
