/** The part of `doctor` that calls TI-ONE: each action once in each region. */
import type { Config } from '../config.ts';
import { actions, type Action } from '../tione/actions.ts';
import type { TioneClient } from '../tione/client.ts';
import { TioneError } from '../tione/errors.ts';

type Verdict = 'ok' | 'note' | 'FAIL';
export type Report = (verdict: Verdict, subject: string, finding: string) => void;

/** Well-formed ids of nothing, for the case that the list action names none: "not found" is an answer too. */
const nobody = { model: 'm-1', version: 'mv-v1-1' } as const;

/** One region after the other, so that the lines come in order and the upstream's rate is not used up. */
export async function checkActions(client: TioneClient, { regions, timeoutMs }: Config, report: Report): Promise<void> {
  for (const region of regions) {
    const place = regions.length === 1 ? '' : `${region}: `;
    await checkRegion(client, { region, timeoutMs }, (verdict, action, finding) => {
      // A failure names its region itself.
      report(verdict, action, verdict === 'FAIL' ? finding : `${place}${finding}`);
    });
  }
}

async function checkRegion(
  client: TioneClient,
  { region, timeoutMs }: { readonly region: string; readonly timeoutMs: number },
  report: Report,
): Promise<void> {
  const check = async <T>(action: Action, call: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> => {
    const started = performance.now();
    const answers = () => `answers, ${String(Math.round(performance.now() - started))} ms`;
    try {
      const result = await call(AbortSignal.timeout(timeoutMs));
      report('ok', action, answers());
      return result;
    } catch (error) {
      if (!(error instanceof TioneError)) throw error;
      if (error.kind === 'not-found') report('ok', action, answers());
      else report(...judge(action, error));
      return undefined;
    }
  };
  const list = await check('DescribeTrainingModels', (signal) =>
    client.call('DescribeTrainingModels', { Offset: 0, Limit: 1 }, { region, signal }),
  );
  const modelId = list?.TrainingModels?.[0]?.TrainingModelId ?? nobody.model;
  const versions = await check('DescribeTrainingModelVersions', (signal) =>
    client.call('DescribeTrainingModelVersions', { TrainingModelId: modelId }, { region, signal }),
  );
  const versionId = versions?.TrainingModelVersions?.[0]?.TrainingModelVersionId ?? nobody.version;
  await check('DescribeTrainingModelVersion', (signal) =>
    client.call('DescribeTrainingModelVersion', { TrainingModelVersionId: versionId }, { region, signal }),
  );
}

/** Nothing but tags and lists needs the action that is not published, so a refusal of it is no failure. */
function judge(action: Action, error: TioneError): Parameters<Report> {
  const permission = error.kind === 'forbidden' ? `; the CAM permission is tione:${action}` : '';
  const dispensable = !actions[action].published && (error.kind === 'forbidden' || error.kind === 'capability');
  if (!dispensable) return ['FAIL', action, `${error.message}${permission}`];
  const what = error.kind === 'forbidden' ? 'not allowed' : 'not offered';
  const code = error.upstreamCode ?? 'no code';
  return ['note', action, `${what} (${code}): tags and model lists are unavailable${permission}`];
}
