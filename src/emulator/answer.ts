/** From a result or a refusal to the text of the envelope. */
import type { ActionResult } from './actions/action.ts';
import type { TimeFormat } from './faults.ts';
import type { Refusal } from './refusal.ts';
import { chinaTime, parseWireTime, utcTime } from './wire-time.ts';

/** Documented: "response JSON at most 50 MB". */
export const maxAnswerLength = 50 * 1024 * 1024;

export function refusalText(refusal: Refusal, requestId: string, language: string | undefined): string {
  const message = language === 'zh-CN' ? (refusal.chinese ?? refusal.message) : refusal.message;
  return JSON.stringify({ Response: { Error: { Code: refusal.code, Message: message }, RequestId: requestId } });
}

export interface Disguise {
  readonly unknownEnums: boolean;
  readonly timeFormat: TimeFormat | undefined;
}

export function resultText(result: ActionResult, requestId: string, disguise: Disguise): string {
  const isPlain = !disguise.unknownEnums && disguise.timeFormat === undefined;
  return JSON.stringify({ Response: { ...result, RequestId: requestId } }, isPlain ? undefined : replacer(disguise));
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
function replacer({ unknownEnums, timeFormat }: Disguise): (key: string, value: unknown) => unknown {
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
