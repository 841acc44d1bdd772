/** JSON from outside, bounded in depth. */

/** Deeper than anything of the API, and shallow enough for whatever walks it later: `JSON.parse` itself knows no limit. */
const maxDepth = 32;

/** Bytes that are no JSON, or JSON that nests too deeply. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
}

/** Throws {@link JsonError}. */
export function parseJson(bytes: Uint8Array): unknown {
  const value = parse(bytes);
  if (isDeeper(value, maxDepth)) throw new JsonError(`it nests deeper than ${String(maxDepth)} levels`);
  return value;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new JsonError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Whether there are more than `levels` lists and objects inside each other. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}
