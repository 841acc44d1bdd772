/** The reads of one request, in the terms of loaders: rows with their region and with the time they were read. */
import type { Asking, Reads, Served } from '../reads/index.ts';
import { absentMs, type Reading } from '../reads/reading.ts';
import type {
  DescribeTrainingModelsParams,
  DescribeTrainingModelsResult,
  Filter,
  TrainingModelDTO,
  TrainingModelVersionDTO,
} from '../tione/types.ts';
import { withRegion, type Key, type ModelRow, type VersionRecord, type Versions } from './records.ts';

export interface Calls {
  /** One answer of the list action, as it comes. `isFresh`: what was read before will not do. */
  readonly page: (region: string, params: DescribeTrainingModelsParams, isFresh: boolean) => Promise<ReadPage>;
  /**
   * One model as the list action shows it; null, too, when it is not visible. What is asked for in one tick is read together.
   */
  readonly listing: (
    key: Key,
    withVersions: boolean,
    isVisible?: (row: TrainingModelDTO) => boolean,
  ) => Promise<ModelRow | null>;
  /** The versions of one model, all or at least those that pass the filters. */
  readonly versions: (key: Key, filters?: readonly Filter[]) => Promise<Versions | null>;
  /** Null, too, when it is not visible. What may yet turn out to be hidden is not remembered for longer than that. */
  readonly version: (
    key: Key,
    isVisible?: (row: TrainingModelVersionDTO) => boolean,
    mayBeHidden?: boolean,
  ) => Promise<VersionRecord | null>;
  /** Whether the list action is offered, as far as is known. */
  readonly listOffered: (region: string) => boolean;
}

export interface ReadPage {
  readonly answer: DescribeTrainingModelsResult;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

export interface CallsOptions {
  readonly reads: Reads;
  /** Asked for at the first read, so that a request without upstream work arms no timer. */
  readonly signal: () => AbortSignal;
  /** When the request's time is over, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Whether the request wants nothing that was read before it. */
  readonly isFresh: boolean;
  /** Told of everything that is read. */
  readonly onRead: (reading: Reading<unknown>, isStill: () => boolean) => void;
  /** Told that a read begins; what it returns is told how that was served, well or badly. Must not throw. @default nobody */
  readonly watch?: (() => (served: Served) => void) | undefined;
}

export function createCalls({ reads, signal, deadline, isFresh, onRead, watch }: CallsOptions): Calls {
  let identity: Promise<string> | undefined;
  const get = async <T>(ask: Ask<T>, mustBeFresh: boolean): Promise<Reading<T>> => {
    const onServed = watch?.();
    const end = signal();
    identity ??= reads.identity(end);
    return ask({ signal: end, deadline, identity: await identity, isFresh: isFresh || mustBeFresh, onServed });
  };
  const read = async <T>(ask: Ask<T>, mustBeFresh = false): Promise<Reading<T>> => {
    const reading = await get(ask, mustBeFresh);
    onRead(reading, () => true);
    return reading;
  };
  /** What is or may be hidden is like what is not there, in how long it counts as fresh too. */
  const readVisible = async <T>(
    ask: Ask<T | null>,
    isVisible: (value: T) => boolean,
    mayBeHidden = false,
  ): Promise<Reading<T | null>> => {
    const isHidden = ({ value }: Reading<T | null>): boolean => value !== null && !isVisible(value);
    let reading = await get(ask, false);
    if ((mayBeHidden || isHidden(reading)) && performance.now() > reading.sentAt + absentMs)
      reading = await get(ask, true);
    if (isHidden(reading))
      reading = { ...reading, value: null, freshUntil: Math.min(reading.freshUntil, reading.sentAt + absentMs) };
    onRead(reading, () => true);
    return reading;
  };
  return {
    page: async (region, params, mustBeFresh) => {
      const { value, readAt } = await read((asking) => reads.page(region, params, asking), mustBeFresh);
      return { answer: value, readAt };
    },
    listing: async ({ region, id }, withVersions, isVisible = everything) => {
      const { value, readAt } = await readVisible((asking) => reads.model(region, id, withVersions, asking), isVisible);
      return value && { region, row: value, readAt };
    },
    versions: async ({ region, id }, filters = []) => {
      const { value, readAt } = await read((asking) => reads.versions(region, id, filters, asking));
      return value && withRegion(value, region, readAt);
    },
    version: async ({ region, id }, isVisible = everything, mayBeHidden) => {
      const { value, readAt } = await readVisible(
        (asking) => reads.version(region, id, asking),
        isVisible,
        mayBeHidden,
      );
      return value && { region, row: value, readAt };
    },
    listOffered: reads.listOffered,
  };
}

type Ask<T> = (asking: Asking) => Promise<Reading<T>>;

function everything(): boolean {
  return true;
}
