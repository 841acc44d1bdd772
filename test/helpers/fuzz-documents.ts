/** Generated documents: made from the schema, and then, some of them, broken. */
import {
  getNamedType,
  isCompositeType,
  isLeafType,
  isRequiredArgument,
  isUnionType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import type { Dice } from './dice.ts';
import { anyJson, literal, plain, valueOf, type Json, type Known } from './fuzz-values.ts';

export interface Operation {
  readonly query: string;
  readonly variables: Json;
}

const slips = [
  'nothingOfThisName',
  '__schema { types { name } }',
  'x: __typename',
  '...Missing',
  '...Round',
  '{ id }',
  '@skip',
] as const;
const directives = [
  '@include(if: true)',
  '@skip(if: true)',
  '@include',
  '@skip(if: 7)',
  '@unknown(a: 1)',
  '@include(if: $no)',
] as const;

/** An operation that this schema allows, or nearly allows. */
export function operationOf(schema: GraphQLSchema, dice: Dice, known: Known): Operation {
  const declared: string[] = [];
  const variables: Record<string, Json> = {};
  const isSound = dice.chance(0.8);
  const slip = (): boolean => !isSound && dice.chance(0.05);

  const argument = ({ name, type }: GraphQLArgument, ids: Known): string => {
    const value = valueOf(type, dice, ids);
    if (dice.chance(0.5)) return `${name}: ${literal(value)}`;
    const variable = `v${String(declared.length)}`;
    declared.push(`$${variable}: ${slip() ? 'Int' : String(type)}`);
    if (!slip()) variables[variable] = slip() ? anyJson(dice, known) : plain(value);
    return `${name}: $${slip() ? 'none' : variable}`;
  };
  const argumentsOf = ({ name: field, args }: GraphQLField<unknown, unknown>): string => {
    const { models, versions } = known;
    const ids = field === 'trainingModelVersion' ? { models: versions, versions: models } : known;
    const given = args.filter((arg) => (isRequiredArgument(arg) ? !slip() : dice.chance(0.25)));
    // Both ends of a page at once are refused.
    const kept = given.filter(({ name }) => !['last', 'after', 'before'].includes(name) || dice.chance(0.2));
    return kept.length === 0 ? '' : `(${kept.map((arg) => argument(arg, ids)).join(', ')})`;
  };
  const fieldOf = (field: GraphQLField<unknown, unknown>, depth: number): string => {
    const type = getNamedType(field.type);
    const head = `${dice.chance(0.7) ? `a${String(dice.below(1_000))}: ` : ''}${field.name}${argumentsOf(field)}`;
    const directive = slip() ? dice.pick(directives) : '';
    return `${head} ${directive} ${isCompositeType(type) && !slip() ? selectionOf(type, depth - 1) : ''}`;
  };
  const selectionOf = (type: GraphQLCompositeType, depth: number): string => {
    if (isUnionType(type))
      return `{ __typename ${type
        .getTypes()
        .map((of) => `... on ${of.name} ${selectionOf(of, depth)}`)
        .join(' ')} }`;
    const fields = Object.values(type.getFields());
    const reachable = depth > 0 ? fields : fields.filter((field) => isLeafType(getNamedType(field.type)));
    const parts = dice.some(reachable, 4).map((field) => fieldOf(field, depth));
    if (slip()) parts.push(dice.pick(slips));
    const set = `{ __typename ${parts.join(' ')} }`;
    return dice.chance(0.1) ? `{ ... on ${type.name} ${set} }` : set;
  };

  const query = schema.getQueryType();
  const body = query == null ? '{ __typename }' : selectionOf(query, 1 + dice.below(4));
  const head =
    declared.length === 0 && dice.chance(0.5)
      ? ''
      : `query Fuzz ${declared.length === 0 ? '' : `(${declared.join(', ')})`}`;
  const tail = slip()
    ? dice.pick([
        'query Other { __typename }',
        'fragment Round on Query { ...Round }',
        'mutation { x }',
        'subscription { x }',
        'type A { b: Int }',
      ])
    : '';
  return {
    query: `${head} ${body} ${tail}`,
    variables: !isSound && dice.chance(0.1) ? anyJson(dice, known) : variables,
  };
}

const fragments = [
  '{',
  '}',
  '(',
  '$',
  '"""',
  '"',
  '\\u',
  '...',
  '@',
  '!',
  '[',
  '#',
  '\u0000',
  '\ufeff',
  '车',
  '\ud800',
  '{{{{{{{{',
] as const;

/** Some places of a text changed. */
export function mutated(text: string, dice: Dice): string {
  let changed = text;
  for (let count = 1 + dice.below(4); count > 0; count -= 1) {
    const start = dice.below(changed.length + 1);
    const end = Math.min(changed.length, start + dice.below(8));
    const put = dice.pick([
      '',
      dice.pick(fragments),
      String.fromCharCode(dice.below(0x250)),
      changed.slice(dice.below(changed.length + 1)).slice(0, 200),
    ]);
    changed = changed.slice(0, start) + put + changed.slice(end);
  }
  return changed;
}
