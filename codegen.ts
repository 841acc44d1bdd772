import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed documents of the named operations in `schema/`, for the tests. Run it after every change of schema or operations. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  // Federation adds `_entities` to the running schema only.
  documents: ['schema/operations/*.graphql', '!schema/operations/*-entities.graphql'],
  generates: {
    'test/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { importExtension: '.ts', useTypeImports: true, enumsAsTypes: true, scalars: { DateTime: 'string' } },
    },
  },
};

export default config;
