/** The plugins that tell what may be asked, in their order. */
import type { YogaServerOptions } from 'graphql-yoga';
import type { Context } from '../schema/context.ts';
import type { AccessOptions } from './access-options.ts';
import { useCsrfGuard } from './plugins/use-csrf-guard.ts';
import { useHiddenSchema } from './plugins/use-hidden-schema.ts';
import { usePersistedDocuments } from './plugins/use-persisted-documents.ts';
import type { ServerContext } from './server-context.ts';

type Options = YogaServerOptions<ServerContext, Context>;
type Plugins = NonNullable<Options['plugins']>;

/** On operations, once it is known that the request is one. */
export function restrictions({
  introspection = true,
  corsOrigins = [],
  csrfAllowGet,
  persisted,
}: AccessOptions): Plugins {
  return [
    ...(csrfAllowGet === true ? [] : [useCsrfGuard(corsOrigins)]),
    ...(persisted === undefined ? [] : [usePersistedDocuments(persisted)]),
    ...(introspection ? [] : [useHiddenSchema()]),
  ];
}

const readable = [
  'age',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'www-authenticate',
  'x-request-id',
  'x-tione-mode',
];

/** Tells browsers which pages may read answers. Credentials travel in headers, never in cookies. */
export function corsFor({ corsOrigins = [] }: AccessOptions): NonNullable<Options['cors']> {
  if (corsOrigins.length === 0) return false;
  const allowed = {
    origin: [...corsOrigins],
    credentials: false,
    methods: ['GET', 'POST'],
    exposedHeaders: readable,
    maxAge: 600,
  };
  return (request) => (corsOrigins.includes(request.headers.get('origin') ?? '') ? allowed : false);
}
