import { buildSubgraphSchema } from '@apollo/subgraph';
import { isSpecifiedScalarType, Kind, parse, validate, visit, type DocumentNode } from 'graphql';
import { readdir, readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { schema } from '../src/schema/index.ts';
import { printSortedSubgraph } from '../src/schema/sdl.ts';
import { runModule } from './helpers/process.ts';
import { createSystem } from './helpers/system.ts';

// A child process compiles the sources first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const root = new URL('../schema/', import.meta.url);
const committed = await readFile(new URL('schema.graphql', root), 'utf8');

test('the committed SDL is the running schema', () => {
  expect(printSortedSubgraph(schema)).toBe(committed);
});

test('the committed portable SDL is the same schema for older composers', async () => {
  const portable = await readFile(new URL('schema.portable.graphql', root), 'utf8');
  expect(printSortedSubgraph(schema, { portable: true })).toBe(portable);
  expect(portable).toMatch(
    /^extend schema @link\(url: "https:\/\/specs\.apollo\.dev\/federation\/v2\.3", import: \["@key", "@shareable"\]\)$/m,
  );
  const lines = committed.split('\n').slice(1);
  expect(portable.split('\n').slice(1)).toEqual(lines.map((line) => line.replace(/ @(?:cost|listSize)\(.*/, '')));
});

test('`_service { sdl }` describes the same schema as the committed SDL', async () => {
  const { data } = await createSystem().query('{ _service { sdl } }');
  const { sdl } = (data as { _service: { sdl: string } })._service;
  expect(printSortedSubgraph(buildSubgraphSchema(parse(sdl)))).toBe(committed);
});

test('the committed SDL is sorted: definitions, fields, arguments, input fields and enum values', () => {
  const document = parse(committed);
  const lists: (readonly string[])[] = [
    document.definitions.flatMap((node: object) => (isDefinition(node) ? [node.name.value] : [])),
  ];
  const names = (nodes: readonly { readonly name: { readonly value: string } }[] = []): void => {
    lists.push(nodes.map(({ name }) => name.value));
  };
  visit(document, {
    ObjectTypeDefinition: ({ fields }) => {
      names(fields);
    },
    InputObjectTypeDefinition: ({ fields }) => {
      names(fields);
    },
    FieldDefinition: (field) => {
      names(field.arguments);
    },
    EnumTypeDefinition: ({ values }) => {
      names(values);
    },
  });
  expect(lists.length).toBeGreaterThan(50);
  for (const list of lists) expect(list).toEqual([...list].sort());
});

test('importing the schema needs no environment and does nothing else', async () => {
  const { code, stdout, stderr } = await runModule(`
    process.stdout.write = () => { throw new Error('something was printed'); };
    const look = () => JSON.stringify([Object.keys(globalThis), Object.keys(process.env), process.eventNames()]);
    const before = look();
    await import('./src/schema/index.ts');
    if (look() !== before) throw new Error('the import changed ' + before + ' to ' + look());
  `);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('a second process prints the same SDL', async () => {
  const { stdout } = await runModule(`
    const [{ schema }, { printSortedSubgraph }] = await Promise.all([import('./src/schema/index.ts'), import('./src/schema/sdl.ts')]);
    process.stdout.write(printSortedSubgraph(schema));
  `);
  expect(stdout).toBe(committed);
});

test('the schema is a subgraph of Federation 2.9', () => {
  expect(committed).toMatch(/^extend schema @link\(url: "https:\/\/specs\.apollo\.dev\/federation\/v2\.9", import: \[/);
});

/** Types of our own: neither GraphQL's nor federation's, whose names start with underscores but for two scalars. */
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('_') && !type.name.includes('__') && !isSpecifiedScalarType(type),
);

test('every type, input and enum has a name that starts with TrainingModel, but for what all subgraphs share', () => {
  const others = types.map(({ name }) => name).filter((name) => !name.startsWith('TrainingModel'));
  expect(others.sort()).toEqual(['DateTime', 'PageInfo', 'Query']);
});

test('PageInfo is shareable, so that other Relay subgraphs compose with this one', () => {
  const definition = parse(committed).definitions.find(
    (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'PageInfo',
  );
  expect(definition).toMatchObject({ directives: [{ name: { value: 'shareable' } }] });
});

interface Definition {
  readonly name: { readonly value: string };
  readonly description?: { readonly value: string } | undefined;
}

/** The parser gives a definition both keys, whether it is described or not. */
function isDefinition(node: object): node is Definition {
  return 'description' in node && 'name' in node;
}

test('every type, field, argument, input field and enum value is described in words of its own', () => {
  const letters = (text: string): string => text.toLowerCase().replace(/\b(?:the|a|an|of)\b|[^a-z]/g, '');
  const path: string[] = [];
  const bare: string[] = [];
  let described = 0;
  visit(parse(committed), {
    enter(node) {
      if (!isDefinition(node)) return;
      path.push(node.name.value);
      const text = node.description?.value ?? '';
      if (/^[A-Z`"].*[.)]$/s.test(text) && letters(text) !== letters(node.name.value)) described += 1;
      else bare.push(`${path.join('.')}: ${text}`);
    },
    leave(node) {
      if (isDefinition(node)) path.pop();
    },
  });
  expect(bare).toEqual([]);
  expect(described).toBeGreaterThan(200);
});

const operations = new Map<string, DocumentNode>();
for (const name of (await readdir(new URL('operations/', root))).sort())
  operations.set(name, parse(await readFile(new URL(`operations/${name}`, root), 'utf8')));

test.each([...operations.keys()])('schema/operations/%s is valid, named, and answered without errors', async (file) => {
  const document = operations.get(file) ?? parse('{ missing }');
  expect(validate(schema, document)).toEqual([]);
  const names = document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value] : [],
  );
  expect(names).toEqual([expect.any(String)]);
  const { data, errors } = await createSystem({ server: { inspector: { mode: 'on-request' } } }).query(
    await readFile(new URL(`operations/${file}`, root), 'utf8'),
  );
  expect(errors).toBeUndefined();
  expect(Object.values(data ?? {})).not.toContain(null);
});

test('no two operations have the same name', () => {
  const names = [...operations.values()].flatMap(({ definitions }) =>
    definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? [node.name?.value] : [])),
  );
  expect(new Set(names).size).toBe(names.length);
});
