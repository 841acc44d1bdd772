/**
 * The code of a system or network error, such as `ENOENT` or `UND_ERR_CONNECT_TIMEOUT`, for a message. Never the text of the
 * error, which may quote what was sent.
 */
export function faultCode(error: unknown): string {
  // A fetch wraps the system's error in a TypeError.
  return codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined) ?? 'unknown fault';
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return undefined;
  return /^[A-Z][A-Z0-9_]{1,63}$/.test(error.code) ? error.code : undefined;
}
