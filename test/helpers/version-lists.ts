/** The two ways to a list of versions, as typed operations, and their answers in the terms of the oracle. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { parse } from 'graphql';
import type { PageExpected, VersionFilter, VersionOrder } from './oracle.ts';
import type { System } from './system.ts';

export interface ListVariables {
  readonly id: string;
  readonly region?: string;
  readonly filter?: VersionFilter | null | undefined;
  readonly orderBy?: VersionOrder | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

export interface VersionsPage {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const variables = `$filter: TrainingModelVersionFilter, $orderBy: TrainingModelVersionOrder,
  $first: Int, $after: String, $last: Int, $before: String, $id: ID!, $region: String`;
const pageArguments = `filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before`;
const page = `totalCount nodes { id } edges { cursor node { id } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

/** The list as a query of its own. The cast tells what the text asks for. */
export const listDocument = parse(
  `query (${variables}) { trainingModelVersions(modelId: $id, region: $region, ${pageArguments}) { ${page} } }`,
) as TypedDocumentNode<{ trainingModelVersions: VersionsPage | null }, ListVariables>;

/** The list as a field of its model, with its newest version, and with tags if wanted. The cast is as above. */
export const modelListDocument = parse(
  `query ($tags: Boolean = false, ${variables}) {
    trainingModel(id: $id, region: $region) {
      tags @include(if: $tags) { key }
      versions(${pageArguments}) { ${page} }
      latestVersion(filter: $filter) { id }
    }
  }`,
) as TypedDocumentNode<
  { trainingModel: { versions: VersionsPage; latestVersion: { id: string } | null } | null },
  ListVariables & { readonly tags?: boolean }
>;

/** Reads one page; fails on errors. */
export async function readPage(system: System, asked: ListVariables): Promise<VersionsPage> {
  const { data, errors } = await system.query(listDocument, asked);
  const answered = data?.trainingModelVersions;
  if (answered == null) throw new Error(`no page: ${JSON.stringify(errors)}`);
  return answered;
}

/** A page as the oracle puts it. */
export function summary({ totalCount, edges, pageInfo }: VersionsPage): PageExpected {
  const { hasNextPage, hasPreviousPage } = pageInfo;
  return { ids: edges.map(({ node }) => node.id), totalCount, hasNextPage, hasPreviousPage };
}
