/** Compiles a query on a schema of a few lines, and runs it as often as asked. */
import { buildSchema, isObjectType, parse, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { compile, type Compiled, type CompileOptions } from '../../src/execution/compile.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Whatever the schemas of a test are about.
type Resolvers = Readonly<Record<string, GraphQLFieldResolver<any, any>>>;

/** Resolvers by `Type.field`. */
export function schemaOf(sdl: string, resolvers: Resolvers): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const [name, resolve] of Object.entries(resolvers)) {
    const [typeName = '', fieldName = ''] = name.split('.');
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (field === undefined) throw new TypeError(`there is no ${name}`);
    field.resolve = resolve;
  }
  return schema;
}

/** Undefined where it is not compiled. */
export function compiledOf<Context>(
  schema: GraphQLSchema,
  query: string,
  options: CompileOptions<Context> & { readonly operationName?: string } = {},
): Compiled<Context> | undefined {
  return compile(schema, parse(query), options.operationName, options);
}

/** What one run answers; throws where it is not compiled. */
export function textOf<Context>(
  schema: GraphQLSchema,
  query: string,
  contextValue: Context,
  options: CompileOptions<Context> = {},
): ReturnType<Compiled<Context>['run']> {
  const compiled = compiledOf(schema, query, options);
  if (compiled === undefined) throw new Error(`is not compiled: ${query}`);
  return compiled.run({ variableValues: {}, contextValue });
}
