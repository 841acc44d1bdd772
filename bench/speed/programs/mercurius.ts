/** Mercurius on Fastify, without logs; `jit` compiles an operation when it comes for the second time. */
import fastify from 'fastify';
import mercurius from 'mercurius';
import { plainSchema } from './plain-schema.ts';
import { argument, tellPort } from './tell.ts';

const app = fastify();
app.register(mercurius, { schema: plainSchema(), ...(argument(2) === 'jit' ? { jit: 1 } : {}) });
await app.listen({ port: 0, host: '127.0.0.1' });
tellPort(app.server);
