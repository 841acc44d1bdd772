/** A list of versions as GraphQL asks for it: arguments, connection, and the way from rows to a page. */
import type { VersionsInRegion } from '../loaders/index.ts';
import type { Now } from '../loaders/now.ts';
import type { VersionRecord, Versions } from '../loaders/records.ts';
import { fingerprint } from './cursor.ts';
import { emptyConnection } from './connection.ts';
import { pageOf, readPage, SortedList, type PageArguments } from './page.ts';
import { compileVersionFilter, type CompiledFilter, type VersionFilterInput } from './version-filter.ts';
import { newestFirst, versionOrder, type Order, type VersionOrderInput } from './version-order.ts';

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
) => Now<VersionsInRegion | null>;

type VersionConnection = ReturnType<typeof pageOf<VersionRecord>>;

/** One page; null when there is no such model. At once, where the versions are at hand. */
export function versionPage(
  { id, regions }: VersionListOwner,
  args: VersionListArguments,
  load: LoadVersions,
): Now<VersionConnection | null> {
  const filter = compileVersionFilter(args.filter);
  const orderBy = args.orderBy ?? newestFirst;
  const printOf = (region: string): string => fingerprint(listOf(region, id, orderBy, args.filter));
  const page = readPage(args, () => regions.map(printOf));
  if (filter.matchesNothing) return emptyConnection;
  const order = versionOrder(orderBy);
  const pageIn = (found: VersionsInRegion | null): VersionConnection | null => {
    if (found === null) return null;
    const sorted = inOrder(found.versions, order);
    const print = printOnce(listOf(found.region, id, orderBy, args.filter));
    // All versions of a model belong to it alone, so that their first page is the same for everybody.
    if (args.filter == null && page.print === undefined) return sorted.pageWithoutCursors(print, page);
    const { entries } = sorted;
    const matching = args.filter == null ? entries : entries.filter(({ node }) => filter.matches(node));
    return pageOf({ entries: matching, compare: order.compare, print }, page);
  };
  // A cursor tells where the model was found when it was made.
  const region = regions.length === 1 ? regions[0] : regions.find((name) => printOf(name) === page.print);
  const found = load(region, filter.narrowings);
  return found instanceof Promise ? found.then(pageIn) : pageIn(found);
}

/** What makes a list what it is. */
function listOf(region: string, id: string, orderBy: VersionOrderInput, filter: VersionListArguments['filter']) {
  return [region, id, filter, orderBy.field, orderBy.direction] as const;
}

/** Apart, so that a page that is kept keeps nothing of the request that it was made for. */
function printOnce(list: readonly unknown[]): () => string {
  let print: string | undefined;
  return () => (print ??= fingerprint(list));
}

/** The newest version that passes the filter; null when none does or when there is no such model. */
export function latestVersion(
  input: VersionFilterInput | null | undefined,
  load: (narrowings: CompiledFilter['narrowings']) => Now<Versions | null>,
): Now<VersionRecord | null> {
  const filter = compileVersionFilter(input);
  if (filter.matchesNothing) return null;
  const latestIn = (versions: Versions | null): VersionRecord | null =>
    versions &&
    (inOrder(versions, versionOrder(newestFirst)).entries.find(({ node }) => filter.matches(node))?.node ?? null);
  const versions = load(filter.narrowings);
  return versions instanceof Promise ? versions.then(latestIn) : latestIn(versions);
}

type SortedVersions = SortedList<VersionRecord>;

/** Versions that are remembered are sorted once in each order, and not for each field that lists them. */
const sortedVersions = new WeakMap<Versions, Map<Order, SortedVersions>>();

function inOrder(versions: Versions, order: Order): SortedVersions {
  const orders = sortedVersions.get(versions) ?? new Map<Order, SortedVersions>();
  const known = orders.get(order);
  if (known !== undefined) return known;
  const { compare, positionOf } = order;
  const entries = versions
    .map((node) => ({ node, place: positionOf(node) }))
    .sort((left, right) => compare(left.place, right.place));
  const sorted = new SortedList(entries);
  orders.set(order, sorted);
  sortedVersions.set(versions, orders);
  return sorted;
}
