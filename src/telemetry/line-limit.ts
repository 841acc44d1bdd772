/** Keeps what happens again and again from filling the log: an outage is told of by its first lines, and by how many follow. */

/** Milliseconds; the first line of a kind begins a window. */
const windowMs = 1_000;

export interface LineLimit {
  /** Whether a line of this kind may be written; if not, it is counted. Kinds must be few: each open window is kept. */
  readonly admits: (kind: string) => boolean;
  /** Ends all windows now, and tells of what was counted. */
  readonly close: () => void;
}

export interface LineLimitOptions {
  /** Lines of one kind in a window. @default 20 */
  readonly most?: number;
  /** Told at the end of a window how many lines of a kind were left out, if any were. */
  readonly onMore: (kind: string, count: number) => void;
}

export function createLineLimit({ most = 20, onMore }: LineLimitOptions): LineLimit {
  const windows = new Map<string, { count: number; readonly timer: NodeJS.Timeout }>();

  const end = (kind: string): void => {
    const { count = 0, timer } = windows.get(kind) ?? {};
    clearTimeout(timer);
    windows.delete(kind);
    if (count > most) onMore(kind, count - most);
  };

  return {
    admits: (kind) => {
      const window = windows.get(kind);
      if (window === undefined) {
        // Nothing to stay alive for: `close` tells of what is left.
        windows.set(kind, { count: 1, timer: setTimeout(end, windowMs, kind).unref() });
        return true;
      }
      window.count += 1;
      return window.count <= most;
    },
    close: () => {
      for (const kind of [...windows.keys()]) end(kind);
    },
  };
}
