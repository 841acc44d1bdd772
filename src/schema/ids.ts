/**
 * Shapes of TI-ONE ids, checked before any call. `m-608587242317024640` and `mv-v1-625097625049989888` hold a 63-bit
 * number; what is left of 2021 has shorter numbers, some of them without a prefix.
 */
import { badUserInput, quoted } from './bad-user-input.ts';

const modelId = /^(?:m-)?\d{1,19}$/;
const versionId = /^(?:mv-(?:v\d{1,9}-)?)?\d{1,19}$/;

export function isModelId(id: string): boolean {
  return modelId.test(id);
}

export function isVersionId(id: string): boolean {
  return versionId.test(id);
}

export function checkModelId(id: string): string {
  if (modelId.test(id)) return id;
  const hint = versionId.test(id)
    ? 'it is the id of a version; use trainingModelVersion'
    : 'it looks like m-608587242317024640';
  throw badUserInput(`${quoted(id)} is not the id of a training model: ${hint}.`);
}

export function checkVersionId(id: string): string {
  if (versionId.test(id)) return id;
  const hint = modelId.test(id)
    ? 'it is the id of a model; use trainingModel'
    : 'it looks like mv-v1-625097625049989888';
  throw badUserInput(`${quoted(id)} is not the id of a training model version: ${hint}.`);
}

/** Orders ids by their number, which grows with time; numbers exceed 2^53, so they are compared as text. */
export function compareIds(left: string, right: string): number {
  const [a, b] = [numberOf(left), numberOf(right)];
  return a.length - b.length || compareText(a, b) || compareText(left, right);
}

function numberOf(id: string): string {
  return id.slice(id.lastIndexOf('-') + 1);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/** The two ways in which numbers of ids hold a time: today's, and that of 2021 with its 17 digits. */
const schemes = [
  { digits: 17, shift: 16n, epochMs: 1_288_834_974_657n },
  { digits: 19, shift: 23n, epochMs: 1_589_904_000_000n },
] as const;

/** Milliseconds since the epoch at which an id was made; null for a number that holds no time. */
export function idTime(id: string): number | null {
  const digits = numberOf(id);
  const scheme = digits.length < 16 ? undefined : schemes.find((known) => digits.length <= known.digits);
  return scheme === undefined ? null : Number((BigInt(digits) >> scheme.shift) + scheme.epochMs);
}
