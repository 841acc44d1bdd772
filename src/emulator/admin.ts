/** The admin path `/_emulator/*`: for tests on this machine, unsigned, and no part of the API. */
import { isLoopbackHost } from '../endpoint.ts';
import type { Calls } from './calls.ts';
import { jsonResponse } from './deliver.ts';
import type { FaultPlan } from './fault-plan.ts';
import { FaultsError } from './faults.ts';
import type { ModelInput } from './complete-model.ts';
import { ModelInputError } from './model-input.ts';
import type { ModelSet } from './model-set.ts';
import { DuplicateId } from './store.ts';

export interface AdminParts {
  readonly calls: Pick<Calls, 'snapshot' | 'reset'>;
  readonly faults: Pick<FaultPlan, 'get' | 'set'>;
  readonly models: Pick<ModelSet, 'insert' | 'remove'>;
}

export type Admin = (request: Request, url: URL, remoteAddress: string | undefined) => Promise<Response>;

interface Reply {
  readonly status?: number;
  readonly body: unknown;
}

/** What a method does; `id` is what follows the path. */
type Handle = (body: unknown, id: string) => Reply;

const prefix = '/_emulator';

export function isAdminPath(path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

export function createAdmin({ calls, faults, models }: AdminParts): Admin {
  const routes: readonly { readonly path: RegExp; readonly methods: ReadonlyMap<string, Handle> }[] = [
    {
      path: /^\/_emulator\/calls$/,
      methods: new Map<string, Handle>([
        ['GET', () => ({ body: calls.snapshot() })],
        [
          'DELETE',
          () => {
            calls.reset();
            return { body: calls.snapshot() };
          },
        ],
      ]),
    },
    {
      path: /^\/_emulator\/faults$/,
      methods: new Map<string, Handle>([
        ['GET', () => ({ body: faults.get() })],
        [
          'PUT',
          (body) => {
            faults.set(body);
            return { body: faults.get() };
          },
        ],
      ]),
    },
    {
      path: /^\/_emulator\/models$/,
      // The model set checks what it is given, whatever its type says.
      methods: new Map<string, Handle>([
        ['POST', (body) => ({ status: 201, body: models.insert(body as ModelInput) })],
      ]),
    },
    {
      path: /^\/_emulator\/models\/([^/]+)$/,
      methods: new Map<string, Handle>([
        [
          'DELETE',
          (_, id) => {
            const removed = models.remove(id);
            return removed === undefined ? failure(404, `there is no model ${id}`) : { body: removed };
          },
        ],
      ]),
    },
  ];

  return async (request, url, remoteAddress) => {
    if (!isLocal(request.headers, remoteAddress)) return reply(failure(403, 'the admin path is for this machine only'));
    for (const { path, methods } of routes) {
      const match = path.exec(url.pathname);
      if (match === null) continue;
      const handle = methods.get(request.method);
      const allow = [...methods.keys()].join(', ');
      if (handle === undefined) return reply(failure(405, `only ${allow} here`), { allow });
      try {
        return reply(handle(hasBody(request) ? await request.json() : undefined, match[1] ?? ''));
      } catch (error) {
        return reply(explain(error));
      }
    }
    return reply(failure(404, 'there are /calls, /faults and /models here'));
  };
}

/** The peer is on this machine, it meant this machine, and it is no page of somebody else in a browser on it. */
function isLocal(headers: Headers, remoteAddress: string | undefined): boolean {
  const [host, origin] = [headers.get('host'), headers.get('origin')];
  return (
    (remoteAddress === undefined || isLoopbackHost(remoteAddress)) &&
    (host === null || isLoopbackHost(host.replace(/:\d+$/, ''))) &&
    (origin === null || isLoopbackHost(origin.replace(/^https?:\/\//, '').replace(/:\d+$/, '')))
  );
}

function hasBody({ method }: Request): boolean {
  return method === 'PUT' || method === 'POST';
}

function explain(error: unknown): Reply {
  if (error instanceof DuplicateId) return failure(409, error.message);
  if (error instanceof FaultsError || error instanceof ModelInputError) return failure(400, error.message);
  if (error instanceof SyntaxError) return failure(400, `the body must be JSON: ${error.message}`);
  throw error;
}

function failure(status: number, message: string): Reply {
  return { status, body: { message } };
}

function reply({ status = 200, body }: Reply, headers: Readonly<Record<string, string>> = {}): Response {
  return jsonResponse(JSON.stringify(body), status, headers);
}
