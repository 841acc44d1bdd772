/** Version, trace, span and flags (w3.org/TR/trace-context). Later versions may append to it. */
const traceParent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-|$)/;

/** The trace that a `traceparent` header names; undefined where it is none. */
export function traceIdIn(header: string | null): string | undefined {
  const [, traceId, rest] = traceParent.exec(header ?? '') ?? [];
  // The version of today ends here.
  return rest === '-' && header?.startsWith('00') === true ? undefined : traceId;
}
