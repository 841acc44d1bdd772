/** Generated documents: fields, aliases, fragments of every kind, `@skip` and `@include`, arguments and variables. */
import {
  doTypesOverlap,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isUnionType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Dice } from '../helpers/dice.ts';
import { anyJson, literal, Name, plain, valueOf, type Json, type Known, type Value } from '../helpers/fuzz-values.ts';

export interface Generated {
  readonly query: string;
  readonly variables: Readonly<Record<string, Json>>;
  readonly operationName: string | undefined;
}

export interface DocumentOptions {
  readonly schema: GraphQLSchema;
  /** Ids that a field of this name may be asked for. */
  readonly known: (field: string) => Known;
  readonly depth: number;
  /** Names of fields and arguments that are never asked for. */
  readonly never?: readonly string[];
  /** Whether variables may be missing, null, or of the wrong kind. */
  readonly isSpoiled: boolean;
}

export function documentOf(dice: Dice, options: DocumentOptions): Generated {
  const { schema, known, isSpoiled, never = [] } = options;
  const declared: string[] = [];
  const variables: Record<string, Json> = {};
  const fragments: { readonly name: string; readonly on: GraphQLCompositeType; readonly text: string }[] = [];
  const composites = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLCompositeType => isCompositeType(type) && !type.name.startsWith('__'),
  );
  let count = 0;
  const next = (prefix: string): string => `${prefix}${String((count += 1))}`;

  const variable = (type: GraphQLInputType, value: Value): string => {
    const name = next('v');
    const nullable = isNonNullType(type) ? type.ofType : type;
    const byDefault = value !== null && dice.chance(0.3);
    declared.push(`$${name}: ${byDefault ? `${String(nullable)} = ${literal(value)}` : String(type)}`);
    const spoiled = isSpoiled && dice.chance(0.15);
    if (spoiled) {
      if (dice.chance(0.6)) variables[name] = dice.chance(0.4) ? null : anyJson(dice, known(''));
    } else if (!byDefault || dice.chance(0.5)) variables[name] = plain(value);
    return `$${name}`;
  };
  const input = (type: GraphQLInputType, value: Value): string => {
    if (dice.chance(0.25)) return variable(type, value);
    const nullable = isNonNullType(type) ? type.ofType : type;
    if (isListType(nullable) && Array.isArray(value))
      return `[${value.map((item: Value) => input(nullable.ofType, item)).join(', ')}]`;
    if (!isInputObjectType(nullable) || typeof value !== 'object' || value === null || value instanceof Name)
      return literal(value);
    const fields = nullable.getFields();
    const parts = Object.entries(value).map(([name, part]: [string, Value]) => {
      const field = fields[name];
      return `${name}: ${field === undefined ? literal(part) : input(field.type, part)}`;
    });
    return `{${parts.join(', ')}}`;
  };
  const argumentsOf = ({ name: of, args }: GraphQLField<unknown, unknown>): string => {
    const given = args.filter((arg) => isRequiredArgument(arg) || (dice.chance(0.4) && !never.includes(arg.name)));
    const texts = given.map(({ name, type }) => `${name}: ${input(type, valueOf(type, dice, known(of)))}`);
    return texts.length === 0 ? '' : `(${texts.join(', ')})`;
  };
  const switches: string[] = [];
  const directive = (): string => {
    if (dice.chance(0.85)) return '';
    const how = dice.pick(['@skip', '@include']);
    if (dice.chance(0.4)) return `${how}(if: ${String(dice.chance(0.5))})`;
    const [first, ...others] = switches;
    if (first !== undefined && dice.chance(0.5)) return `${how}(if: $${dice.pick([first, ...others])})`;
    const name = next('s');
    const byDefault = dice.chance(0.3);
    declared.push(`$${name}: Boolean${byDefault ? ` = ${String(dice.chance(0.5))}` : '!'}`);
    if (!byDefault || dice.chance(0.5))
      variables[name] = byDefault && isSpoiled && dice.chance(0.2) ? null : dice.chance(0.5);
    switches.push(name);
    return `${how}(if: $${name})`;
  };
  const field = (one: GraphQLField<unknown, unknown>, depth: number): string => {
    const type = getNamedType(one.type);
    const args = argumentsOf(one);
    const alias = args !== '' || dice.chance(0.2) ? `${next('a')}: ` : '';
    return `${alias}${one.name}${args} ${directive()} ${isCompositeType(type) ? set(type, depth - 1) : ''}`;
  };
  const fragment = (type: GraphQLCompositeType, depth: number): string => {
    if (dice.chance(0.2)) return `... ${directive()} ${set(type, depth)}`;
    const on = dice.pick([type, ...composites.filter((other) => doTypesOverlap(schema, type, other))]);
    if (dice.chance(0.5)) return `... on ${on.name} ${directive()} ${set(on, depth)}`;
    const same = fragments.filter((other) => doTypesOverlap(schema, type, other.on));
    const [first, ...others] = same;
    if (first !== undefined && dice.chance(0.4)) return `...${dice.pick([first, ...others]).name} ${directive()}`;
    const text = set(on, depth);
    const name = next('F');
    fragments.push({ name, on, text });
    return `...${name} ${directive()}`;
  };
  const set = (type: GraphQLCompositeType, depth: number): string => {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields()).filter(({ name }) => !never.includes(name));
    const reachable = depth > 0 ? fields : fields.filter((one) => !isCompositeType(getNamedType(one.type)));
    const parts = dice.some(reachable, 6).map((one) => field(one, depth));
    const many = isUnionType(type) ? 3 : dice.below(3);
    if (depth > 0) for (let index = 0; index < many; index += 1) parts.push(fragment(type, depth - 1));
    if (parts.length === 0 || dice.chance(0.2)) parts.push('__typename');
    return `{ ${parts.join(' ')} }`;
  };

  const root = schema.getQueryType();
  const body = root == null ? '{ __typename }' : set(root, options.depth);
  const isNamed = declared.length > 0 || dice.chance(0.5);
  const isOneOfTwo = isNamed && dice.chance(0.15);
  const head = isNamed ? `query Main${declared.length === 0 ? '' : `(${declared.join(', ')})`}` : '';
  const texts = [
    ...(isOneOfTwo ? ['query Other { __typename }'] : []),
    `${head} ${body}`,
    ...fragments.map(({ name, on, text }) => `fragment ${name} on ${on.name} ${text}`),
  ];
  return { query: texts.join('\n'), variables, operationName: isOneOfTwo ? 'Main' : undefined };
}
