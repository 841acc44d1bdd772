/** Parameters of a GET: `Filters.0.Values.0=NORMAL` back into the nested form that a POST has. */
import { Refusal } from './refusal.ts';

/** Deeper than any parameter of the API. */
const maxDepth = 6;

type Tree = Map<string, Tree | string>;

/** Numbers among the names make a list; their order counts, gaps do not. Text stays text. */
export function parseQuery(query: string): unknown {
  const root: Tree = new Map();
  for (const [name, value] of new URLSearchParams(query)) plant(root, name, value);
  return toValue(root, true);
}

function plant(root: Tree, name: string, value: string): void {
  const steps = name.split('.');
  const last = steps.pop() ?? '';
  if (steps.length >= maxDepth) throw clash(name);
  let tree = root;
  for (const step of steps) {
    const next = tree.get(step) ?? new Map<string, Tree | string>();
    if (typeof next === 'string') throw clash(name);
    tree.set(step, next);
    tree = next;
  }
  if (tree.has(last)) throw clash(name);
  tree.set(last, value);
}

function toValue(node: Tree | string, isRoot = false): unknown {
  if (typeof node === 'string') return node;
  const entries = [...node];
  if (!isRoot && entries.every(([name]) => /^\d{1,9}$/.test(name)))
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => toValue(child));
  return Object.fromEntries(entries.map(([name, child]) => [name, toValue(child)]));
}

function clash(name: string): Refusal {
  return new Refusal('InvalidParameter', `The query parameter \`${name}\` is given twice or does not fit the others.`);
}
