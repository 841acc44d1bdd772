import type { Plugin } from 'graphql-yoga';
import { parseWithinLimits } from '../document-limits.ts';

/** Refuses documents that are too much to be parsed and validated. */
export function useDocumentLimits(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn(parseWithinLimits);
    },
  };
}
