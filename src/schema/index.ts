/** Assembles the schema: the imports define the types. Importing it has no other effect. */
import type { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import './date-time.ts';
import { isolateEntities } from './federation.ts';
import './training-model-queries.ts';
import './training-model.ts';
import './training-model-version-queries.ts';
import './training-model-version.ts';
import './upstream.ts';

/** The executable schema, a Federation v2 subgraph. The version is the newest that all composers in use accept. */
export const schema: GraphQLSchema = isolateEntities(
  builder.toSubGraphSchema({ linkUrl: 'https://specs.apollo.dev/federation/v2.9' }),
);
