/** What a document says of an operation without its variables: its kind, its name, and the fields at its top. */
import { getOperationAST, Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import type { FieldOutcome } from './operation-record.ts';

export interface OperationFacts {
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly name: string | undefined;
  /** Names of the fields at the top, by the names under which they are answered. */
  readonly fields: ReadonlyMap<string, string>;
  /** The same, where all went well. */
  readonly outcomes: readonly FieldOutcome[];
}

/** Documents are parsed once and kept, so what is found out about one serves all requests with it. */
const known = new WeakMap<DocumentNode, Map<string, OperationFacts>>();

/** Undefined where the document has no such operation, or several that could be meant. */
export function operationFacts(
  document: DocumentNode,
  operationName: string | null = null,
): OperationFacts | undefined {
  const byName = known.get(document) ?? new Map<string, OperationFacts>();
  known.set(document, byName);
  const key = operationName ?? '';
  const facts = byName.get(key) ?? look(document, operationName);
  // Names that are not in the document come from callers: they are not worth remembering.
  if (facts !== undefined) byName.set(key, facts);
  return facts;
}

function look(document: DocumentNode, operationName: string | null): OperationFacts | undefined {
  const operation = getOperationAST(document, operationName);
  if (operation == null) return undefined;
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const fields = fieldsAt(operation.selectionSet, fragments);
  return {
    type: operation.operation,
    name: operation.name?.value,
    fields,
    outcomes: Array.from(fields.values(), (name) => ({ name, code: undefined })),
  };
}

function fieldsAt(top: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const fields = new Map<string, string>();
  const seen = new Set<SelectionSetNode>();
  const visit = (set: SelectionSetNode | undefined): void => {
    if (set === undefined || seen.has(set)) return;
    seen.add(set);
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) fields.set((node.alias ?? node.name).value, node.name.value);
      else visit((node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value))?.selectionSet);
    }
  };
  visit(top);
  return fields;
}
