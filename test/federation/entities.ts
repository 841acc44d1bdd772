/** Questions as gateways put them: `_entities` with representations. */
import type { GraphQLAnswer, System } from '../helpers/system.ts';

export const entities = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on TrainingModel { id }
    ... on TrainingModelVersion { id }
  }
}`;

export function askEntities(
  system: System,
  representations: readonly unknown[],
  query = entities,
): Promise<GraphQLAnswer<Record<string, unknown>>> {
  return system.query(query, { representations });
}
