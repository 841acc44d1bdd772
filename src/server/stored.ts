/** Something of fixed content over HTTP: compressed once for each encoding, and sent once to each browser. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { accepts } from './accept.ts';

export interface StoredContent {
  /** Stands for the content, in its entity tags. */
  readonly hash: string;
  readonly type: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface StoredAnswer {
  readonly status: 200 | 304;
  readonly headers: Record<string, string>;
  readonly body: Buffer<ArrayBuffer> | null;
}

export interface Stored {
  /** What a request with these headers gets. */
  readonly answer: (asked: Headers) => Promise<StoredAnswer>;
}

/**
 * Of GraphiQL's 5.3 MB script, brotli makes 1.29 MB in 170 ms at quality 5, 1.24 MB in 640 ms at 9; gzip makes 1.45 MB in
 * 140 ms.
 */
const brotliQuality = 5;

const compress = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
      },
    }),
  gzip: (body: Buffer) => promisify(gzip)(body),
} as const satisfies Record<string, (body: Buffer) => Promise<Buffer>>;

type Encoding = keyof typeof compress;

/** The better one first. */
const encodings = ['br', 'gzip'] as const satisfies readonly Encoding[];

/** Compresses when an encoding is first asked for. */
export function createStored({ hash, type, text, headers }: StoredContent): Stored {
  const compressed = new Map<Encoding, Promise<Buffer<ArrayBuffer>>>();
  const bodyIn = (encoding: Encoding | undefined): Buffer<ArrayBuffer> | Promise<Buffer<ArrayBuffer>> => {
    if (encoding === undefined) return Buffer.from(text);
    const made = compressed.get(encoding) ?? compress[encoding](Buffer.from(text));
    compressed.set(encoding, made);
    return made;
  };
  return {
    answer: async (asked) => {
      const encoding = encodings.find((name) => accepts(asked.get('accept-encoding'), [name]));
      // Strong, so one for each encoding.
      const etag = `"${hash}${encoding === undefined ? '' : `-${encoding}`}"`;
      const always = { ...headers, etag };
      if (accepts(asked.get('if-none-match'), [etag, `w/${etag}`, '*']))
        return { status: 304, headers: always, body: null };
      const content = await bodyIn(encoding);
      const shape = { 'content-type': type, 'content-length': String(content.byteLength) };
      return {
        status: 200,
        headers: { ...always, ...shape, ...(encoding === undefined ? {} : { 'content-encoding': encoding }) },
        body: content,
      };
    },
  };
}
