/** The committed SDL composes with subgraphs of others, and nothing of it is lost. */
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  parse,
  type GraphQLSchema,
} from 'graphql';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { expect, it } from 'vitest';
import { deploymentsSdl } from '../../examples/supergraph/deployments.ts';
import { describeWithExample } from './example-packages.ts';
import { composers, type Composed } from './composers.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const sdl = read('../../schema/schema.graphql');

const example = { title: 'the subgraph of the example', sdl: deploymentsSdl };
const hostile = { title: 'one that has all the likely names', sdl: read('hostile.graphql') };

/** The subgraph as it is, and as composers get it that do not know the newest version. */
const variants = [
  { variant: 'schema.graphql', own: sdl },
  { variant: 'schema.portable.graphql', own: read('../../schema/schema.portable.graphql') },
];
const rows = Object.keys(composers).flatMap((composer) =>
  [example, hostile].flatMap((other) => variants.map((own) => ({ composer, other, title: other.title, ...own }))),
);

function composeWith(composer: string, other: { readonly sdl: string }, own = sdl): Composed {
  const compose = composers[composer];
  if (compose === undefined) throw new TypeError(`no ${composer}`);
  return compose([
    { name: 'tione', sdl: own, url: 'http://127.0.0.1:1/graphql' },
    { name: 'other', sdl: other.sdl, url: 'http://127.0.0.1:2/graphql' },
  ]);
}

/** Every field with its type and arguments, every input field with its type and default, every enum value. */
function elements(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !/^_|__/.test(type.name))
    .flatMap((type) => {
      if (isEnumType(type)) return type.getValues().map(({ name }) => `${type.name}.${name}`);
      if (isInputObjectType(type))
        return Object.values(type.getFields()).map(
          (field) => `${type.name}.${field.name}: ${String(field.type)} = ${JSON.stringify(field.defaultValue)}`,
        );
      if (!isObjectType(type) && !isInterfaceType(type)) return [type.name];
      return Object.values(type.getFields())
        .filter((field) => !getNamedType(field.type).name.startsWith('_'))
        .map((field) => {
          const args = field.args.map(({ name, type: given }) => `${name}: ${String(given)}`).sort();
          return `${type.name}.${field.name}(${args.join(', ')}): ${String(field.type)}`;
        });
    });
}

const ours = elements(buildSubgraphSchema(parse(sdl)));

function missingFrom(apiSdl: string): readonly string[] {
  const composed = new Set(elements(buildSchema(apiSdl)));
  return ours.filter((element) => !composed.has(element));
}

describeWithExample('the committed SDL', () => {
  it.each(rows)('composes with $title by $composer, and nothing is dropped: $variant', ({ composer, other, own }) => {
    const { errors, hints, apiSdl } = composeWith(composer, other, own);
    expect(errors).toEqual([]);
    expect(hints).toEqual([]);
    expect(ours.length).toBeGreaterThan(150);
    expect(missingFrom(apiSdl)).toEqual([]);
  });

  it.each(Object.keys(composers))(
    'would lose fields to an input of the same name, which is noticed here, by %s',
    (composer) => {
      const clash =
        'type Query { clash(filter: TrainingModelTextFilter): Int } input TrainingModelTextFilter { eq: String }';
      const { apiSdl } = composeWith(composer, { sdl: clash });
      expect(missingFrom(apiSdl).map((element) => element.split(':')[0])).toEqual([
        'TrainingModelTextFilter.contains',
        'TrainingModelTextFilter.in',
      ]);
    },
  );

  it.each(Object.keys(composers))('keeps federation out of what clients see, by %s', (composer) => {
    const { apiSdl } = composeWith(composer, example);
    expect(apiSdl).not.toMatch(/_entities|_service|@key|@shareable/);
  });
});
