/** What is left of the data of this server for one caller. */
import { GraphQLError } from 'graphql';
import type { Rights } from '../access/caller.ts';
import type { LoadersOptions } from '../loaders/index.ts';
import { createOwnLocations, type Locations } from '../loaders/locations.ts';

export type Permitted = Pick<LoadersOptions, 'regions' | 'rights' | 'locations'>;

/** @throws GraphQLError (`FORBIDDEN`, 403) when none of the regions is left. */
export function permitted(rights: Rights, regions: readonly [string, ...string[]], locations: Locations): Permitted {
  const { regions: allowed, models, tags } = rights;
  if (allowed === undefined && models === undefined && tags === undefined)
    return { regions, rights: undefined, locations };
  const left: readonly string[] = allowed === undefined ? regions : regions.filter((name) => allowed.includes(name));
  const [first, ...others] = left;
  if (first === undefined)
    throw new GraphQLError('You may read none of the regions of this server.', {
      extensions: { code: 'FORBIDDEN', http: { status: 403 } },
    });
  // Where others have found something would tell that it is there.
  return { regions: [first, ...others], rights: { models, tags }, locations: createOwnLocations() };
}
