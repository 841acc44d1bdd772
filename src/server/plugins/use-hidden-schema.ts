import { GraphQLError, type ASTVisitor, type FieldNode, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { introspectScope } from '../../access/caller.ts';
import type { Context } from '../../schema/context.ts';
import { withoutSuggestion } from '../suggestions.ts';

const schemaFields = ['__schema', '__type', '_service'];

/** Answers about the schema only to routers and those who have a scope for it, and names nothing of it in errors. */
export function useHiddenSchema(): Plugin<Context> {
  return {
    onValidate({ context, addValidationRule }) {
      const { kind, scopes } = context.caller;
      if (kind !== 'router' && !scopes.has(introspectScope)) addValidationRule(HiddenSchemaRule);
      return ({ result, setResult }) => {
        const errors: readonly Error[] = result;
        setResult(errors.map((error) => (error instanceof GraphQLError ? withoutSuggestion(error) : error)));
      };
    },
  };
}

/** Results of validation are kept by the names of the rules. */
function HiddenSchemaRule(context: ValidationContext): ASTVisitor {
  return {
    Field(node: FieldNode) {
      if (!schemaFields.includes(node.name.value)) return;
      const message = `Introspection is off: "${node.name.value}" needs the scope ${introspectScope}.`;
      context.reportError(new GraphQLError(message, { nodes: node, extensions: { code: 'FORBIDDEN' } }));
    },
  };
}
