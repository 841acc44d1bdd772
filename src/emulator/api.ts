/** The API itself, at `/`: from a request to its answer, with an entry in the book of calls. */
import { refusalText, resultText } from './answer.ts';
import type { Calls, Outcome } from './calls.ts';
import type { Choices } from './choices.ts';
import type { Connection } from './connection.ts';
import { deliver, type Sleep } from './deliver.ts';
import type { FaultPlan, FaultScope } from './fault-plan.ts';
import type { ApiRequest, Gateway } from './gateway.ts';
import { internalError, Refusal } from './refusal.ts';

export interface ApiParts {
  readonly gateway: Gateway;
  readonly calls: Pick<Calls, 'arrive'>;
  readonly faults: FaultPlan;
  readonly choices: Pick<Choices, 'language'>;
  readonly latencyMs: number;
  readonly now: () => number;
  readonly sleep: Sleep;
  readonly requestId: () => string;
}

export type Api = (request: Request, url: URL, connection?: Connection) => Promise<Response>;

export function createApi({ gateway, calls, faults, choices, latencyMs, ...parts }: ApiParts): Api {
  /** The text of the answer. Never throws: whatever goes wrong is an answer too. */
  const outcome = (request: ApiRequest, call: FaultScope, id: string, end: (outcome: Outcome) => void): string => {
    let params: unknown = null;
    try {
      const result = gateway.handle(request, (read) => {
        params = read;
      });
      const disguise = { unknownEnums: faults.hits('unknownEnums', call), timeFormat: faults.timeFormat(call) };
      const text = resultText(result, id, disguise);
      end({ params, code: null });
      return text;
    } catch (error) {
      const refusal = error instanceof Refusal ? error : internalError(error);
      end({ params, code: refusal.code });
      return refusalText(refusal, id, request.header('x-tc-language') ?? choices.language);
    }
  };

  return async (request, url, connection) => {
    const arrivedAtMs = parts.now();
    const header = headerOf(request, url);
    const call = { action: header('x-tc-action') ?? '', region: header('x-tc-region') ?? null };
    const id = parts.requestId();
    const end = calls.arrive(call.action, call.region, id, arrivedAtMs);
    const body = connection?.isBodyTooLarge === true ? undefined : new Uint8Array(await request.arrayBuffer());
    const method = connection?.method ?? request.method;
    const query = queryOf(connection?.target ?? url.search);
    const text = outcome({ method, query, header, body, arrivedAtMs }, call, id, end);
    const waitMs = latencyMs + (faults.duration('latencyMs', call) ?? 0);
    if (waitMs > 0) await parts.sleep(waitMs, request.signal);
    return deliver(text, call, faults, parts.sleep);
  };
}

/** Headers by name. In memory there is no `Host` header, and the URL names the host. */
function headerOf({ headers }: Request, url: URL): (name: string) => string | undefined {
  return (name) => headers.get(name) ?? (name === 'host' ? url.host : undefined);
}

function queryOf(target: string): string {
  const start = target.indexOf('?');
  return start === -1 ? '' : target.slice(start + 1);
}
