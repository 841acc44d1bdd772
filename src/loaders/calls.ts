/** The reads of one request, in the terms of loaders: rows with their region and with the time they were read. */
import { absentMs, type Question, type Reading } from '../reads/reading.ts';
import type {
  DescribeTrainingModelsParams,
  DescribeTrainingModelsResult,
  Filter,
  TrainingModelDTO,
  TrainingModelVersionDTO,
} from '../tione/types.ts';
import { andThen, type Now } from './now.ts';
import { createPeeks, type Peeks } from './peeks.ts';
import { createRead, type ReadOptions } from './read.ts';
import {
  modelRow,
  versionRecord,
  withRegion,
  type Key,
  type ModelRow,
  type VersionRecord,
  type Versions,
} from './records.ts';

/** What is remembered and fresh is told at once. */
export interface Calls extends Peeks {
  /** One answer of the list action, as it comes. `isFresh`: what was read before will not do. */
  readonly page: (region: string, params: DescribeTrainingModelsParams, isFresh: boolean) => Now<ReadPage>;
  /**
   * One model as the list action shows it; null, too, when it is not visible. What is asked for in one tick is read together.
   */
  readonly listing: (
    key: Key,
    withVersions: boolean,
    isVisible?: (row: TrainingModelDTO) => boolean,
  ) => Now<ModelRow | null>;
  /** The versions of one model, all or at least those that pass the filters. */
  readonly versions: (key: Key, filters?: readonly Filter[]) => Now<Versions | null>;
  /** Null, too, when it is not visible. What may yet turn out to be hidden is not remembered for longer than that. */
  readonly version: (
    key: Key,
    isVisible?: (row: TrainingModelVersionDTO) => boolean,
    mayBeHidden?: boolean,
  ) => Now<VersionRecord | null>;
  /** Whether the list action is offered, as far as is known. */
  readonly listOffered: (region: string) => boolean;
}

export interface ReadPage {
  readonly answer: DescribeTrainingModelsResult;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

export function createCalls(options: ReadOptions): Calls {
  const { reads } = options;
  const operations = createRead(options);
  const { get, note } = operations;
  const read = <T>(question: Question<T>, mustBeFresh = false): Now<Reading<T>> =>
    andThen(get(question, mustBeFresh), (reading) => note(question, reading));
  /** What is or may be hidden is like what is not there, in how long it counts as fresh too. */
  const readVisible = <T>(
    question: Question<T | null>,
    isVisible: (value: T) => boolean,
    mayBeHidden = false,
  ): Now<Reading<T | null>> => {
    const isHidden = ({ value }: Reading<T | null>): boolean => value !== null && !isVisible(value);
    const isBrief = (reading: Reading<T | null>): boolean => mayBeHidden || isHidden(reading);
    const recent = andThen(get(question, false), (reading) =>
      isBrief(reading) && performance.now() > reading.sentAt + absentMs ? get(question, true) : reading,
    );
    return andThen(recent, (reading) => {
      const servesUntil = isBrief(reading) ? reading.sentAt + absentMs : Infinity;
      if (!isHidden(reading)) return note(question, reading, servesUntil);
      const freshUntil = Math.min(reading.freshUntil, servesUntil);
      return note(question, { ...reading, value: null, freshUntil }, servesUntil);
    });
  };
  const { peekRows, peekListing } = createPeeks(reads, operations);
  return {
    peekRows,
    peekListing,
    page: (region, params, mustBeFresh) =>
      andThen(read(reads.page(region, params), mustBeFresh), ({ value, readAt }) => ({ answer: value, readAt })),
    listing: ({ region, id }, withVersions, isVisible) => {
      const question = reads.model(region, id, withVersions);
      const reading = isVisible === undefined ? read(question) : readVisible(question, isVisible);
      return andThen(reading, ({ value, readAt }) => value && modelRow(value, region, readAt));
    },
    versions: ({ region, id }, filters = []) =>
      andThen(
        read(reads.versions(region, id, filters)),
        ({ value, readAt }) => value && withRegion(value, region, readAt),
      ),
    version: ({ region, id }, isVisible, mayBeHidden) => {
      const question = reads.version(region, id);
      const reading = isVisible === undefined ? read(question) : readVisible(question, isVisible, mayBeHidden);
      return andThen(reading, ({ value, readAt }) => value && versionRecord(value, region, readAt));
    },
    listOffered: reads.listOffered,
  };
}
