/** The admin path `/_emulator/*`: for tests on this machine, unsigned, and no part of the API. */
import { isLocal } from './admin-guard.ts';
import type { Calls } from './calls.ts';
import type { Connection } from './connection.ts';
import { jsonResponse } from './deliver.ts';
import type { FaultPlan } from './fault-plan.ts';
import { FaultsError } from './faults.ts';
import { JsonError, parseJson } from './json.ts';
import type { ModelInput } from './complete-model.ts';
import { ModelInputError } from './model-input.ts';
import type { ModelSet } from './model-set.ts';
import { refuseSlips } from './model-slips.ts';
import { DuplicateId } from './store.ts';

export interface AdminParts {
  readonly calls: Pick<Calls, 'snapshot' | 'reset'>;
  readonly faults: Pick<FaultPlan, 'get' | 'set'>;
  readonly models: Pick<ModelSet, 'insert' | 'remove'>;
}

/** Without a connection the caller is in this process. */
export type Admin = (request: Request, url: URL, connection?: Connection) => Promise<Response>;

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
        [
          'POST',
          (body) => {
            refuseSlips(body);
            return { status: 201, body: models.insert(body as ModelInput) };
          },
        ],
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

  return async (request, url, connection) => {
    if (!isLocal(request.headers, url, connection))
      return reply(failure(403, 'the admin path is for this machine only'));
    if (connection?.isBodyTooLarge === true) return reply(failure(413, 'the body is too large'));
    for (const { path, methods } of routes) {
      const match = path.exec(url.pathname);
      if (match === null) continue;
      const handle = methods.get(request.method);
      const allow = [...methods.keys()].join(', ');
      if (handle === undefined) return reply(failure(405, `only ${allow} here`), { allow });
      try {
        const body = hasBody(request) ? parseJson(new Uint8Array(await request.arrayBuffer())) : undefined;
        return reply(handle(body, match[1] ?? ''));
      } catch (error) {
        return reply(explain(error));
      }
    }
    return reply(failure(404, 'there are /calls, /faults and /models here'));
  };
}

function hasBody({ method }: Request): boolean {
  return method === 'PUT' || method === 'POST';
}

function explain(error: unknown): Reply {
  if (error instanceof DuplicateId) return failure(409, error.message);
  if (error instanceof FaultsError || error instanceof ModelInputError) return failure(400, error.message);
  if (error instanceof JsonError) return failure(400, `the body must be JSON: ${error.message}`);
  return failure(500, `the emulator failed: ${error instanceof Error ? error.message : String(error)}`);
}

function failure(status: number, message: string): Reply {
  return { status, body: { message } };
}

function reply({ status = 200, body }: Reply, headers: Readonly<Record<string, string>> = {}): Response {
  return jsonResponse(JSON.stringify(body), status, headers);
}
