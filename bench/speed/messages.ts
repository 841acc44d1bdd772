/** What the bench and the programs that it starts say to each other. Types only: programs are compiled file by file. */

/** Requests to send: `head`, a number that changes, and one of the tails make a body, so that as many bodies differ as wanted. */
export interface Requests {
  readonly head: string;
  readonly numbers: { readonly from: number; readonly count: number };
  readonly tails: readonly string[];
}

export interface LoadJob {
  readonly port: number;
  readonly path: string;
  readonly requests: Requests;
  /** Requests under way at any moment, each on a connection of its own. */
  readonly connections: number;
  readonly seconds: number;
  /** Ends earlier when there have been so many answers. @default never */
  readonly answers?: number;
  /** The nth body is the first to be sent. */
  readonly start: number;
}

export interface LoadResult {
  readonly answers: number;
  readonly seconds: number;
  /** Bytes of all bodies. */
  readonly bytes: number;
  /** Answers with a status other than 200. */
  readonly refused: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Calls of the upstream for so long, so many at once. */
export interface CallJob {
  readonly seconds: number;
  readonly concurrency: number;
}

export interface CallResult {
  readonly calls: number;
  readonly seconds: number;
}

/** One after the other: a call by hand, the same through a server in between, and a GraphQL request that needs just that call. */
export interface PairJob {
  /** Origins. */
  readonly upstream: string;
  readonly hop: string;
  readonly server: string;
  readonly pair: { readonly secretId: string; readonly secretKey: string };
  /** With a variable `id`. */
  readonly query: string;
  readonly ids: readonly string[];
}

export interface PairResult {
  readonly callMs: readonly number[];
  readonly hopMs: readonly number[];
  readonly requestMs: readonly number[];
}

export interface TimedJob {
  readonly seconds: number;
}

export interface SignatureResult {
  readonly signatures: number;
  readonly seconds: number;
  /** The same requests signed by everybody: values of the `Authorization` header. */
  readonly samples: readonly string[];
}

/** Bytes, after a garbage collection. */
export interface HeapResult {
  readonly heapUsed: number;
  readonly external: number;
  readonly rss: number;
}

/** A model as the schema has it, ready to be answered. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string };
