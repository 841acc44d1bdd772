import { parse, type ParseOptions, type Source } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Refuses documents of more tokens while they are parsed. Our largest example has about 200; GraphiQL's introspection about 300. */
export function useTokenLimit(maxTokens: number): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string | Source, options?: ParseOptions) => parse(source, { ...options, maxTokens }));
    },
  };
}
