/** A list of models as GraphQL asks for it: arguments, connection, and the way from the loaders' answer to a page. */
import type { Loaders } from '../loaders/index.ts';
import type { ListPlace, ModelListAnswer } from '../loaders/model-list.ts';
import { fingerprint, type CursorPlace } from './cursor.ts';
import type { Selection } from './look-ahead.ts';
import { compileModelFilter, type ModelFilterInput } from './model-filter.ts';
import { modelOrder, newestModelsFirst, type ModelOrderInput } from './model-order.ts';
import { connection, emptyConnection } from './connection.ts';
import { pageOf, readPage, type PageArguments } from './page.ts';

export interface ModelListArguments extends PageArguments {
  readonly filter?: ModelFilterInput | null | undefined;
  readonly orderBy?: ModelOrderInput | null | undefined;
}

/** One page of the models of a region; `selected` is what is selected of the connection. */
export async function modelPage(region: string, args: ModelListArguments, selected: Selection, loaders: Loaders) {
  const { conditions, ids, matches, needsVersions, matchesNothing } = compileModelFilter(args.filter);
  const orderBy = args.orderBy ?? newestModelsFirst;
  let made: string | undefined;
  const print = (): string => (made ??= fingerprint(['models', region, args.filter, orderBy.field, orderBy.direction]));
  const page = readPage(args, () => [print()]);
  if (matchesNothing) return emptyConnection;
  const order = modelOrder(orderBy);
  const answer = await loaders.models(
    { region, conditions, ids, matches, withVersions: needsVersions || wantsVersions(selected), ...order },
    {
      first: page.first,
      last: page.last,
      after: listPlace(page.after),
      before: listPlace(page.before),
      wants: { entries: selected.has('nodes', 'edges', 'pageInfo'), total: selected.has('totalCount') },
    },
  );
  if (answer.kind === 'whole') return pageOf({ entries: answer.entries, compare: order.compare, print }, page);
  return walkedPage(answer, page.last !== undefined, print);
}

function walkedPage(answer: ModelListAnswer & { kind: 'page' }, isBackward: boolean, print: () => string) {
  const { entries, hasNext, hasPrevious, resume, total } = answer;
  return connection({
    entries,
    print,
    hasNextPage: hasNext,
    hasPreviousPage: hasPrevious,
    totalCount: total,
    resume: isBackward ? { previous: resume } : { next: resume },
  });
}

/** A cursor without its hints is looked for from the start of the list. */
function listPlace(place: CursorPlace | undefined): ListPlace | undefined {
  return place && { ...place, index: place.index ?? 0, total: place.total ?? 0 };
}

/** Whether versions will be asked of the models that are selected here. */
export function wantsVersions(connectionSelected: Selection): boolean {
  const { has, below } = connectionSelected;
  if (!has('nodes', 'edges')) return false;
  return asksVersions(below('nodes')) || asksVersions(below('edges').below('node'));
}

/** Whether versions are selected of a model. */
export function asksVersions(model: Selection): boolean {
  return model.has('versions', 'latestVersion');
}
