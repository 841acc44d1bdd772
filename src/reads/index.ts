/** The reads of all requests: nothing is read twice while it is fresh or on its way, and a row that came along serves too. */
import type { Ending } from '../tione/cancellation.ts';
import type { TioneClient } from '../tione/client.ts';
import type {
  DescribeTrainingModelsParams,
  DescribeTrainingModelsResult,
  Filter,
  TrainingModelDTO,
  TrainingModelVersionDTO,
} from '../tione/types.ts';
import { createGatherer } from './gather.ts';
import { createHomes, createHomesView, type Homes } from './homes.ts';
import { createMemory, createMemoryView, type Memory, type MemoryOptions } from './memory.ts';
import { createReader, type Source } from './reader.ts';
import { ModelQuestion, VersionsQuestion, whileFresh } from './questions.ts';
import type { Asking, Question } from './reading.ts';
import { createRemembered } from './remembered.ts';
import type { SharedCache } from './shared-cache.ts';
import { createSharedReadings } from './shared-readings.ts';
import { createSources } from './sources.ts';
import { createUpstream, type Rows } from './upstream.ts';

export type { Ending } from '../tione/cancellation.ts';
export type { Asking, Question, Reading, Served, ServedFrom } from './reading.ts';
export type { SharedCache } from './shared-cache.ts';
export type { Rows } from './upstream.ts';

export interface Reads {
  /** One answer of the list action. */
  readonly page: (region: string, params: DescribeTrainingModelsParams) => Question<DescribeTrainingModelsResult>;
  /** One model as the list action shows it; null when there is none. What is asked for in one tick is read together. */
  readonly model: (region: string, id: string, withVersions: boolean) => Question<TrainingModelDTO | null>;
  /** The versions of one model, all or at least those that pass the filters; null when there is no such model. */
  readonly versions: (region: string, id: string, filters: readonly Filter[]) => Question<Rows | null>;
  readonly version: (region: string, id: string) => Question<TrainingModelVersionDTO | null>;
  /** Whether the list action is offered, as far as is known. */
  readonly listOffered: (region: string) => boolean;
  /** Whose data is read now, for {@link Asking}. Does not reject: who has no credential shares nothing with anybody. */
  readonly identity: (signal: Ending) => Promise<string>;
  /** The same, where nobody has to wait for it. */
  readonly identityNow: () => string | undefined;
  /** Stays the same for as long as what is remembered does. */
  readonly revision: () => number;
  /**
   * The same reads by another client: they begin with what is remembered here, share nothing that is on its way, and leave nothing
   * behind.
   */
  readonly rehearse: (client: TioneClient) => Reads;
  /** How much is remembered, in bytes, and how many reads are on their way. */
  readonly state: () => { readonly bytes: number; readonly running: number };
}

export interface ReadsOptions extends MemoryOptions {
  readonly client: TioneClient;
  /** A cache that other processes read too. */
  readonly shared?: SharedCache | undefined;
}

/** Milliseconds within which a shared cache answers questions that were asked at once. */
const sharedLookMs = 10;

export function createReads(options: ReadsOptions): Reads {
  return readsWith(options, createMemory(options), createHomes());
}

function readsWith(options: ReadsOptions, memory: Memory, homes: Homes): Reads {
  const { client, shared, ttlMs, staleMs } = options;
  const remembered = createRemembered(memory, homes);
  const upstream = createUpstream(client);
  const isShared = shared !== undefined && ttlMs > 0;
  const gatherer = createGatherer(client, upstream, isShared ? sharedLookMs : 0);
  const sources = createSources({ remembered, upstream, gatherer });
  let unknown = 0;
  const identity: Reads['identity'] = (signal) =>
    client.identity(signal).catch(() => `unknown-${String((unknown += 1))}`);
  const reader = createReader({
    memory,
    shared: isShared ? createSharedReadings({ cache: shared, ttlMs, staleMs }) : undefined,
    revalidateMs: Math.min(ttlMs, staleMs),
    isStill: (name, signal) => {
      const known = client.knownIdentity();
      return known === undefined ? identity(signal).then((now) => now === name) : known === name;
    },
  });
  const parts = { remembered, sources, reader };
  const questionOf = <T>(
    source: Source<T>,
    sourceToAsk: (asking: Asking) => Source<T> = () => source,
  ): Question<T> => ({
    subject: source.subject,
    recall: (name) => whileFresh(source.known(name)),
    ask: (asking) => reader.read(sourceToAsk(asking), asking),
  });
  return {
    page: (region, params) => questionOf(sources.page(region, params)),
    model: (region, id, withVersions) => new ModelQuestion(parts, region, id, withVersions),
    versions: (region, id, filters) => {
      if (filters.length === 0) return new VersionsQuestion(parts, region, id);
      const all = sources.versions(region, id);
      const some = sources.filtered(region, id, filters);
      // Filters only save the upstream work: all versions serve as well, where they are on their way.
      return questionOf(some, (asking) =>
        !asking.isFresh && reader.isOnItsWay(all.key(), asking.identity) ? { ...all, known: some.known } : some,
      );
    },
    version: (region, id) => questionOf(sources.version(region, id)),
    listOffered: (region) => client.offers('DescribeTrainingModels', region),
    identity,
    identityNow: () => client.knownIdentity(),
    revision: memory.revision,
    rehearse: (dry) =>
      readsWith(
        { ...options, client: dry, shared: undefined },
        createMemoryView(memory, options),
        createHomesView(homes),
      ),
    state: () => ({ bytes: memory.bytes(), running: reader.running() }),
  };
}
