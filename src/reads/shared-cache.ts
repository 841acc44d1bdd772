/**
 * A cache that several processes share. None of its methods rejects or takes long: a store that is slow, down or was emptied
 * is one that knows nothing.
 */
export interface SharedCache {
  /** What is kept under a key; undefined when that is nothing. */
  readonly get: (key: string) => Promise<string | undefined>;
  /** Keeps a text for so many milliseconds. Nobody waits for it. */
  readonly set: (key: string, text: string, ttlMs: number) => void;
  /**
   * Claims the right to read a key upstream, for so many milliseconds at the most: false while another process holds it. True
   * when the store cannot tell.
   */
  readonly claim: (key: string, forMs: number) => Promise<boolean>;
  /** Gives a claim of this process back. */
  readonly release: (key: string) => void;
}
