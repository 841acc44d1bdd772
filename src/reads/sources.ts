/** The kinds of things that can be read: what names each, where it may be remembered, and how the upstream is asked for it. */
import type { Action } from '../tione/actions.ts';
import type {
  DescribeTrainingModelsParams,
  DescribeTrainingModelsResult,
  Filter,
  TrainingModelDTO,
  TrainingModelVersionDTO,
} from '../tione/types.ts';
import { mayFailAlone } from './failures.ts';
import type { Gatherer } from './gather.ts';
import type { Loaded, Loading, Source } from './reader.ts';
import type { Reading, Subject } from './reading.ts';
import { keys, later, versionsOf, type Remembered } from './remembered.ts';
import { modelsParams, versionParams, versionsParams, type ReadOptions, type Rows, type Upstream } from './upstream.ts';

export interface Sources {
  readonly page: (region: string, params: DescribeTrainingModelsParams) => Source<DescribeTrainingModelsResult>;
  readonly model: (region: string, id: string, withVersions: boolean) => Source<TrainingModelDTO | null>;
  readonly versions: (region: string, id: string) => Source<Rows | null>;
  /** At least the versions that pass the filters. */
  readonly filtered: (region: string, id: string, filters: readonly Filter[]) => Source<Rows | null>;
  readonly version: (region: string, id: string) => Source<TrainingModelVersionDTO | null>;
}

export interface SourcesOptions {
  readonly remembered: Remembered;
  readonly upstream: Upstream;
  readonly gatherer: Gatherer;
}

export function createSources({ remembered, upstream, gatherer }: SourcesOptions): Sources {
  const readVersions = (
    region: string,
    id: string,
    filters: readonly Filter[] | undefined,
    loading: Loading,
  ): Promise<Loaded<Rows | null>> => {
    const { options, sentAt } = sending(region, loading);
    return upstream.versions(id, filters, options).then((value) => {
      const learn = (): void => {
        remembered.learnRows(value ?? []);
      };
      return { value, sentAt: sentAt(), learn };
    });
  };
  const gatherRows: typeof readVersions = async (region, id, filters, loading) => {
    const outcome = await gatherer.add({ loading, region, id, withVersions: true, isUrgent: false });
    if ('error' in outcome) {
      if (loading.signal.aborted || !mayFailAlone(outcome.error, outcome.width)) throw outcome.error;
      return readVersions(region, id, filters, loading);
    }
    const learn = (reading: Reading<unknown>): void => {
      remembered.learnModel(region, outcome, reading, loading.identity);
    };
    return { value: versionsOf(outcome.model), sentAt: outcome.sentAt, learn };
  };
  /** By a call of its own, or, while calls must wait, all of them and with others. */
  const readRows: typeof readVersions = (region, id, filters, loading) => {
    // Asked just before the call: of many who come at one moment, only the first need not wait.
    const read = gatherer.isBetter(region, loading) ? gatherRows : readVersions;
    return read(region, id, filters, loading);
  };
  const versions: Sources['versions'] = (region, id) => ({
    key: () => keys.versions(region, id),
    subject: subject('DescribeTrainingModelVersions', region, () => versionsParams(id)),
    known: (identity) => remembered.versions(region, id, identity),
    load: (loading) => readRows(region, id, undefined, loading),
  });

  return {
    page: (region, params) => {
      const key = keys.page(region, params);
      return {
        key: () => key,
        subject: subject('DescribeTrainingModels', region, () => params),
        known: (identity) => remembered.under(key, identity),
        load: async (loading) => {
          const { options, sentAt } = sending(region, loading);
          const value = await upstream.page(params, options);
          const withVersions = params.WithModelVersions === true;
          const learn = (reading: Reading<unknown>): void => {
            for (const model of value.TrainingModels ?? [])
              remembered.learnModel(region, { model, withVersions }, reading, loading.identity);
          };
          return { value, sentAt: sentAt(), learn };
        },
      };
    },
    model: (region, id, withVersions) => ({
      key: () => keys.model(region, id, withVersions),
      subject: subject('DescribeTrainingModels', region, () => modelsParams([id], withVersions)),
      known: (identity) => remembered.model(region, id, withVersions, identity),
      load: async (loading) => {
        const outcome = await gatherer.add({ loading, region, id, withVersions, isUrgent: true });
        if ('error' in outcome) throw outcome.error;
        const { model, sentAt } = outcome;
        const learn = (reading: Reading<unknown>): void => {
          // It may have come with more than was asked for.
          if (outcome.withVersions !== withVersions) remembered.learnModel(region, outcome, reading, loading.identity);
          else remembered.learnRows(versionsOf(model) ?? []);
        };
        return { value: model, sentAt, learn };
      },
    }),
    versions,
    filtered: (region, id, filters) => {
      const all = versions(region, id);
      const key = keys.filtered(region, id, filters);
      return {
        key: () => key,
        subject: subject('DescribeTrainingModelVersions', region, () => versionsParams(id, filters)),
        // All versions serve as well, where they are at hand.
        known: (identity) => later(remembered.under<Rows | null>(key, identity), all.known(identity)),
        load: (loading) => readRows(region, id, filters, loading),
      };
    },
    version: (region, id) => ({
      key: () => keys.version(region, id),
      subject: subject('DescribeTrainingModelVersion', region, () => versionParams(id)),
      known: (identity) => remembered.version(region, id, identity),
      load: async (loading) => {
        const { options, sentAt } = sending(region, loading);
        return { value: await upstream.version(id, options), sentAt: sentAt(), learn: () => undefined };
      },
    }),
  };
}

function subject(action: Action, region: string, params: () => object): Subject {
  return { action, region, params };
}

/** Options of a call that note when it goes out. */
function sending(region: string, { signal, deadline, onAttempt }: Loading) {
  let time = performance.now();
  const options: ReadOptions = {
    region,
    signal,
    deadline,
    onSend: () => {
      time = performance.now();
    },
    onAttempt: (attempt) => {
      onAttempt({ attempt, isOwn: true });
    },
  };
  return { options, sentAt: () => time };
}
