/** A world without end, made as it is asked for: the same node answers the same, as a value, a promise or a failure. */
import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { createDice, type Dice } from '../helpers/dice.ts';
import { badLeaf, goodLeaf } from './nasty-values.ts';

export interface World {
  /** Probability that an answer fails. */
  readonly trouble: number;
  readonly schema: GraphQLSchema;
  /** What resolvers were started, in order. */
  readonly log: string[];
  /** What is not the same each time changes with it. */
  tick: number;
}

export interface Node {
  readonly seed: number;
  readonly kind: string;
  readonly world: World;
  readonly children: Map<string, Node>;
  /** Shown by fields without a resolver. */
  readonly shown: unknown;
  readonly amount: unknown;
  /** Another one at each tick. */
  readonly computed: string;
  readonly called: (args: unknown, context: unknown, info: unknown) => string;
}

export function createNode(kind: string, seed: number, world: World): Node {
  const dice = createDice(seed);
  return {
    seed,
    kind,
    world,
    children: new Map(),
    shown: dice.chance(0.2) ? Promise.resolve(goodLeaf('String', dice)) : goodLeaf('String', dice),
    amount: dice.chance(0.2) ? undefined : goodLeaf('Float', dice),
    get computed() {
      return `computed at ${String(world.tick)}`;
    },
    called(this: Node, args, context, info) {
      const { path, fieldName } = info as { readonly path: object; readonly fieldName: string };
      return JSON.stringify([this.seed, args, typeof context, path, fieldName, world.tick]);
    },
  };
}

/** What the node answers for a field; thrown where it fails at once. */
export function answerOf(node: Node, key: string, type: GraphQLOutputType): unknown {
  const dice = createDice(hash(`${String(node.seed)} ${key}`));
  node.world.log.push(`${node.kind}.${key} ${String(node.seed)}`);
  if (dice.chance(node.world.trouble / 2)) throw new Error(`thrown for ${key}`);
  return answer(node, key, type, dice);
}

function answer(node: Node, key: string, type: GraphQLOutputType, dice: Dice): unknown {
  const kept = value(node, key, type, dice);
  const how = dice.below(10);
  if (how > 2) return kept;
  return handled(how === 0 ? Promise.resolve(kept) : after(dice.below(4), kept));
}

async function after(hops: number, kept: unknown): Promise<unknown> {
  for (let hop = 0; hop < hops; hop += 1) await Promise.resolve();
  return kept;
}

function value(node: Node, key: string, type: GraphQLOutputType, dice: Dice): unknown {
  if (dice.chance(node.world.trouble)) return failure(node, type, dice);
  if (isNonNullType(type)) return present(node, key, type.ofType, dice);
  if (dice.chance(0.15)) return dice.pick([null, undefined]);
  return present(node, key, type, dice);
}

function present(node: Node, key: string, type: GraphQLOutputType, dice: Dice): unknown {
  if (isNonNullType(type)) return present(node, key, type.ofType, dice);
  if (isListType(type)) {
    // Of two items that must not fail and do, graphql-js forgets one, whose promise then nobody hears.
    const most = node.world.trouble > 0 && isNonNullType(type.ofType) ? 1 : 3;
    const items = Array.from({ length: dice.below(most + 1) }, (_, index) =>
      answer(node, `${key}.${String(index)}`, type.ofType, dice),
    );
    const how = dice.below(8);
    return how === 0 ? new Set(items) : how === 1 ? items.values() : items;
  }
  if (isLeafType(type)) return goodLeaf(type.name, dice);
  const types = isAbstractType(type) ? node.world.schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
  const [first, ...others] = types;
  if (first === undefined) throw new TypeError(`nothing is a ${type.name}`);
  const kind = dice.pick([first, ...others]).name;
  const name = `${kind} ${key}`;
  const child = node.children.get(name) ?? createNode(kind, hash(`${String(node.seed)} ${name}`), node.world);
  node.children.set(name, child);
  return child;
}

function failure({ world }: Node, type: GraphQLOutputType, dice: Dice): unknown {
  const named = getNamedType(type);
  const rejected = handled(Promise.reject(new Error('rejected')));
  const ways: readonly [unknown, ...unknown[]] = [rejected, new Error('answered'), Promise.resolve(new Error('kept'))];
  if (isNonNullType(type) && dice.chance(0.5)) return dice.chance(0.5) ? null : Promise.resolve(undefined);
  if (isListType(isNonNullType(type) ? type.ofType : type) && dice.chance(0.5))
    return dice.pick<unknown>(['text', 5, {}]);
  if (isLeafType(named) && named === type && dice.chance(0.5)) return badLeaf(named.name, dice);
  // No other type answers what the root is.
  if (!isLeafType(named) && dice.chance(0.5)) return createNode('Query', 0, world);
  return dice.pick(ways);
}

/** Where nobody comes to wait for a failure, that is not what this is about. */
function handled(promise: Promise<unknown>): Promise<unknown> {
  promise.catch(() => undefined);
  return promise;
}

/** FNV-1a. */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return state >>> 0;
}
