/**
 * With which variables an operation was found to be within its limits. What it costs depends on nothing but numbers and lengths
 * of lists: page sizes, and how many ids or representations there are.
 */
import { getOperationAST, type DocumentNode } from 'graphql';

export interface MeasuredSizes {
  /** What stands for all variables of these sizes. */
  readonly of: (variables: Readonly<Record<string, unknown>>) => string;
  readonly has: (sizes: string) => boolean;
  readonly add: (sizes: string) => void;
}

/** Of one operation: clients ask with few of them, and who asks with all is measured anew. */
const maxKept = 256;

export function createMeasuredSizes(document: DocumentNode, operationName: string | null | undefined): MeasuredSizes {
  const { variableDefinitions = [] } = getOperationAST(document, operationName) ?? {};
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  const known = new Set<string>();
  return {
    of: (variables) => {
      let sizes = '';
      for (const name of names) sizes += `${sizeOf(variables[name])} `;
      return sizes;
    },
    has: (sizes) => known.has(sizes),
    add: (sizes) => {
      if (known.size >= maxKept) known.clear();
      known.add(sizes);
    },
  };
}

function sizeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${String(value.length)}]`;
  return typeof value === 'number' ? String(value) : typeof value;
}
