/** Collects what different requests want to know of models while calls must wait, and reads it with one call. */
import type { TioneClient } from '../tione/client.ts';
import type { EndedAttempt } from '../tione/attempt.ts';
import { Cancellation } from '../tione/cancellation.ts';
import { aborted } from '../tione/errors.ts';
import { onceAborted } from '../tione/until-aborted.ts';
import { filterLimits, type TrainingModelDTO } from '../tione/types.ts';
import { mayFailAlone } from './failures.ts';
import type { Loading } from './reader.ts';
import type { Upstream } from './upstream.ts';

/** One model that somebody wants to know. */
export interface Want {
  readonly loading: Loading;
  readonly region: string;
  readonly id: string;
  readonly withVersions: boolean;
  /** Whether it is to go out at the first chance, because it comes with company. */
  readonly isUrgent: boolean;
}

/** A call for so many models failed. */
export interface Failed {
  readonly error: unknown;
  readonly width: number;
}

export interface Gathered {
  /** Null when there is no such model. */
  readonly model: TrainingModelDTO | null;
  readonly withVersions: boolean;
  /** When the call went out, in milliseconds of `performance.now()`. */
  readonly sentAt: number;
}

export interface Gatherer {
  /** Rejects only when its own signal aborts. */
  readonly add: (want: Want) => Promise<Gathered | Failed>;
  /**
   * Whether the versions of a single model are better read here than by a call of its own: calls must wait, or have had to a
   * moment ago.
   */
  readonly isBetter: (region: string, loading: Pick<Loading, 'deadline' | 'identity'>) => boolean;
}

interface Member {
  readonly want: Want;
  readonly settle: (outcome: Gathered | Failed) => void;
}

interface Batch {
  readonly members: Map<string, Member[]>;
  readonly cancellation: Cancellation;
  readonly goNow: () => void;
  isUrgent: boolean;
  present: number;
}

/** Milliseconds for which calls collect, for each gathered call of the last second: the more of the budget is used, the longer. */
const collectMs = 50;
const longestCollectMs = 250;
/** Milliseconds after a gathered call in which further models are gathered too, because more of the crowd are likely to come. */
const crowdMs = 250;
/** Milliseconds for which nothing is gathered after the list action has failed in a way that the published one would not. */
const mistrustMs = 30_000;

/** `companyMs`: milliseconds within which those come that are asked for together. */
export function createGatherer(client: TioneClient, upstream: Upstream, companyMs: number): Gatherer {
  /** By identity and region: one call is made for one of each. */
  const open = new Map<string, Batch>();
  const mistrustedUntil = new Map<string, number>();
  /** When calls for a crowd went out lately. */
  let sent: readonly number[] = [];

  const sentWithin = (ms: number): number => {
    const since = performance.now() - ms;
    return sent.filter((time) => time > since).length;
  };

  const read = async (key: string, region: string, batch: Batch, ready: Promise<void>): Promise<void> => {
    let sentAt = 0;
    let withVersions = false;
    const { members, cancellation } = batch;
    const wants = () => [...members.values()].flat().map(({ want }) => want);
    const close = () => {
      if (open.get(key) === batch) open.delete(key);
      withVersions = wants().some((want) => want.withVersions);
      return { ids: [...members.keys()], withVersions };
    };
    const onSend = (): void => {
      sentAt = performance.now();
      if (isCrowd(wants())) sent = [...sent.filter((time) => time > sentAt - 1_000), sentAt];
    };
    try {
      await ready;
      const deadline = Math.max(...wants().map((want) => want.loading.deadline));
      const onAttempt = (attempt: EndedAttempt): void => {
        // The call is of the one who came first.
        let isOwn = true;
        for (const want of wants()) {
          want.loading.onAttempt({ attempt, isOwn });
          isOwn = false;
        }
      };
      const models = await upstream.models(close, { region, signal: cancellation, deadline, onSend, onAttempt });
      for (const [id, same] of members) {
        const gathered = { model: models.get(id) ?? null, withVersions, sentAt };
        for (const { settle } of same) settle(gathered);
      }
    } catch (error) {
      if (open.get(key) === batch) open.delete(key);
      const width = members.size;
      // For so many, only what the published action would not fail for as well.
      if (mayFailAlone(error, filterLimits.values)) mistrustedUntil.set(region, performance.now() + mistrustMs);
      for (const same of members.values()) for (const { settle } of same) settle({ error, width });
    }
  };

  const openBatch = (key: string, region: string, isUrgent: boolean): Batch => {
    const waitMs = isUrgent ? companyMs : Math.min(longestCollectMs, collectMs * sentWithin(1_000));
    let goNow = (): void => undefined;
    const ready = new Promise<void>((resolve) => {
      const timer = waitMs > 0 ? setTimeout(resolve, waitMs) : undefined;
      goNow = () => {
        clearTimeout(timer);
        resolve();
      };
      if (timer === undefined) resolve();
    });
    const members = new Map<string, Member[]>();
    const batch = { members, cancellation: new Cancellation(), goNow, isUrgent, present: 0 };
    open.set(key, batch);
    void read(key, region, batch, ready);
    return batch;
  };

  return {
    add: (want) => {
      const { region, id, isUrgent, loading } = want;
      const { signal } = loading;
      const left = () => aborted({ action: 'DescribeTrainingModels', region, signal });
      if (signal.aborted) return Promise.reject(left());
      const key = keyOf(region, loading);
      const batch = open.get(key) ?? openBatch(key, region, isUrgent);
      if (isUrgent && !batch.isUrgent) {
        batch.isUrgent = true;
        setTimeout(batch.goNow, companyMs);
      }
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          batch.present -= 1;
          if (batch.present === 0) {
            // It then fails with what kept it from its end.
            if (open.get(key) === batch) open.delete(key);
            batch.cancellation.abort(signal.reason);
            batch.goNow();
            return;
          }
          const same = batch.members.get(id)?.filter((other) => other !== member) ?? [];
          if (same.length > 0) batch.members.set(id, same);
          else batch.members.delete(id);
          reject(left());
        };
        const end = onceAborted(signal, leave);
        const member: Member = {
          want,
          settle: (outcome) => {
            end();
            resolve(outcome);
          },
        };
        batch.members.set(id, [...(batch.members.get(id) ?? []), member]);
        batch.present += 1;
        if (batch.members.size < filterLimits.values) return;
        // Full: who comes next begins another one.
        open.delete(key);
        batch.goNow();
      });
    },
    isBetter: (region, loading) => {
      const time = performance.now();
      if (!client.offers('DescribeTrainingModels', region)) return false;
      if (time < (mistrustedUntil.get(region) ?? -Infinity)) return false;
      if (time + longestCollectMs + client.waitMs('DescribeTrainingModels') > loading.deadline) return false;
      const isOpen = open.has(keyOf(region, loading));
      return isOpen || sentWithin(crowdMs) > 0 || client.waitMs('DescribeTrainingModelVersions') >= 1;
    },
  };
}

function keyOf(region: string, { identity }: Pick<Loading, 'identity'>): string {
  return `${identity} ${region}`;
}

/** Several models that different askers wanted one by one: more of their kind are likely to come. */
function isCrowd(wants: readonly Want[]): boolean {
  return new Set(wants.filter(({ isUrgent }) => !isUrgent).map(({ id }) => id)).size > 1;
}
