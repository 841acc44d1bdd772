/** Looks at what is remembered of models, for one request: who finds what they want need not have it planned. */
import type { Reads } from '../reads/index.ts';
import type { Question, Reading, Subject } from '../reads/reading.ts';
import type { Filter, TrainingModelDTO } from '../tione/types.ts';
import type { PlannedCall } from './planner.ts';
import type { Read } from './read.ts';
import { modelRow, withRegion, type Key, type ModelRow, type Versions } from './records.ts';

/** What is remembered, for those who may want it. */
export interface Peeked<T> {
  /** Null when there is no such model. */
  readonly value: T;
  /** To be told when it is wanted: then it counts as read. `call` tells the one that would have been planned for it. */
  readonly take: (call: () => PlannedCall | undefined) => void;
}

export interface PeekedRows extends Peeked<Versions | null> {
  /** Whether they are all that there are. */
  readonly areAll: boolean;
}

/** Undefined where it is not remembered, or no longer fresh. */
export class Peeks {
  readonly #reads: Reads;
  readonly #read: Read;

  constructor(reads: Reads, read: Read) {
    this.#reads = reads;
    this.#read = read;
  }

  /** The versions of a model: all, or else at least those that pass the filters. */
  peekRows(key: Key, filters: readonly Filter[] = []): PeekedRows | undefined {
    const { region, id } = key;
    const question = this.#reads.versions(region, id, filters);
    const reading = this.#read.peek(question);
    if (reading === undefined) return undefined;
    const { value, readAt } = reading;
    const areAll =
      value === null || filters.length === 0 || this.#read.peek(this.#reads.versions(region, id, [])) === reading;
    return { value: value && withRegion(value, region, readAt), areAll, take: this.#taking(question, reading, key) };
  }

  /** A model as the list action shows it. What is not visible is not told, and then what is not there is not told either. */
  peekListing(
    key: Key,
    withVersions: boolean,
    isVisible?: (row: TrainingModelDTO) => boolean,
  ): Peeked<ModelRow | null> | undefined {
    const { region, id } = key;
    const question = this.#reads.model(region, id, withVersions);
    const reading = this.#read.peek(question);
    if (reading === undefined) return undefined;
    const { value, readAt } = reading;
    if (isVisible !== undefined && (value === null || !isVisible(value))) return undefined;
    return { value: value && modelRow(value, region, readAt), take: this.#taking(question, reading, key) };
  }

  #taking<T>(question: Question<T>, reading: Reading<T>, key: Key): Peeked<unknown>['take'] {
    return (call) => {
      this.#read.note(question, reading);
      this.#read.served(() => this.#subjectOf(call(), key, question));
    };
  }

  #subjectOf(call: PlannedCall | undefined, { region, id }: Key, { subject }: Question<unknown>): Subject {
    if (call === undefined) return subject;
    if (call.action === 'DescribeTrainingModels') return this.#reads.model(region, id, call.withVersions).subject;
    return this.#reads.versions(region, id, call.filters ?? []).subject;
  }
}
