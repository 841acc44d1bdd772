/** Reads bodies as JSON. The document is the greatest part of most of them, and mostly one that has come before: it is not read again. */
import { markOf } from './marks.ts';

/** The beginning of bodies, as clients write them, up to what is sent along with the document. */
interface Head {
  readonly text: string;
  readonly query: string;
}

/** A power of two; of documents that share a place, the later one is known. */
const places = 64;
/** Characters of a head. Longer ones are rare, and all places of them would hold megabytes for anybody who sends them. */
const maxLength = 16_384;
/** Characters by which a place is found: the name of an operation is among them. */
const markedLength = 64;
const opening = '{"query":"';

/** What `JSON.parse` gives; undefined where it throws. */
export function createBodyReader(): (body: string) => unknown {
  const heads: (Head | undefined)[] = Array.from({ length: places }, () => undefined);
  return (body) => {
    if (!body.startsWith(opening)) return parse(body);
    const place = markOf(body.slice(0, markedLength)) & (places - 1);
    const head = heads[place];
    const known = head && readBehind(head, body);
    if (known !== undefined) return known;
    const given = parse(body);
    heads[place] = headOf(body, given) ?? head;
    return given;
  };
}

/** Undefined where the body begins otherwise, and where it takes the whole of it to tell what it says. */
function readBehind({ text, query }: Head, body: string): object | undefined {
  // eslint-disable-next-line @typescript-eslint/prefer-string-starts-ends-with -- takes twice as long, character by character
  if (body.slice(0, text.length) !== text) return undefined;
  const rest = parse(`{${body.slice(text.length)}`);
  if (!isObject(rest) || 'query' in rest || isEmpty(rest)) return undefined;
  rest['query'] = query;
  return rest;
}

/** Behind a comma, something must follow. */
function isEmpty(object: object): boolean {
  for (const name in object) if (Object.hasOwn(object, name)) return false;
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function headOf(body: string, given: unknown): Head | undefined {
  if (!isObject(given) || typeof given['query'] !== 'string') return undefined;
  const { query } = given;
  const text = `{"query":${JSON.stringify(query)},`;
  return text.length <= maxLength && body.startsWith(text) ? { text, query } : undefined;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
