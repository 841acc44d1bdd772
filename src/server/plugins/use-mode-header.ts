import type { Plugin } from 'graphql-yoga';

/** Names the mode on every response, so that demo data can never be taken for the real thing. */
export function useModeHeader(mode: string): Plugin {
  return {
    onResponse({ response }) {
      response.headers.set('x-tione-mode', mode);
    },
  };
}
