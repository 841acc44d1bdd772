import type { Maybe } from '../tione/types.ts';
import { badUserInput, quoted } from './bad-user-input.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';

export const regionArgument = () =>
  builder.args((t) => ({
    region: t.string({
      description: 'Region to look in. Default: the default region. Only configured regions are read.',
    }),
  })).region;

/** The region to read: the one that was asked for, if it may be read, or else the default one. */
export function readRegion(region: Maybe<string>, { regions }: Context): string {
  if (region == null) return regions[0];
  if (regions.includes(region)) return region;
  throw badUserInput(
    `Region ${quoted(region)} is not configured here; configured: ${regions.join(', ')}. TIONE_REGIONS adds regions.`,
  );
}
