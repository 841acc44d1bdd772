/** Collects what the resolvers of one tick want of models, so that it is planned together. */
import { nextTick } from 'node:process';
import DataLoader from 'dataloader';
import type { AskedModels } from './asked.ts';
import type { Calls } from './calls.ts';
import { keyText, planModels, type ModelDemand, type PlannedCall } from './planner.ts';
import type { Key } from './records.ts';

export interface RoundOptions {
  readonly models: Pick<AskedModels, 'inHand' | 'start'>;
  readonly calls: Pick<Calls, 'listOffered'>;
}

/** One tick. */
interface Tick {
  readonly open: ModelDemand[];
  readonly answered: ModelDemand[];
  /** Resolves at its end; undefined while nothing has to be asked for. */
  end?: Promise<undefined>;
  plan?: readonly PlannedCall[];
}

export class Round {
  readonly #options: RoundOptions;
  #current: Tick | undefined;
  /** Its only job is to know when a tick is over. */
  #ticks: DataLoader<'tick', undefined> | undefined;

  constructor(options: RoundOptions) {
    this.#options = options;
  }

  /** Resolves when what is demanded in this tick has been asked for. Without a demand: when that of others has. */
  load(demand?: ModelDemand): Promise<unknown> {
    this.#current ??= { open: [], answered: [] };
    if (demand !== undefined) this.#current.open.push(demand);
    this.#ticks ??= new DataLoader<'tick', undefined>(
      (ended) => {
        this.#close();
        return Promise.resolve(ended.map(() => undefined));
      },
      { cache: false },
    );
    return (this.#current.end ??= this.#ticks.load('tick'));
  }

  /**
   * Takes note of what is answered already. It is asked for no more, and yet counts among what is demanded together: how others are
   * asked for is not to depend on what is remembered. The call that would have been planned for it.
   */
  answered(demand: ModelDemand): () => PlannedCall | undefined {
    const tick = (this.#current ??= this.#open());
    tick.answered.push(demand);
    return () => {
      tick.plan ??= this.#plan(tick);
      return tick.plan.find((call) => call.region === demand.region && isOf(call, demand));
    };
  }

  #open(): Tick {
    const tick: Tick = { open: [], answered: [] };
    // As DataLoader does it: when nothing more goes on in this tick.
    void settled.then(() => {
      nextTick(() => {
        this.#forget(tick);
      });
    });
    return tick;
  }

  /** Of a tick in which nothing has to be asked for, the end is known at less cost. */
  #forget(tick: Tick): void {
    if (this.#current === tick && tick.end === undefined) this.#current = undefined;
  }

  #plan(tick: Tick): readonly PlannedCall[] {
    const { models, calls } = this.#options;
    const isAnswered = answeredOnly(tick);
    return planModels([...tick.open, ...tick.answered], {
      inHand: (key) => (isAnswered(key) ? nothing : models.inHand(key)),
      listOffered: (region) => calls.listOffered(region),
    });
  }

  #close(): void {
    const tick = this.#current;
    this.#current = undefined;
    if (tick === undefined || tick.open.length === 0) return;
    const isAnswered = answeredOnly(tick);
    tick.plan = this.#plan(tick);
    for (const call of tick.plan) this.#options.models.start(call, isAnswered);
  }
}

const settled = Promise.resolve();

const nothing = { rows: false, listing: false, filtered: () => false };

/** Whether nothing more is wanted of a model than what is answered. */
function answeredOnly({ open, answered }: Tick): (key: Key) => boolean {
  const wanted = new Set(open.map(keyText));
  const done = new Set(answered.map(keyText));
  return (key) => done.has(keyText(key)) && !wanted.has(keyText(key));
}

function isOf(call: PlannedCall, { id }: Key): boolean {
  return 'ids' in call ? call.ids.includes(id) : call.id === id;
}
