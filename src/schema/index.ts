/** Assembles the schema: the imports define the types. Importing it has no other effect. */
import type { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import './date-time.ts';
import { federationLink, toSubgraph } from './subgraph.ts';
import { referencedModel } from './training-model-queries.ts';
import './training-model.ts';
import { referencedVersion } from './training-model-version-queries.ts';
import './training-model-version.ts';
import './upstream.ts';

/** The executable schema, a Federation v2 subgraph. */
export const schema: GraphQLSchema = toSubgraph(
  // Sorted once, with what is added to it.
  builder.toSchema({ sortSchema: false, extensions: { directives: [federationLink] } }),
  { TrainingModel: referencedModel, TrainingModelVersion: referencedVersion },
);
