/** Questions that are asked by nearly every request, and nearly always answered by what is remembered: no more is made for them. */
import type { TrainingModelDTO } from '../tione/types.ts';
import type { Reader, Source } from './reader.ts';
import type { Asking, Question, Reading, Subject } from './reading.ts';
import type { Remembered } from './remembered.ts';
import type { Sources } from './sources.ts';
import type { Rows } from './upstream.ts';

export interface QuestionParts {
  readonly remembered: Remembered;
  readonly sources: Sources;
  readonly reader: Reader;
}

abstract class RememberedQuestion<T> implements Question<T> {
  protected readonly parts: QuestionParts;
  protected readonly region: string;
  protected readonly id: string;

  constructor(parts: QuestionParts, region: string, id: string) {
    this.parts = parts;
    this.region = region;
    this.id = id;
  }

  protected abstract known(identity: string): Reading<T> | undefined;
  protected abstract source(): Source<T>;

  get subject(): Subject {
    return this.source().subject;
  }

  recall(identity: string): Reading<T> | undefined {
    return whileFresh(this.known(identity));
  }

  ask(asking: Asking): Promise<Reading<T>> {
    return this.parts.reader.read(this.source(), asking);
  }
}

/** All versions of a model. */
export class VersionsQuestion extends RememberedQuestion<Rows | null> {
  protected override known(identity: string): Reading<Rows | null> | undefined {
    return this.parts.remembered.versions(this.region, this.id, identity);
  }

  protected override source(): Source<Rows | null> {
    return this.parts.sources.versions(this.region, this.id);
  }
}

/** A model as the list action shows it. */
export class ModelQuestion extends RememberedQuestion<TrainingModelDTO | null> {
  readonly #withVersions: boolean;

  constructor(parts: QuestionParts, region: string, id: string, withVersions: boolean) {
    super(parts, region, id);
    this.#withVersions = withVersions;
  }

  protected override known(identity: string): Reading<TrainingModelDTO | null> | undefined {
    return this.parts.remembered.model(this.region, this.id, this.#withVersions, identity);
  }

  protected override source(): Source<TrainingModelDTO | null> {
    return this.parts.sources.model(this.region, this.id, this.#withVersions);
  }
}

export function whileFresh<T>(known: Reading<T> | undefined): Reading<T> | undefined {
  return known !== undefined && performance.now() < known.freshUntil ? known : undefined;
}
