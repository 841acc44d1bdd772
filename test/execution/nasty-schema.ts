/** A schema of everything that GraphQL has, with resolvers of every shape, over a nasty world. */
import {
  buildSchema,
  GraphQLEnumType,
  GraphQLScalarType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  print,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import DataLoader from 'dataloader';
import { blue } from './nasty-values.ts';
import { answerOf, hash, type Node } from './nasty-world.ts';

const leaves = `
  id: ID!  text: String  sure: String!  count: Int  many: Int!  ratio: Float  on: Boolean  colour: Colour
  json: Json  moment: Moment  colours: [Colour!]  numbers: [[Int]!]  names: [String!]!
  shown: String  amount: Float  computed: String  called: String  where: String  now: String  shade: String  loaded: Int
  echo(text: String = "x", n: Int, list: [Int!] = [1], filter: Filter, colour: Colour = GREEN, on: Boolean! = true, at: Moment): String
  shownWith(n: Int! = 4): String`;
const objects = `
  self: Dog  dog: Dog!  cat: Cat  node: Node  named: Named!  pet: Pet  dogs: [Dog!]!  pets: [Pet]  nested: [[Node!]]  fish: Fish`;

const sdl = `
  scalar Json
  scalar Moment
  enum Colour { RED GREEN BLUE VIOLET WHITE }
  input Filter { eq: String = "none", in: [String!], not: Filter, colour: Colour }
  interface Node { id: ID!  text: String  node: Node  dog: Dog! }
  interface Named { sure: String!  names: [String!]!  named: Named! }
  union Pet = Dog | Cat | Fish
  type Dog implements Node & Named { ${leaves} ${objects} }
  type Cat implements Node & Named { ${leaves} ${objects} }
  type Fish implements Node { ${leaves} dog: Dog!  node: Node }
  type Query { ${leaves} ${objects} }`;

/** What resolvers of the nasty schema get. */
export interface NastyContext {
  readonly loader: DataLoader<number, number>;
  /** Keys of each batch. */
  readonly batches: (readonly number[])[];
  /** What `shade` has done. */
  effects: number;
}

export function createContext(): NastyContext {
  const batches: (readonly number[])[] = [];
  const loader = new DataLoader<number, number>((keys) => {
    batches.push(keys);
    return Promise.resolve(keys.map((key) => key % 1_000));
  });
  return { loader, batches, effects: 0 };
}

export interface NastySchema {
  readonly schema: GraphQLSchema;
  /** What queries start at. */
  root: Node | undefined;
}

export function createNastySchema(): NastySchema {
  const schema = buildSchema(sdl);
  const nasty: NastySchema = { schema, root: undefined };
  const own: Own = (node, name, type) => {
    const from = node ?? nasty.root;
    if (from === undefined) throw new TypeError('there is no world');
    return answerOf(from, name, type);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !type.name.startsWith('__'))
      for (const field of Object.values(type.getFields()) as readonly Field[])
        if (!withoutResolver.includes(field.name)) field.resolve = resolverOf(field, own);
    // One of each kind: by the value alone, by `__typename` or `isTypeOf`, and later.
    if (isUnionType(type)) type.resolveType = (node: Node) => node.kind;
    if (isInterfaceType(type) && type.name === 'Named')
      type.resolveType = (node: Node, _context, { path }) =>
        hash(`${String(node.seed)}${String(path.key)}`) % 2 === 0 ? node.kind : Promise.resolve(node.kind);
    if (isObjectType(type) && type.name !== 'Query')
      type.isTypeOf = (node: Node) =>
        node.seed % 3 === 0 ? Promise.resolve(node.kind === type.name) : node.kind === type.name;
    if (type instanceof GraphQLEnumType) setValues(type, ['red', 2, blue, 'violet', true]);
    if (type instanceof GraphQLScalarType && ['Json', 'Moment'].includes(type.name))
      type.serialize = (value) => (value === 'nothing' ? undefined : value);
  }
  return nasty;
}

/** Internal values; the types made of SDL have names only. */
function setValues(type: GraphQLEnumType, values: readonly unknown[]): void {
  for (const [index, value] of type.getValues().entries()) value.value = values[index];
}

/** Nodes show these as properties. */
const withoutResolver: readonly string[] = ['shown', 'amount', 'computed', 'called', 'shownWith'];

type Field = GraphQLField<Node | undefined, NastyContext, object>;
type Resolver = GraphQLFieldResolver<Node | undefined, NastyContext, object>;
/** At the root there is no node. */
type Own = (node: Node | undefined, name: string, type: GraphQLOutputType) => unknown;

function resolverOf(field: Field, ownOf: Own): Resolver {
  const { name, type } = field;
  const own = (node: Node | undefined): unknown => ownOf(node, name, type);
  if (name === 'echo') return (node, args) => after(own(node), JSON.stringify(args));
  if (name === 'now')
    return (node, _args, { loader }) => after(own(node), `${typeof loader} ${String(node?.world.tick)}`);
  if (name === 'where') return (node, args, _context, info) => after(own(node), described(args, info));
  if (name === 'loaded') return async (node, _args, { loader }) => after(own(node), await loader.load(node?.seed ?? 0));
  if (name !== 'shade') return shaped(hash(`${name} ${String(type)}`) % 5, own);
  field.extensions = { pure: true };
  return (node, _args, context) => {
    if ((node?.seed ?? 0) % 2 === 0) context.effects += 1;
    return own(node);
  };
}

/** The second; the first may have been a failure. */
function after<T>(_first: unknown, second: T): T {
  return second;
}

function described(args: unknown, info: GraphQLResolveInfo): string {
  const { schema, operation, fieldNodes, fragments, ...others } = info;
  const texts = [operation, ...fieldNodes, ...Object.values(fragments)].map((node) => print(node));
  return JSON.stringify([args, others, schema.getTypeMap()['Dog'] === schema.getType('Dog'), texts]);
}

/** Functions of which `length` does not always tell what they look at. */
function shaped(shape: number, own: (node: Node | undefined) => unknown): Resolver {
  if (shape === 0) return (node) => own(node);
  if (shape === 1) return (node, args) => after(Object.assign(args, { spoiled: 1 }), own(node));
  if (shape === 2) return (...all: readonly unknown[]) => after(told(all[3]), own(all[0] as Node | undefined));
  if (shape === 3) {
    const defaulted = (
      node: Node | undefined,
      args: unknown = {},
      context: unknown = {},
      info: unknown = {},
    ): unknown => after([told(info), args, context], own(node));
    return defaulted;
  }
  return function (node: Node | undefined) {
    // eslint-disable-next-line prefer-rest-params -- That is the point.
    return after(told(arguments[3]), own(node));
  };
}

/** Throws where nothing is told. */
function told(info: unknown): unknown {
  if (typeof info === 'object' && info !== null && 'path' in info) return info.path;
  throw new TypeError('nothing is told');
}
