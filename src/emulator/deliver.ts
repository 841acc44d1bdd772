/** The answer on its way out: whole, or as badly as a fault wants it. */
import type { FaultPlan } from './fault-plan.ts';
import type { FaultScope } from './live-rules.ts';

/** Waits; rejects with the reason of the signal when that comes first. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Exactly this text: some official SDKs overlook errors when there is a charset behind it. */
const contentType = 'application/json';

const encoder = new TextEncoder();

export function jsonResponse(text: string, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  const bytes = encoder.encode(text);
  return new Response(bytes, {
    status,
    headers: { 'content-type': contentType, 'content-length': String(bytes.length), ...headers },
  });
}

/** Statuses of which HTTP says that they have no body. */
const bodiless: readonly number[] = [204, 205, 304];

export interface DeliverOptions {
  readonly sleep: Sleep;
  /** Headers besides the usual ones. */
  readonly headers: Readonly<Record<string, string>>;
  /** Resets the connection; undefined where there is none. */
  readonly reset: (() => Promise<void>) | undefined;
}

/** A network error stands for a connection that is dropped; a body that errors for one that breaks while it is sent. */
export function deliver(text: string, call: FaultScope, faults: FaultPlan, options: DeliverOptions): Response {
  const { sleep, headers, reset } = options;
  if (faults.hits('dropConnection', call)) return Response.error();
  const status = faults.notJson(call);
  if (status !== undefined) {
    const page = `<html><head><title>${String(status)}</title></head><body>stgw</body></html>\n`;
    const type = { 'content-type': 'text/html' };
    return new Response(bodiless.includes(status) ? null : page, { status, headers: { ...type, ...headers } });
  }
  const bytes = encoder.encode(text);
  const half = Math.floor(bytes.length / 2);
  const json = { 'content-type': contentType, ...headers };
  const sized = { ...json, 'content-length': String(bytes.length) };
  if (faults.hits('truncate', call)) return inTwo(bytes.subarray(0, half), breakOff, sized);
  const moment = faults.resetConnection(call);
  if (moment === 'before-body') return inTwo(nothing, resetting(reset), sized);
  // Without a length the body comes in chunks, and lacks its end until the last one.
  if (moment === 'after-body') return inTwo(bytes, resetting(reset), json);
  const pauseMs = faults.amount('slowBodyMs', call);
  if (pauseMs === undefined) return new Response(bytes, { headers: sized });
  const secondHalf = async (signal: AbortSignal): Promise<Uint8Array> => {
    await sleep(pauseMs, signal);
    return bytes.subarray(half);
  };
  return inTwo(bytes.subarray(0, half), secondHalf, sized);
}

const nothing = new Uint8Array();

const breakOff = (): Promise<never> => Promise.reject(new Error('the answer breaks off'));

const resetting = (reset: DeliverOptions['reset']) => async (): Promise<never> => {
  await reset?.();
  throw Object.assign(new Error('the connection was reset'), { code: 'ECONNRESET' });
};

/** A body of two parts, of which the second is asked for once the first was taken. */
function inTwo(
  first: Uint8Array,
  second: (gone: AbortSignal) => Promise<Uint8Array>,
  headers: Readonly<Record<string, string>>,
): Response {
  const gone = new AbortController();
  let isStarted = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const isFirst = !isStarted;
        isStarted = true;
        if (isFirst && first.length > 0) {
          controller.enqueue(first);
          return;
        }
        controller.enqueue(await second(gone.signal));
        controller.close();
      },
      cancel(reason) {
        gone.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
}
