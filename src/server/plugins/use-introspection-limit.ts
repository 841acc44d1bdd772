import {
  getArgumentValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isIntrospectionType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type ExecutionArgs,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Refuses operations whose answer about the schema has more than this many characters. Aliases on four levels of
 * introspection turn a query of 1.5 kB into gigabytes, and the complexity plugin of the schema does not count introspection.
 */
export function useIntrospectionLimit(maxCharacters: number): Plugin {
  const message =
    `The answer about the schema has more than ${String(maxCharacters)} characters. ` +
    'Ask with fewer aliases, or read the SDL from `_service { sdl }`.';
  return {
    onExecute({ args, setResultAndStopExecution }) {
      if (!isLonger(args, maxCharacters)) return;
      const extensions = { code: 'BAD_USER_INPUT', http: { spec: true, status: 400 } };
      setResultAndStopExecution({ errors: [new GraphQLError(message, { extensions })] });
    },
  };
}

/** The SDL has about so many; its field is an ordinary one, with a resolver that cannot be tried here. */
const sdlCharacters = 30_000;

const metaFields: ReadonlyMap<string, GraphQLField<unknown, unknown>> = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]),
);

/**
 * Goes the way of the executor without building an answer, and stops at the limit: an estimate from the document alone
 * would be wrong by orders of magnitude, since lists of the schema have none to fifty entries. Validation has made sure
 * that the way ends.
 */
function isLonger({ document, schema, operationName, variableValues }: ExecutionArgs, limit: number): boolean {
  const operation = getOperationAST(document, operationName);
  const root = operation == null ? undefined : schema.getRootType(operation.operation);
  if (operation == null || root == null) return false;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  // The only part of it that introspection looks at.
  const info = { schema } as GraphQLResolveInfo;
  // Only introspection has to read the variables a second time. Where they are wrong the executor says so.
  let read: ReturnType<typeof getVariableValues> | undefined;
  const variables = () =>
    (read ??= getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {})).coerced;
  let characters = 0;

  const walk = (type: GraphQLNamedType, source: unknown, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (characters > limit) return;
      // Every step counts, so that this check itself comes to an end as soon.
      characters += 1;
      if (selection.kind === Kind.FIELD) walkField(type, source, selection);
      else {
        const set = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        if (set !== undefined) walk(type, source, set.selectionSet);
      }
    }
  };
  const walkField = (type: GraphQLNamedType, source: unknown, node: FieldNode): void => {
    characters += (node.alias ?? node.name).value.length + '"":'.length;
    if (node.name.value === '_service') characters += sdlCharacters;
    const field = fieldOf(type, node.name.value);
    const values = field === undefined ? undefined : variables();
    if (field === undefined || values === undefined) return;
    const value: unknown = field.resolve?.(source, getArgumentValues(field, node, values), undefined, info);
    for (const entry of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      if (characters > limit) return;
      if (node.selectionSet === undefined || entry == null) characters += String(entry).length;
      else walk(getNamedType(field.type), entry, node.selectionSet);
    }
  };
  walk(root, undefined, operation.selectionSet);
  return characters > limit;
}

/** A field of introspection; undefined for all others, whose cost is counted elsewhere. */
function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return metaFields.get(name) ?? (isIntrospectionType(type) && isObjectType(type) ? type.getFields()[name] : undefined);
}
