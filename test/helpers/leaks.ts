/** Looks through everything that goes out for the secrets of the tests. */
import { inspect } from 'node:util';
import { secrets } from './secrets.ts';

const found = new Set<string>();
/** Characters; no spelling of a secret has more. */
const longest = 200;

/** Looks through what goes out at one place, piece by piece: a secret may be in two of them. */
export function watch(place: string): (piece: unknown) => void {
  let before = '';
  return (piece) => {
    const text = before + asText(piece);
    for (const name of secretsIn(text)) found.add(`${name} ${place}`);
    before = text.slice(1 - longest);
  };
}

const spellings = Object.entries(secrets).map(([name, secret]) => ({
  name,
  texts: [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')],
}));

/** The names of the secrets in a text, as they are and as they are spelt in a URL or in base64. */
export function secretsIn(text: string): readonly string[] {
  return spellings.filter(({ texts }) => texts.some((spelling) => text.includes(spelling))).map(({ name }) => name);
}

/** What has been found since the last time this was asked. */
export function takeLeaks(): readonly string[] {
  const leaks = [...found];
  found.clear();
  return leaks;
}

function asText(piece: unknown): string {
  if (typeof piece === 'string') return piece;
  if (piece instanceof Uint8Array) return Buffer.from(piece).toString();
  return piece === undefined ? '' : inspect(piece, { depth: Infinity });
}
