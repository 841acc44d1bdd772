/** Finds where an HTTP answer ends, and no more: the load must cost less than what is measured. */

export interface AnswerReader {
  /** Takes what came. The answer, once it is complete. */
  readonly take: (chunk: Buffer) => { readonly status: number; readonly bytes: number } | undefined;
}

const headEnd = '\r\n\r\n';
/** JSON has no line ends of this kind within its texts, so that nothing but the last chunk looks like this. */
const lastChunk = '0\r\n\r\n';

/** Answers must come one at a time: nothing is sent before the last one is complete. */
export function createAnswerReader(): AnswerReader {
  let pending: Buffer | undefined;
  let status = 0;
  let bytes = 0;
  /** Of a body whose length was told. */
  let left: number | undefined;
  let ending = '';

  const complete = (): { readonly status: number; readonly bytes: number } => {
    const answer = { status, bytes };
    status = bytes = 0;
    left = undefined;
    ending = '';
    return answer;
  };
  const takeBody = (chunk: Buffer): ReturnType<AnswerReader['take']> => {
    bytes += chunk.length;
    if (left !== undefined) {
      left -= chunk.length;
      return left > 0 ? undefined : complete();
    }
    ending = (ending + chunk.toString('latin1', Math.max(0, chunk.length - lastChunk.length))).slice(-lastChunk.length);
    return ending === lastChunk ? complete() : undefined;
  };
  return {
    take: (chunk) => {
      if (status !== 0) return takeBody(chunk);
      const text = pending === undefined ? chunk : Buffer.concat([pending, chunk]);
      const end = text.indexOf(headEnd);
      if (end === -1) {
        pending = text;
        return undefined;
      }
      pending = undefined;
      const head = text.toString('latin1', 0, end);
      status = Number(head.slice(9, 12));
      const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
      left = length === undefined ? undefined : Number(length);
      return takeBody(text.subarray(end + headEnd.length));
    },
  };
}
