/** The API itself, at `/`: from a request to its answer, with an entry in the book of calls. */
import { refusalText, resultText } from './answer.ts';
import type { Calls, Outcome } from './calls.ts';
import type { Choices } from './choices.ts';
import type { Connection } from './connection.ts';
import { deliver, type Sleep } from './deliver.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { ApiRequest, Gateway } from './gateway.ts';
import type { FaultScope } from './live-rules.ts';
import { internalError, Refusal } from './refusal.ts';
import type { Stall } from './stall.ts';

export interface ApiParts {
  readonly gateway: Gateway;
  readonly calls: Pick<Calls, 'arrive'>;
  readonly faults: FaultPlan;
  readonly stall: Pick<Stall, 'hold'>;
  readonly choices: Pick<Choices, 'language'>;
  readonly latencyMs: number;
  readonly now: () => number;
  readonly sleep: Sleep;
  readonly requestId: () => string;
}

export type Api = (request: Request, url: URL, connection?: Connection) => Promise<Response>;

export function createApi({ gateway, calls, faults, stall, choices, latencyMs, ...parts }: ApiParts): Api {
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
    const skewMs = 1000 * (faults.amount('clockSkewSeconds', call) ?? 0);
    const clockMs = arrivedAtMs + skewMs;
    const text = outcome({ method, query, header, body, arrivedAtMs, clockMs }, call, id, end);
    // Not awaited, so that a call that is held holds neither its parameters nor its answer.
    if (faults.hits('stall', call)) return stall.hold(request);
    const waitMs = latencyMs + faults.latencyMs(call);
    if (waitMs > 0) await parts.sleep(waitMs, request.signal);
    const date = skewMs === 0 ? {} : { date: new Date(parts.now() + skewMs).toUTCString() };
    return deliver(text, call, faults, { sleep: parts.sleep, headers: date, reset: connection?.reset });
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
