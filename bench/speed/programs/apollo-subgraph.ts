/** The same rows as entities of a subgraph: `@apollo/subgraph` on Apollo Server, standalone. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { modelOf, queries, sdl } from './rows.ts';
import './tell.ts';

const schema = buildSubgraphSchema({
  typeDefs: parse(sdl),
  resolvers: {
    Query: queries,
    TrainingModel: { __resolveReference: ({ id }: { readonly id: string }) => modelOf(id) },
  },
});
const { url } = await startStandaloneServer(new ApolloServer({ schema }), { listen: { port: 0, host: '127.0.0.1' } });
process.send?.({ port: Number(new URL(url).port) });
