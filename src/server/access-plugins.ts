/** The plugins that tell who may do what, in their order. */
import type { YogaServerOptions } from 'graphql-yoga';
import type { Context } from '../schema/context.ts';
import type { AccessOptions } from './access-options.ts';
import { useCaller, type SpecialPaths } from './plugins/use-caller.ts';
import { createRate, rateLimited, useCallerRate } from './plugins/use-caller-rate.ts';
import { useCsrfGuard } from './plugins/use-csrf-guard.ts';
import { useHiddenSchema } from './plugins/use-hidden-schema.ts';
import { useHostGuard } from './plugins/use-host-guard.ts';
import { usePersistedDocuments } from './plugins/use-persisted-documents.ts';
import type { ServerContext } from './server-context.ts';

type Options = YogaServerOptions<ServerContext, Context>;
type Plugins = NonNullable<Options['plugins']>;

/** Before anything that reads the request. */
export function admission(options: AccessOptions, { open, metrics }: SpecialPaths): Plugins {
  const { authenticate, routerSecrets = [], isOwnName, requestsPerCaller = 0, failuresPerPeer = 60 } = options;
  const failures = createRate('failures', failuresPerPeer);
  const onFailure = async (peer: string) => {
    const { isOver, headers } = await failures.take(peer);
    return isOver ? rateLimited('Too many requests whose credential is refused.', headers) : undefined;
  };
  return [
    // First: whoever came by another name must not learn anything.
    ...(isOwnName === undefined ? [] : [useHostGuard(isOwnName)]),
    useCaller({ open, metrics, authenticate, routerSecrets, now: options.now ?? Date.now, onFailure }),
    // By whom the request is of, so after that is known.
    ...(requestsPerCaller === 0 ? [] : [useCallerRate(createRate('caller', requestsPerCaller), open)]),
  ];
}

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
