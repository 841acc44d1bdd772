/** What resolvers of the nasty schema answer: good values, in every way that they may come, and all that goes wrong. */
import type { Dice } from '../helpers/dice.ts';

const texts = [
  '',
  'plain',
  'a "quoted" one',
  'back\\slash',
  'line\nbreak\u0000\u001f\u007f',
  '车牌识别',
  '\ud83d\ude00',
  '\ud800 alone',
  'also alone \udfff',
  '\u2028\u2029',
  '__proto__',
] as const;

/** An internal value of an enum that is an object. */
export const blue: object = Object.freeze({ blue: true });

/** Of dates, which serialize to themselves. */
const when = new Date(1_700_000_000_000);

/** Values that a type takes. */
const good: Readonly<Record<string, readonly [unknown, ...unknown[]]>> = {
  String: [...texts, 7, -0, 1.5, true, false, { valueOf: () => 'value of' }, { toJSON: () => 'to JSON' }],
  ID: ['id', '', 12, -0, { valueOf: () => 5 }, ...texts],
  Int: [0, -0, 7, -7, 2 ** 31 - 1, -(2 ** 31), '12', '0x10', true, false, 3.0, { valueOf: () => 9 }],
  Float: [0, -0, 1.5, 1e21, 1e-7, 0.1 + 0.2, Number.MAX_VALUE, '3.5', true, '-0'],
  Boolean: [true, false, 0, 1, -5, { valueOf: () => true }],
  Colour: ['red', 2, true, 'violet', blue],
  Json: [
    {},
    [],
    { a: [1, { b: null, c: undefined }], '\u2028"': '\ud800' },
    [undefined, () => 1, NaN],
    'text',
    5,
    NaN,
    Infinity,
    false,
    { then: 'no promise' },
    { toJSON: 'no method' },
    Object.assign(Object.create(null) as object, { x: 1 }),
  ],
  Moment: [when, new Date(NaN), '2024', 5],
};

/** Values that fail. */
const bad: Readonly<Record<string, readonly [unknown, ...unknown[]]>> = {
  String: [{}, [], Symbol('s'), NaN, 5n, () => 1],
  ID: [{}, 1.5, true, NaN, [1]],
  Int: [1.5, 'x', '', 2 ** 31, -(2 ** 31) - 1, NaN, Infinity, {}, 5n, []],
  Float: ['x', '', NaN, Infinity, {}, 5n],
  Boolean: ['true', '', NaN, {}, 'x'],
  Colour: ['RED', 0, '2', {}, 'green', Symbol('s')],
  // What their types serialize to nothing.
  Json: ['nothing'],
  Moment: ['nothing'],
};

export function goodLeaf(type: string, dice: Dice): unknown {
  return dice.pick(good[type] ?? ['?']);
}

export function badLeaf(type: string, dice: Dice): unknown {
  return dice.pick(bad[type] ?? ['?']);
}
