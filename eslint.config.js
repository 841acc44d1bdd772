import { existsSync } from 'node:fs';
import eslint from '@eslint/js';
import node from 'eslint-plugin-n';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'test/generated/', 'bench/speed/programs/built/'] },
  // Without its packages nothing is known of their types, and every use of one looks unsafe.
  ...['examples/supergraph/', 'bench/speed/programs/']
    .filter((directory) => !existsSync(`${directory}node_modules`))
    .map((directory) => ({ ignores: [directory] })),
  eslint.configs.recommended,
  {
    files: ['**/*.ts', 'src/server/graphiql/browser/*.js'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { n: node },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'n/no-unsupported-features/node-builtins': ['error', { allowExperimental: true }],
      'n/no-unsupported-features/es-builtins': 'error',
      'n/prefer-node-protocol': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli.ts', 'src/cli/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Only the command line knows the process; take an option instead.' },
        { name: 'fetch', message: "Node 20's own fetch is an old undici; requests go out through a transport." },
      ],
    },
  },
  {
    // Scripts of browsers, with types in comments. The compiler checks them: names that are not there, and casts, which the
    // linter does not see.
    files: ['src/server/graphiql/browser/*.js'],
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'n/no-unsupported-features/node-builtins': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    // Types of schema elements are inferred by Pothos, and cannot be written down.
    files: ['src/schema/**/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    files: ['*.js', '*.cjs', '.*.cjs', 'examples/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'writable' } },
  },
);
