/** The schema without federation: two queries with resolvers, and properties for everything else. */
import { buildSchema, type GraphQLSchema } from 'graphql';
import { queries, sdl } from './rows.ts';

export function plainSchema(): GraphQLSchema {
  // The definitions of federation's own directives are not in the text.
  const schema = buildSchema(sdl, { assumeValidSDL: true });
  const fields = schema.getQueryType()?.getFields();
  for (const [name, resolve] of Object.entries(queries)) {
    const field = fields?.[name];
    if (field === undefined) throw new Error(`the schema has no ${name}`);
    field.resolve = resolve;
  }
  return schema;
}
