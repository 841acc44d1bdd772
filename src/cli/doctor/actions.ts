/** The part of `doctor` that calls TI-ONE: each action once in each region. */
import type { Config } from '../../config.ts';
import { actions, type Action, type ParamsOf, type ResultOf } from '../../tione/actions.ts';
import type { TioneClient } from '../../tione/client.ts';
import { TioneError } from '../../tione/errors.ts';
import { describeAnswer, describeFailure } from './action-findings.ts';
import type { Exchanges } from './exchanges.ts';
import type { Tell } from './report.ts';

export interface ActionsOptions {
  readonly client: TioneClient;
  readonly exchanges: Exchanges;
  readonly config: Config;
  readonly tell: Tell;
}

/** Well-formed ids of nothing, for the case that the list action names none: "not found" is an answer too. */
const nobody = { model: 'm-1', version: 'mv-v1-1' } as const;

type Check = <A extends Action>(action: A, params: ParamsOf<A>) => Promise<ResultOf<A> | undefined>;

/**
 * One call after the other, so that the lines come in order and the upstream's rate is not used up. When nothing answers the first
 * one, there are no others: each of them would wait as long for the same.
 */
export async function checkActions(options: ActionsOptions): Promise<void> {
  const { exchanges, config, tell } = options;
  const { regions } = config;
  const total = regions.length * Object.keys(actions).length;
  for (const region of regions) {
    const check = checkIn(region, options);
    const list = await check('DescribeTrainingModels', { Offset: 0, Limit: 1 });
    if (!exchanges.isAnswered()) {
      const finding = `the other ${String(total - 1)} calls were not tried, because nothing answers: check TIONE_ENDPOINT, proxies and firewalls`;
      tell({ verdict: 'note', subject: 'actions', finding, untried: total - 1 });
      return;
    }
    const modelId = list?.TrainingModels?.[0]?.TrainingModelId ?? nobody.model;
    const versions = await check('DescribeTrainingModelVersions', { TrainingModelId: modelId });
    const versionId = versions?.TrainingModelVersions?.[0]?.TrainingModelVersionId ?? nobody.version;
    await check('DescribeTrainingModelVersion', { TrainingModelVersionId: versionId });
  }
}

function checkIn(region: string, { client, exchanges, config, tell }: ActionsOptions): Check {
  const place = config.regions.length === 1 ? '' : `${region}: `;
  return async (action, params) => {
    const startedAt = performance.now();
    const sentBefore = exchanges.sent();
    const measure = () => ({
      ms: Math.round(performance.now() - startedAt),
      attempts: exchanges.sent() - sentBefore,
    });
    const { timeoutMs } = config;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const result = await client.call(action, params, { region, signal, deadline: startedAt + timeoutMs });
      tell(describeAnswer({ action, region, ...measure() }, place));
      return result;
    } catch (error) {
      if (!(error instanceof TioneError)) throw error;
      const call = { action, region, ...measure() };
      tell(error.kind === 'not-found' ? describeAnswer(call, place) : describeFailure(call, place, error));
      return undefined;
    }
  };
}
