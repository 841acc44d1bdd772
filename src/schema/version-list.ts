/** A list of versions as GraphQL asks for it: arguments, connection, and the way from rows to a page. */
import type { VersionRecord, Versions } from '../loaders/records.ts';
import { fingerprint } from './cursor.ts';
import { compileVersionFilter, type CompiledFilter, type VersionFilterInput } from './version-filter.ts';
import { newestFirst, versionOrder, type VersionOrderInput } from './version-order.ts';
import { pageOf, readPage, type PageArguments } from './page.ts';

export interface VersionListArguments extends PageArguments {
  readonly filter?: VersionFilterInput | null | undefined;
  readonly orderBy?: VersionOrderInput | null | undefined;
}

/** Fetches at least the versions that pass the narrowings; null when there is no such model. */
type LoadVersions = (narrowings: CompiledFilter['narrowings']) => Promise<Versions | null>;

/** One page; null when there is no such model. `owner` is what the list belongs to. */
export async function versionPage(owner: readonly string[], args: VersionListArguments, load: LoadVersions) {
  const filter = compileVersionFilter(args.filter);
  const orderBy = args.orderBy ?? newestFirst;
  const order = versionOrder(orderBy);
  let made: string | undefined;
  const print = (): string => (made ??= fingerprint([owner, args.filter, orderBy.field, orderBy.direction]));
  const page = readPage(args, print);
  const versions = filter.matchesNothing ? [] : await load(filter.narrowings);
  if (versions === null) return null;
  const entries = versions
    .filter(filter.matches)
    .map((node) => ({ node, position: order.positionOf(node) }))
    .sort((left, right) => order.compare(left.position, right.position));
  return pageOf({ entries, compare: order.compare, print }, page);
}

/** The newest version that passes the filter; null when none does or when there is no such model. */
export async function latestVersion(
  input: VersionFilterInput | null | undefined,
  load: LoadVersions,
): Promise<VersionRecord | null> {
  const filter = compileVersionFilter(input);
  if (filter.matchesNothing) return null;
  const { compare, positionOf } = versionOrder(newestFirst);
  const versions = (await load(filter.narrowings)) ?? [];
  return versions
    .filter(filter.matches)
    .reduce<VersionRecord | null>(
      (latest, version) => (latest && compare(positionOf(latest), positionOf(version)) <= 0 ? latest : version),
      null,
    );
}
