/**
 * What lists of versions must answer, worked out by brute force from the rules of the specification and from nothing else:
 * no code of the schema is used here.
 */
import type { TrainingModelVersionDTO } from '../../src/tione/types.ts';

export type Option<T> = T | null | undefined;

export interface ChoiceFilter<T = string> {
  readonly eq?: Option<T>;
  readonly in?: Option<readonly T[]>;
  readonly notIn?: Option<readonly T[]>;
}

export interface EnumFilter extends ChoiceFilter {
  readonly rawIn?: Option<readonly string[]>;
}

export interface VersionFilter {
  readonly id?: Option<ChoiceFilter>;
  readonly version?: Option<{
    readonly eq?: Option<string>;
    readonly in?: Option<readonly string[]>;
    readonly contains?: Option<string>;
  }>;
  readonly type?: Option<EnumFilter>;
  readonly format?: Option<EnumFilter>;
  readonly algorithmFramework?: Option<EnumFilter>;
  readonly source?: Option<EnumFilter>;
  readonly status?: Option<EnumFilter>;
  /** RFC 3339. */
  readonly createdAt?: Option<{ readonly from?: Option<string>; readonly to?: Option<string> }>;
}

export interface VersionOrder {
  readonly field: 'CREATED_AT' | 'VERSION';
  readonly direction: 'ASC' | 'DESC';
}

/** Page arguments; entries stand for their cursors. */
export interface PageAsked {
  readonly first?: Option<number>;
  readonly last?: Option<number>;
  readonly afterId?: string | undefined;
  readonly beforeId?: string | undefined;
}

export const enumFields = ['type', 'format', 'algorithmFramework', 'source', 'status'] as const;
export type EnumField = (typeof enumFields)[number];

/** Every value that is known of each enum, by the texts it is known to come in. */
export const knownTexts: Readonly<Record<EnumField, Readonly<Record<string, readonly string[]>>>> = {
  type: named('NORMAL', 'ACCELERATE', 'AUTO_ML', 'TAIJI_HY'),
  format: {
    ...named('PYTORCH', 'TORCH_SCRIPT', 'DETECTRON2', 'SAVED_MODEL', 'FROZEN_GRAPH', 'PMML', 'MMDETECTION', 'ONNX'),
    ...named('HUGGING_FACE_BERT', 'HUGGING_FACE_STABLE_DIFFUSION', 'HUGGING_FACE_STABLE_DIFFUSION_LORA'),
    ...named('WEB_UI_STABLE_DIFFUSION'),
    HUGGING_FACE: ['HUGGING_FACE', 'HUGGINGFACE'],
  },
  algorithmFramework: named('PYTORCH', 'TENSORFLOW', 'DETECTRON2', 'PMML', 'MMDETECTION', 'ONNX'),
  source: named('JOB', 'COS', 'CFS', 'GOOSEFSX', 'AUTO_ML'),
  status: { RUNNING: ['STATUS_RUNNING'], SUCCESS: ['STATUS_SUCCESS'], FAILED: ['STATUS_FAILED'] },
};

function named(...names: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(names.map((name) => [name, [name]]));
}

const wireText: Readonly<Record<EnumField, (row: TrainingModelVersionDTO) => Option<string>>> = {
  type: (row) => row.VersionType,
  format: (row) => row.TrainingModelFormat,
  algorithmFramework: (row) => row.AlgorithmFramework,
  source: (row) => row.TrainingModelSource,
  status: (row) => row.TrainingModelStatus,
};

/** The name of a text without regard to case, UNRECOGNIZED where there is none, null where there is no text. */
export function enumName(field: EnumField, text: Option<string>): string | null {
  if (isAbsent(text)) return null;
  for (const [name, texts] of Object.entries(knownTexts[field]))
    if (texts.some((known) => known.toLowerCase() === text.toLowerCase())) return name;
  return 'UNRECOGNIZED';
}

function isAbsent(text: Option<string>): text is null | undefined | '' {
  return text === undefined || text === null || text === '';
}

/** Milliseconds since the epoch; null for what is not a time. Without an offset it is China time. */
export function instant(text: Option<string>): number | null {
  if (isAbsent(text)) return null;
  const found = /^(\d+)-(\d+)-(\d+)[T ](\d+):(\d+):(\d+)(\.\d+)?(?:(Z)|([+-])(\d\d):?(\d\d)?)?$/.exec(text);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const [fraction = '0', zulu, sign, hours = '08', minutes = '00'] = found.slice(7);
  const offset = zulu === undefined ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  return Date.UTC(year, month - 1, day, hour, minute - offset, second) + Math.floor(Number(fraction) * 1000);
}

export function passesChoice<T>({ eq, in: list, notIn }: ChoiceFilter<T>, value: T | null): boolean {
  if (eq != null && value !== eq) return false;
  if (list != null && (value === null || !list.includes(value))) return false;
  return notIn == null || value === null || !notIn.includes(value);
}

/** Whether a version passes: all conditions hold; one that is null is none. */
export function passes(row: TrainingModelVersionDTO, filter: Option<VersionFilter>): boolean {
  const { id, version, createdAt } = filter ?? {};
  if (id != null && !passesChoice(id, row.TrainingModelVersionId)) return false;
  if (version != null) {
    const label = isAbsent(row.TrainingModelVersion) ? null : row.TrainingModelVersion;
    if (!passesChoice(version, label)) return false;
    if (version.contains != null && label?.toLowerCase().includes(version.contains.toLowerCase()) !== true)
      return false;
  }
  for (const field of enumFields) {
    const asked = filter?.[field];
    if (asked == null) continue;
    const text = wireText[field](row);
    if (!passesChoice(asked, enumName(field, text))) return false;
    if (asked.rawIn != null && (isAbsent(text) || !asked.rawIn.includes(text))) return false;
  }
  const [from, to] = [instant(createdAt?.from), instant(createdAt?.to)];
  const time = instant(row.CreateTime);
  if (from !== null && (time === null || time < from)) return false;
  return to === null || (time !== null && time < to);
}

/** Numbers in labels count as numbers; letters as people sort them. */
const people = new Intl.Collator('en', { numeric: true });

function compareBy(field: VersionOrder['field'], a: TrainingModelVersionDTO, b: TrainingModelVersionDTO): number {
  if (field === 'CREATED_AT') return nullFirst(instant(a.CreateTime), instant(b.CreateTime), (x, y) => x - y);
  const label = (row: TrainingModelVersionDTO): string | null => row.TrainingModelVersion ?? '';
  return nullFirst(noText(label(a)), noText(label(b)), (x, y) => people.compare(x, y));
}

function nullFirst<T>(a: T | null, b: T | null, compare: (a: T, b: T) => number): number {
  if (a === null) return b === null ? 0 : -1;
  return b === null ? 1 : compare(a, b);
}

/** By their numbers, which may be larger than 2^53. */
export function compareIds(a: string, b: string): number {
  const difference = idNumber(a) - idNumber(b);
  return difference === 0n ? (a < b ? -1 : Number(a > b)) : difference < 0n ? -1 : 1;
}

function idNumber(id: string): bigint {
  return BigInt(id.split('-').at(-1) ?? '');
}

export const newestFirst: VersionOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** The ids of the versions that pass, in order. */
export function listed(
  rows: readonly TrainingModelVersionDTO[],
  filter: Option<VersionFilter>,
  order: Option<VersionOrder>,
): readonly string[] {
  const { field, direction } = order ?? newestFirst;
  const ascending = rows
    .filter((row) => passes(row, filter))
    .sort((a, b) => compareBy(field, a, b) || compareIds(a.TrainingModelVersionId, b.TrainingModelVersionId))
    .map((row) => row.TrainingModelVersionId);
  return direction === 'ASC' ? ascending : ascending.reverse();
}

export interface PageExpected {
  readonly ids: readonly string[];
  readonly totalCount: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** The page of a list. */
export function paged(list: readonly string[], { first, last, afterId, beforeId }: PageAsked): PageExpected {
  const after = afterId === undefined ? -1 : list.indexOf(afterId);
  const before = beforeId === undefined ? list.length : list.indexOf(beforeId);
  const between = list.filter((_, index) => index > after && index < before);
  const ids = last == null ? between.slice(0, first ?? 20) : between.slice(-last);
  // A page without entries stands where it would begin.
  const start = ids[0] === undefined ? after + 1 : list.indexOf(ids[0]);
  return {
    ids,
    totalCount: list.length,
    hasNextPage: start + ids.length < list.length,
    hasPreviousPage: start > 0,
  };
}

export function noText(text: string | null | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
