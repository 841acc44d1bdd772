/** Composes the SDL of subgraphs into a supergraph, as a schema registry or `rover supergraph compose` would. */
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import type { Subgraph } from './subgraph.ts';

export function compose(subgraphs: readonly Subgraph[]): string {
  const { errors, supergraphSdl } = composeServices(
    subgraphs.map(({ name, sdl, url }) => ({ name, typeDefs: parse(sdl), url })),
  );
  if (supergraphSdl === undefined)
    throw new Error(`the subgraphs do not compose:\n${errors.map(({ message }) => message).join('\n')}`);
  return supergraphSdl;
}
