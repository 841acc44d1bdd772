/** Lists of models as typed operations. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import type { System } from './system.ts';

interface Choice {
  readonly eq?: string | null;
  readonly in?: readonly string[] | null;
  readonly notIn?: readonly string[];
  readonly rawIn?: readonly string[];
}

export interface ModelFilter {
  readonly id?: Omit<Choice, 'rawIn'> | null;
  readonly name?: { readonly eq?: string; readonly in?: readonly string[]; readonly contains?: string } | null;
  readonly versionType?: Choice;
  readonly source?: Choice;
  readonly format?: Choice;
  readonly tags?: readonly { readonly key: string; readonly values?: readonly string[] }[];
}

export interface ModelListVariables {
  readonly filter?: ModelFilter | null;
  readonly first?: number;
  readonly after?: string | null;
  readonly last?: number;
  readonly before?: string | null;
  /** Whether to ask for the number of all. @default true */
  readonly total?: boolean;
}

export interface ModelsPage {
  readonly totalCount?: number | null;
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** The cast tells what the text asks for. */
const document = parse(
  `query ($filter: TrainingModelFilter, $first: Int, $after: String, $last: Int, $before: String, $total: Boolean = true) {
    trainingModels(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      totalCount @include(if: $total)
      nodes { id }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`,
) as TypedDocumentNode<{ trainingModels: ModelsPage | null }, ModelListVariables>;

/** Reads one page; fails on errors. */
export async function readModels(system: System, asked: ModelListVariables): Promise<ModelsPage> {
  const { data, errors } = await system.query(document, asked);
  if (data?.trainingModels == null) throw new Error(`no page: ${JSON.stringify(errors)}`);
  return data.trainingModels;
}
