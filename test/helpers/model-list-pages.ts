/** The list of models as a typed operation, and its pages in the terms of the oracle. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import type { ModelFilter, ModelOrder } from './model-oracle.ts';
import type { Option } from './oracle.ts';
import type { System } from './system.ts';

export interface ModelListVariables {
  readonly region?: Option<string>;
  readonly filter?: Option<ModelFilter>;
  readonly orderBy?: Option<ModelOrder>;
  readonly first?: Option<number>;
  readonly after?: Option<string>;
  readonly last?: Option<number>;
  readonly before?: Option<string>;
  readonly total?: boolean;
}

export interface ModelsPage {
  readonly totalCount?: number | null;
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** The cast tells what the text asks for. */
export const modelsDocument = parse(
  `query ($filter: TrainingModelFilter, $orderBy: TrainingModelOrder, $first: Int, $after: String, $last: Int,
    $before: String, $region: String, $total: Boolean = false) {
    trainingModels(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before, region: $region) {
      totalCount @include(if: $total)
      edges { cursor node { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`,
) as TypedDocumentNode<{ trainingModels: ModelsPage | null }, ModelListVariables>;

/** Reads one page; fails on errors. */
export async function readModels(system: System, asked: ModelListVariables): Promise<ModelsPage> {
  const { data, errors } = await system.query(modelsDocument, asked);
  if (errors !== undefined || data?.trainingModels == null) throw new Error(`no page: ${JSON.stringify(errors)}`);
  return data.trainingModels;
}

export function idsOf({ edges }: ModelsPage): readonly string[] {
  return edges.map(({ node }) => node.id);
}
