/** Collects what the resolvers of one tick want of models, so that it is planned together. */
import { nextTick } from 'node:process';
import DataLoader from 'dataloader';
import { keyText, planModels, type ModelDemand, type PlannedCall, type Surroundings } from './planner.ts';
import type { Key } from './records.ts';

export interface Round {
  /** Resolves when what is demanded in this tick has been asked for. Without a demand: when that of others has. */
  readonly load: (demand?: ModelDemand) => Promise<unknown>;
  /**
   * Takes note of what is answered already. It is asked for no more, and yet counts among what is demanded together: how others are
   * asked for is not to depend on what is remembered. The call that would have been planned for it.
   */
  readonly answered: (demand: ModelDemand) => () => PlannedCall | undefined;
}

export interface RoundOptions extends Surroundings {
  readonly start: (call: PlannedCall, isAnswered: (key: Key) => boolean) => void;
}

/** One tick. */
interface Tick {
  readonly open: ModelDemand[];
  readonly answered: ModelDemand[];
  /** Resolves at its end; undefined while nothing has to be asked for. */
  end?: Promise<undefined>;
  plan?: readonly PlannedCall[];
}

export function createRound({ start, inHand, listOffered }: RoundOptions): Round {
  let current: Tick | undefined;

  const plan = (tick: Tick): readonly PlannedCall[] => {
    const isAnswered = answeredOnly(tick);
    return planModels([...tick.open, ...tick.answered], {
      inHand: (key) => (isAnswered(key) ? nothing : inHand(key)),
      listOffered,
    });
  };
  const close = (): void => {
    const tick = current;
    current = undefined;
    if (tick === undefined || tick.open.length === 0) return;
    const isAnswered = answeredOnly(tick);
    tick.plan = plan(tick);
    for (const call of tick.plan) start(call, isAnswered);
  };
  // Its only job is to know when a tick is over.
  const createTicks = () =>
    new DataLoader<'tick', undefined>(
      (ended) => {
        close();
        return Promise.resolve(ended.map(() => undefined));
      },
      { cache: false },
    );
  let ticks: ReturnType<typeof createTicks> | undefined;
  /** Of a tick in which nothing has to be asked for, the end is known at less cost. */
  const forget = (tick: Tick): void => {
    if (current === tick && tick.end === undefined) current = undefined;
  };
  return {
    load: (demand) => {
      current ??= { open: [], answered: [] };
      if (demand !== undefined) current.open.push(demand);
      return (current.end ??= (ticks ??= createTicks()).load('tick'));
    },
    answered: (demand) => {
      let tick = current;
      if (tick === undefined) {
        const opened: Tick = { open: [], answered: [] };
        // As DataLoader does it: when nothing more goes on in this tick.
        void settled.then(() => {
          nextTick(forget, opened);
        });
        current = tick = opened;
      }
      const own = tick;
      own.answered.push(demand);
      return () => {
        own.plan ??= plan(own);
        return own.plan.find((call) => call.region === demand.region && isOf(call, demand));
      };
    },
  };
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
