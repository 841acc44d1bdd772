/** A list of versions as GraphQL asks for it: arguments, connection, and the way from rows to a page. */
import type { VersionsInRegion } from '../loaders/index.ts';
import type { VersionRecord, Versions } from '../loaders/records.ts';
import { fingerprint } from './cursor.ts';
import { emptyConnection, pageOf, readPage, type Entry, type PageArguments } from './page.ts';
import { compileVersionFilter, type CompiledFilter, type VersionFilterInput } from './version-filter.ts';
import { newestFirst, versionOrder, type VersionOrderInput } from './version-order.ts';

export interface VersionListArguments extends PageArguments {
  readonly filter?: VersionFilterInput | null | undefined;
  readonly orderBy?: VersionOrderInput | null | undefined;
}

/** The model whose versions are listed, and the regions that it may be in: one, where that is known. */
export interface VersionListOwner {
  readonly id: string;
  readonly regions: readonly string[];
}

/** Fetches at least the versions that pass the narrowings; null when there is no such model. */
type LoadVersions = (
  region: string | undefined,
  narrowings: CompiledFilter['narrowings'],
) => Promise<VersionsInRegion | null>;

/** One page; null when there is no such model. */
export async function versionPage({ id, regions }: VersionListOwner, args: VersionListArguments, load: LoadVersions) {
  const filter = compileVersionFilter(args.filter);
  const orderBy = args.orderBy ?? newestFirst;
  const printOf = (region: string): string => fingerprint([region, id, args.filter, orderBy.field, orderBy.direction]);
  const page = readPage(args, () => regions.map(printOf));
  if (filter.matchesNothing) return emptyConnection;
  // A cursor tells where the model was found when it was made.
  const region = regions.length === 1 ? regions[0] : regions.find((name) => printOf(name) === page.print);
  const found = await load(region, filter.narrowings);
  if (found === null) return null;
  const entries = inOrder(found.versions, orderBy).filter(({ node }) => filter.matches(node));
  let print: string | undefined;
  return pageOf(
    { entries, compare: versionOrder(orderBy).compare, print: () => (print ??= printOf(found.region)) },
    page,
  );
}

/** The newest version that passes the filter; null when none does or when there is no such model. */
export async function latestVersion(
  input: VersionFilterInput | null | undefined,
  load: (narrowings: CompiledFilter['narrowings']) => Promise<Versions | null>,
): Promise<VersionRecord | null> {
  const filter = compileVersionFilter(input);
  if (filter.matchesNothing) return null;
  const versions = (await load(filter.narrowings)) ?? [];
  return inOrder(versions, newestFirst).find(({ node }) => filter.matches(node))?.node ?? null;
}

/** Several fields of one operation sort the same versions in the same order: once is enough. */
const sorted = new WeakMap<Versions, Map<string, readonly Entry<VersionRecord>[]>>();

function inOrder(versions: Versions, orderBy: VersionOrderInput): readonly Entry<VersionRecord>[] {
  const orders = sorted.get(versions) ?? new Map<string, readonly Entry<VersionRecord>[]>();
  sorted.set(versions, orders);
  const name = `${orderBy.field} ${orderBy.direction}`;
  const known = orders.get(name);
  if (known !== undefined) return known;
  const { compare, positionOf } = versionOrder(orderBy);
  const entries = versions
    .map((node) => ({ node, place: positionOf(node) }))
    .sort((left, right) => compare(left.place, right.place));
  orders.set(name, entries);
  return entries;
}
