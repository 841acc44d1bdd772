/** Generated values: such as an input type takes, and JSON of every shape. */
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';
import type { Dice } from './dice.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The name of an enum's value, which is no string in a document. */
export class Name {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
export type Value = Json | Name | readonly Value[] | { readonly [key: string]: Value };

/** Ids that the upstream knows; those that are to be used most come first. */
export interface Known {
  readonly models: readonly [string, ...string[]];
  readonly versions: readonly [string, ...string[]];
}

const texts = [
  '',
  'name',
  'v1',
  'ap-guangzhou',
  'ap-shanghai',
  'ap-nowhere',
  '2024-05-01T00:00:00Z',
  '车牌',
  '\u0000',
  '"}',
];
const keys = [
  'id',
  '__typename',
  '__proto__',
  'constructor',
  'eq',
  'in',
  'first',
  'toString',
  '',
  'é',
  'length',
] as const;

function text(dice: Dice, { models, versions }: Known): string {
  if (dice.chance(0.5)) return dice.chance(0.5) ? dice.pick(models) : dice.pick(versions);
  return dice.pick([
    'm-1',
    'mv-v1-7',
    'm-999999999999999999',
    'm-999999999999999999999999',
    'x'.repeat(5_000),
    ...texts,
  ]);
}

const numbers = [0, 1, 5, 20, 100, 101, -1, 2 ** 31 - 1, 2 ** 31, 1e308, 0.5] as const;

/** Any JSON: most of it fits nowhere. */
export function anyJson(dice: Dice, known: Known, depth = 3): Json {
  const kind = dice.below(depth === 0 ? 4 : 6);
  if (kind === 0) return null;
  if (kind === 1) return dice.chance(0.5);
  if (kind === 2) return dice.pick(numbers);
  if (kind === 3) return text(dice, known);
  const parts = Array.from({ length: dice.below(4) }, () => anyJson(dice, known, depth - 1));
  return kind === 4 ? parts : Object.fromEntries(parts.map((part) => [dice.pick(keys), part]));
}

/** A value that fits the type, most of the time. */
export function valueOf(type: GraphQLInputType, dice: Dice, known: Known, depth = 3): Value {
  if (dice.chance(0.005)) return anyJson(dice, known);
  if (isNonNullType(type)) return valueOf(type.ofType, dice, known, depth);
  if (dice.chance(0.03)) return null;
  if (isListType(type)) return Array.from({ length: dice.below(4) }, () => valueOf(type.ofType, dice, known, depth));
  if (isEnumType(type)) return new Name(dice.some(type.getValues(), 1)[0]?.name ?? 'NONE');
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const chosen = new Set([...fields.filter(isRequiredInputField), ...(depth === 0 ? [] : dice.some(fields, 2))]);
    return Object.fromEntries([...chosen].map((field) => [field.name, valueOf(field.type, dice, known, depth - 1)]));
  }
  return scalar(type.name, dice, known);
}

function scalar(name: string, dice: Dice, known: Known): Value {
  if (name === 'Int') return dice.chance(0.97) ? 1 + dice.below(20) : dice.pick(numbers);
  if (name === 'Boolean') return dice.chance(0.5);
  if (name === 'DateTime') return dice.pick(['2024-05-01T00:00:00Z', '2030-01-01T00:00:00+08:00', 'yesterday', '']);
  if (name.endsWith('_Any')) return representation(dice, known);
  if (name === 'ID')
    return dice.chance(0.9)
      ? dice.chance(0.6)
        ? dice.pick(known.models)
        : dice.pick(known.versions)
      : text(dice, known);
  return dice.chance(0.9) ? 'ap-guangzhou' : text(dice, known);
}

function representation(dice: Dice, known: Known): Value {
  const kinds = ['TrainingModel', 'TrainingModelVersion'] as const;
  const typename = dice.chance(0.95) ? dice.pick(kinds) : dice.pick(['PageInfo', 'Query', '__Type', 'toString']);
  const id = typename === 'TrainingModel' ? dice.pick(known.models) : dice.pick(known.versions);
  if (dice.chance(0.8)) return { __typename: typename, id };
  return { __typename: dice.chance(0.5) ? typename : anyJson(dice, known), id: anyJson(dice, known) };
}

/** As it is written in a document. */
export function literal(value: Value): string {
  if (value instanceof Name) return value.text;
  if (Array.isArray(value)) return `[${value.map((part: Value) => literal(part)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, part]) => `${key}: ${literal(part)}`)
    .join(', ')}}`;
}

/** As it travels in variables. */
export function plain(value: Value): Json {
  if (value instanceof Name) return value.text;
  if (Array.isArray(value)) return value.map((part: Value) => plain(part));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}
