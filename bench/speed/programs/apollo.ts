/** Apollo Server, standalone, with its default plugins; `no-cache-control` leaves out the dearest of them. */
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { plainSchema } from './plain-schema.ts';
import { argument } from './tell.ts';

const plugins = argument(2) === 'no-cache-control' ? [ApolloServerPluginCacheControlDisabled()] : [];
const server = new ApolloServer({ schema: plainSchema(), plugins });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
process.send?.({ port: Number(new URL(url).port) });
