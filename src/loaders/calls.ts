/** The reads of one request, in the terms of loaders: rows with their region and with the time they were read. */
import type { Reads } from '../reads/index.ts';
import { absentMs, type Question, type Reading } from '../reads/reading.ts';
import type {
  DescribeTrainingModelsParams,
  DescribeTrainingModelsResult,
  Filter,
  TrainingModelDTO,
  TrainingModelVersionDTO,
} from '../tione/types.ts';
import { andThen, type Now } from './now.ts';
import { Peeks } from './peeks.ts';
import { Read, type ReadOptions } from './read.ts';
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
export interface Calls extends Pick<Peeks, 'peekRows' | 'peekListing'> {
  /** One answer of the list action, as it comes. `isFresh`: what was read before will not do. */
  page(region: string, params: DescribeTrainingModelsParams, isFresh: boolean): Now<ReadPage>;
  /**
   * One model as the list action shows it; null, too, when it is not visible. What is asked for in one tick is read together.
   */
  listing(key: Key, withVersions: boolean, isVisible?: (row: TrainingModelDTO) => boolean): Now<ModelRow | null>;
  /** The versions of one model, all or at least those that pass the filters. */
  versions(key: Key, filters?: readonly Filter[]): Now<Versions | null>;
  /** Null, too, when it is not visible. What may yet turn out to be hidden is not remembered for longer than that. */
  version(
    key: Key,
    isVisible?: (row: TrainingModelVersionDTO) => boolean,
    mayBeHidden?: boolean,
  ): Now<VersionRecord | null>;
  /** Whether the list action is offered, as far as is known. */
  listOffered(region: string): boolean;
}

export interface ReadPage {
  readonly answer: DescribeTrainingModelsResult;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

/** For callers who may see everything. */
export class OpenCalls extends Peeks implements Calls {
  readonly #reads: Reads;
  readonly #read: Read;

  constructor(options: ReadOptions) {
    const read = new Read(options);
    super(options.reads, read);
    this.#reads = options.reads;
    this.#read = read;
  }

  page(region: string, params: DescribeTrainingModelsParams, mustBeFresh: boolean): Now<ReadPage> {
    const reading = this.#noted(this.#reads.page(region, params), mustBeFresh);
    return andThen(reading, ({ value, readAt }) => ({ answer: value, readAt }));
  }

  listing(
    { region, id }: Key,
    withVersions: boolean,
    isVisible?: (row: TrainingModelDTO) => boolean,
  ): Now<ModelRow | null> {
    const question = this.#reads.model(region, id, withVersions);
    const reading = isVisible === undefined ? this.#noted(question) : this.#visible(question, isVisible);
    return andThen(reading, ({ value, readAt }) => value && modelRow(value, region, readAt));
  }

  versions({ region, id }: Key, filters: readonly Filter[] = []): Now<Versions | null> {
    const reading = this.#noted(this.#reads.versions(region, id, filters));
    return andThen(reading, ({ value, readAt }) => value && withRegion(value, region, readAt));
  }

  version(
    { region, id }: Key,
    isVisible?: (row: TrainingModelVersionDTO) => boolean,
    mayBeHidden?: boolean,
  ): Now<VersionRecord | null> {
    const question = this.#reads.version(region, id);
    const reading = isVisible === undefined ? this.#noted(question) : this.#visible(question, isVisible, mayBeHidden);
    return andThen(reading, ({ value, readAt }) => value && versionRecord(value, region, readAt));
  }

  listOffered(region: string): boolean {
    return this.#reads.listOffered(region);
  }

  #noted<T>(question: Question<T>, mustBeFresh = false): Now<Reading<T>> {
    return andThen(this.#read.get(question, mustBeFresh), (reading) => this.#read.note(question, reading));
  }

  /** What is or may be hidden is like what is not there, in how long it counts as fresh too. */
  #visible<T>(
    question: Question<T | null>,
    isVisible: (value: T) => boolean,
    mayBeHidden = false,
  ): Now<Reading<T | null>> {
    const isHidden = ({ value }: Reading<T | null>): boolean => value !== null && !isVisible(value);
    const isBrief = (reading: Reading<T | null>): boolean => mayBeHidden || isHidden(reading);
    const recent = andThen(this.#read.get(question, false), (reading) =>
      isBrief(reading) && performance.now() > reading.sentAt + absentMs ? this.#read.get(question, true) : reading,
    );
    return andThen(recent, (reading) => {
      const servesUntil = isBrief(reading) ? reading.sentAt + absentMs : Infinity;
      if (!isHidden(reading)) return this.#read.note(question, reading, servesUntil);
      const freshUntil = Math.min(reading.freshUntil, servesUntil);
      return this.#read.note(question, { ...reading, value: null, freshUntil }, servesUntil);
    });
  }
}
