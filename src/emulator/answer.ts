/** From a result or a refusal to the text of the envelope. */
import type { ActionResult } from './actions/action.ts';
import type { TimeFormat } from './faults.ts';
import { sizeExceeded, type Refusal } from './refusal.ts';
import { chinaTime, parseWireTime, utcTime } from './wire-time.ts';

/** Documented: "response JSON at most 50 MB". */
const maxAnswerBytes = 50 * 1024 * 1024;

export function refusalText(refusal: Refusal, requestId: string, language: string | undefined): string {
  const message = language === 'zh-CN' ? (refusal.chinese ?? refusal.message) : refusal.message;
  return JSON.stringify({ Response: { Error: { Code: refusal.code, Message: message }, RequestId: requestId } });
}

export interface Disguise {
  readonly unknownEnums: boolean;
  readonly timeFormat: TimeFormat | undefined;
}

/** Throws a refusal as soon as the text is too long: the whole of it can be longer than a string may be. */
export function resultText(result: ActionResult, requestId: string, disguise: Disguise): string {
  const isPlain = !disguise.unknownEnums && disguise.timeFormat === undefined;
  const parts = ['{"Response":'];
  let bytes = '{"Response":}'.length;
  for (const part of partsOf({ ...result, RequestId: requestId }, isPlain ? undefined : replacer(disguise))) {
    bytes += Buffer.byteLength(part);
    if (bytes > maxAnswerBytes) throw sizeExceeded('ResponseSizeLimitExceeded', maxAnswerBytes);
    parts.push(part);
  }
  return `${parts.join('')}}`;
}

type Replacer = (key: string, value: unknown) => unknown;

/** Plain records that are written at once: one by one takes twice the time, too many make a string too long. */
const batchSize = 16;

/** The JSON of an object in parts, so that writing can stop. */
function* partsOf(record: object, replace: Replacer | undefined): Generator<string> {
  if (isPlainRecord(record)) {
    yield JSON.stringify(record, replace);
    return;
  }
  let before = '{';
  for (const [name, value] of Object.entries(record) as readonly (readonly [name: string, value: unknown])[]) {
    if (isListOfRecords(value)) {
      yield `${before}${JSON.stringify(name)}:`;
      yield* partsOfList(value, replace);
    } else {
      // Empty when the member has no value.
      const member = JSON.stringify({ [name]: value }, replace).slice(1, -1);
      if (member === '') continue;
      yield before + member;
    }
    before = ',';
  }
  yield '}';
}

function* partsOfList(list: readonly object[], replace: Replacer | undefined): Generator<string> {
  let before = '[';
  for (let start = 0; start < list.length; start += batchSize) {
    const rows = list.slice(start, start + batchSize);
    if (rows.every(isPlainRecord)) {
      yield before + JSON.stringify(rows, replace).slice(1, -1);
      before = ',';
      continue;
    }
    for (const row of rows) {
      yield before;
      yield* partsOf(row, replace);
      before = ',';
    }
  }
  yield ']';
}

/** Whether no member is a list of further records. */
function isPlainRecord(record: object): boolean {
  return !Object.values(record).some(isListOfRecords);
}

function isListOfRecords(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const enumKeys: ReadonlySet<string> = new Set([
  'AlgorithmFramework',
  'GPUType',
  'ImageType',
  'ReasoningEnvironmentSource',
  'TrainingModelFormat',
  'TrainingModelSource',
  'TrainingModelStatus',
  'TrainingPreference',
  'VersionType',
]);

const timeKeys: ReadonlySet<string> = new Set(['CreateTime', 'TrainingModelCreateTime']);

/** Rewrites values on their way into the text, so that the records stay as they are. */
function replacer({ unknownEnums, timeFormat }: Disguise): Replacer {
  let times = 0;
  return (key, value) => {
    if (typeof value !== 'string') return value;
    if (unknownEnums && enumKeys.has(key)) return `NEVER_SEEN_${key.toUpperCase()}`;
    if (timeFormat === undefined || !timeKeys.has(key)) return value;
    const ms = parseWireTime(value);
    if (ms === undefined) return value;
    times += 1;
    const isUtc = timeFormat === 'utc' || (timeFormat === 'mixed' && times % 2 === 1);
    return isUtc ? utcTime(ms) : chinaTime(ms);
  };
}
