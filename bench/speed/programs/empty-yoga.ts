/** The smallest Yoga server that answers anything, for the time that a start takes. */
import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';

const schema = createSchema({
  typeDefs: 'type Query { greeting: String }',
  resolvers: { Query: { greeting: () => 'hello' } },
});
const yoga = createYoga({ schema });
const server = createServer((request, response) => {
  void yoga(request, response);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(`listening on http://127.0.0.1:${String(address?.port)}/graphql`);
});
