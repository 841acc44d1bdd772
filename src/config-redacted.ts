/** Text that holds a secret, for whoever asks: `console.log`, `util.inspect` and `JSON.stringify` do not show it. */
export interface Redacted {
  readonly reveal: () => string;
}

export function redact(secret: string): Redacted {
  return { reveal: () => secret };
}
