import type { Place } from '../loaders/records.ts';
import type { Maybe } from '../tione/types.ts';
import { badUserInput, quoted } from './bad-user-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';

/** The `region` of fields that find something by its id. */
export const regionOfIdArgument = () =>
  builder.args((t) => ({
    region: t.string({
      description:
        'The only region to look in. Without it the id is looked for in the default region, then in the other configured ones; ' +
        'where it was found is remembered. Only configured regions are read.',
    }),
  })).region;

/** The `region` of fields that list what is in a region. */
export const regionOfListArgument = () =>
  builder.args((t) => ({
    region: t.string({
      description: 'Region to list. Default: the default region. Only configured regions are read.',
    }),
  })).region;

/** Where to look for an id: in the region that was named, if it may be read, or else in all. */
export function placeOf(id: string, region: Maybe<string>, { regions }: Context): Place {
  return { id, region: regionToSearch(region, regions) };
}

/** The only region to look in; undefined where all are meant. */
export function regionToSearch(region: Maybe<string>, regions: Context['regions']): string | undefined {
  if (region != null) return checkedRegion(region, regions);
  return regions.length === 1 ? regions[0] : undefined;
}

/** The region to list: the one that was named, if it may be read, or else the default one. */
export function regionToList(region: Maybe<string>, { regions }: Context): string {
  return region == null ? regions[0] : checkedRegion(region, regions);
}

function checkedRegion(region: string, regions: Context['regions']): string {
  if (regions.includes(region)) return region;
  throw badUserInput(
    `Region ${quoted(region)} is not configured here; configured: ${regions.join(', ')}. TIONE_REGIONS adds regions.`,
  );
}
