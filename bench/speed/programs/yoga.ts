/** GraphQL Yoga as it comes. */
import { createServer } from 'node:http';
import { createYoga } from 'graphql-yoga';
import { plainSchema } from './plain-schema.ts';
import { listen } from './tell.ts';

const yoga = createYoga({ schema: plainSchema() });
listen(
  createServer((request, response) => {
    void yoga(request, response);
  }),
);
