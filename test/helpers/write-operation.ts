/** How a generated operation is written down. */
import type { Field, Fragment, Selection, TypeName } from './operations.ts';

const variableTypes: Readonly<Record<string, string>> = {
  ids: '[ID!]!',
  id: 'ID!',
  modelId: 'ID!',
  region: 'String',
  first: 'Int',
  last: 'Int',
};

export interface Written {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Writes an operation down. A field with arguments gets a name of its own in the answer, so that no two conflict. */
export function write(operation: Selection): Written {
  const variables: Record<string, unknown> = { yes: true, no: false };
  const declared: string[] = ['$yes: Boolean!', '$no: Boolean!'];
  const fragments: string[] = [];
  let count = 0;
  const argument = (part: Field, name: string, value: unknown): string => {
    const variable = `${name}${String((count += 1))}`;
    const ofModels = part.name === 'trainingModels' ? 'TrainingModel' : 'TrainingModelVersion';
    const type = variableTypes[name] ?? `${ofModels}${name === 'filter' ? 'Filter' : 'Order'}`;
    declared.push(`$${variable}: ${type}`);
    variables[variable] = value;
    return `${name}: $${variable}`;
  };
  const argumentsOf = (part: Field): string =>
    Object.entries(part.args)
      .map(([name, value]) => {
        if (name !== 'page') return argument(part, name, value);
        const { end, size: most } = value as { readonly end: string; readonly size: number | null }; // As generated above.
        return argument(part, end, most);
      })
      .join(', ');
  const set = ({ type, parts }: Selection): string =>
    `{ __typename ${parts.map((part) => one(part, type)).join(' ')} }`;
  const one = (part: Field | Fragment, type: TypeName): string => {
    if (part.kind === 'field') {
      const hasArguments = Object.keys(part.args).length > 0;
      part.key = hasArguments ? `${part.name}${String((count += 1))}` : part.name;
      const head = hasArguments ? `${part.key}: ${part.name}(${argumentsOf(part)})` : part.name;
      return `${head} ${part.directive} ${part.below === undefined ? '' : set(part.below)}`;
    }
    if (part.how === 'untyped') return `... ${part.directive} ${set(part.below)}`;
    if (part.how === 'typed') return `... on ${type} ${part.directive} ${set(part.below)}`;
    const name = `Fragment${String((count += 1))}`;
    fragments.push(`fragment ${name} on ${type} ${set(part.below)}`);
    return `...${name} ${part.directive}`;
  };
  const body = set(operation);
  const useBoth = '_y: __typename @include(if: $yes) @skip(if: $no)';
  const query = `query (${declared.join(', ')}) { ${useBoth} ... ${body} } ${fragments.join(' ')}`;
  return { query, variables };
}
