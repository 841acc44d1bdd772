import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Without this, tests load graphql as ES modules and libraries load it as CommonJS: two copies, and
    // "another module or realm" errors between them.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup/leaks.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
