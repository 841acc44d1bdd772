/** The answer on its way out: whole, or as badly as a fault wants it. */
import type { FaultPlan, FaultScope } from './fault-plan.ts';

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

/** A network error stands for a connection that is dropped; a body that errors for one that breaks halfway. */
export function deliver(text: string, call: FaultScope, faults: FaultPlan, sleep: Sleep): Response {
  if (faults.hits('dropConnection', call)) return Response.error();
  const status = faults.notJson(call);
  if (status !== undefined) {
    const page = `<html><head><title>${String(status)}</title></head><body>stgw</body></html>\n`;
    return new Response(bodiless.includes(status) ? null : page, { status, headers: { 'content-type': 'text/html' } });
  }
  if (faults.hits('truncate', call)) return inHalves(text, () => Promise.reject(new Error('the answer breaks off')));
  const pauseMs = faults.duration('slowBodyMs', call);
  if (pauseMs !== undefined) return inHalves(text, (signal) => sleep(pauseMs, signal));
  return jsonResponse(text);
}

/** Sends the first half at once and the second after `between`; the whole length is announced. */
function inHalves(text: string, between: (signal: AbortSignal) => Promise<void>): Response {
  const bytes = encoder.encode(text);
  const half = Math.floor(bytes.length / 2);
  const gone = new AbortController();
  let isStarted = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!isStarted) {
          isStarted = true;
          controller.enqueue(bytes.subarray(0, half));
          return;
        }
        await between(gone.signal);
        controller.enqueue(bytes.subarray(half));
        controller.close();
      },
      cancel(reason) {
        gone.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: { 'content-type': contentType, 'content-length': String(bytes.length) },
  });
}
