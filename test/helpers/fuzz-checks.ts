/** What must hold of every answer, whatever was asked. */
import { secretsIn } from './leaks.ts';

export interface FuzzAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Of the upstream's messages, so that they are found wherever they get to. */
export const upstreamText = 'only-the-upstream-says-this';

const internal: readonly RegExp[] = [
  /\n\s+at /,
  /node_modules|file:\/\/\/(?!dev\/stdin)|\bsrc\/|\.ts:\d|\/(?:tmp|work|home|usr)\//,
  /\b(?:Tione|Credential|Configuration|Listen|Type|Range|Reference|Aggregate)Error\b|\b(?:Access|Signature)Refusal\b/,
  /Cannot (?:read|set|convert)|is not a function|is not iterable|undefined \(reading/,
  /ECONN|UND_ERR|ERR_[A-Z]/,
  new RegExp(upstreamText),
];

/** What is wrong with an answer; undefined when nothing is. */
export function problemOf({ status, headers, text }: FuzzAnswer): string | undefined {
  if (status >= 500) return `status ${String(status)}`;
  const all = `${text}\n${Object.values(headers).join('\n')}`;
  const told = internal.find((pattern) => pattern.test(all));
  if (told !== undefined) return `internal text: ${String(told)}`;
  const [secret] = secretsIn(all);
  if (secret !== undefined) return `a secret: ${secret}`;
  if (headers['content-type'] === 'raw') return undefined;
  if (!(headers['content-type'] ?? '').includes('json'))
    return text.includes('"errors"') ? 'JSON without its type' : undefined;
  if (text === '') return undefined;
  try {
    return malformation(JSON.parse(text));
  } catch {
    return 'not JSON';
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Section 7 of the GraphQL specification. */
function malformation(answer: unknown): string | undefined {
  if (!isFields(answer)) return 'no object';
  if (isFields(answer['checks'])) return readinessProblem(answer);
  const { data, errors, extensions = {}, ...rest } = answer;
  if (Object.keys(rest).length > 0) return `unknown entries: ${Object.keys(rest).join()}`;
  if (!isFields(extensions)) return 'extensions are no object';
  if (data !== undefined && data !== null && !isFields(data)) return 'data is no object';
  if (errors === undefined) return data == null ? 'neither data nor errors' : undefined;
  if (!Array.isArray(errors) || errors.length === 0) return 'errors are no list, or an empty one';
  return errors.map(errorProblem).find((problem) => problem !== undefined);
}

/** The only JSON that is no answer of GraphQL. */
function readinessProblem({ status, checks, ...rest }: Fields): string | undefined {
  if (status !== 'ready' || Object.keys(rest).length > 0) return 'a malformed readiness';
  const isWhole = Object.values(checks ?? {}).every((check) => isFields(check) && typeof check['state'] === 'string');
  return isWhole ? undefined : 'a malformed check';
}

function errorProblem(error: unknown): string | undefined {
  if (!isFields(error)) return 'an error is no object';
  const { message, locations = [], path = [], extensions, ...rest } = error;
  if (typeof message !== 'string' || message === '') return 'an error without a message';
  if (Object.keys(rest).length > 0) return `an error has more entries: ${Object.keys(rest).join()}`;
  if (!isFields(extensions) || typeof extensions['code'] !== 'string') return `an error without a code: ${message}`;
  if (extensions['code'] === 'INTERNAL_SERVER_ERROR' && message !== 'Unexpected error.')
    return 'an error is not masked';
  if (!Array.isArray(locations) || !locations.every(isLocation)) return 'malformed locations';
  const isPath = Array.isArray(path) && path.every((part) => typeof part === 'string' || Number.isInteger(part));
  return isPath ? undefined : 'a malformed path';
}

function isLocation(value: unknown): boolean {
  return isFields(value) && Number(value['line']) > 0 && Number(value['column']) > 0;
}
