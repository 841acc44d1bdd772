/** What one operation is shown of its calls, and of how it stands with the upstream. */
import { actions, type Action } from '../tione/actions.ts';
import type { ActionBudget, TioneClient } from '../tione/client.ts';
import { documentedEndpoint } from '../tione/types.ts';
import type { Explanation } from './explanation.ts';
import { inspectCalls, rounded, type InspectedCall, type InspectedCalls } from './inspected-calls.ts';
import type { Recorder } from './recorder.ts';
import { repeatCall, type HowToRepeat } from './repeat-call.ts';
import type { RepeatableCall } from './repeatable-call.ts';

export interface InspectedCapability {
  readonly action: Action;
  readonly region: string;
  readonly published: boolean;
  readonly state: 'ANSWERS' | 'NOT_OFFERED' | 'UNKNOWN';
  /** In milliseconds since the epoch; null when it is unknown. */
  readonly since: number | null;
}

export interface InspectionOptions {
  readonly refusal: string | undefined;
  readonly recorder: Recorder;
  readonly client: Pick<TioneClient, 'budget' | 'status'>;
  /** The regions that may be read. */
  readonly regions: readonly string[];
  /** Where calls are repeated. @default TI-ONE */
  readonly endpoint?: URL | undefined;
  readonly explanation?: (() => Explanation) | undefined;
}

export class Inspection {
  /** Why the caller may not see it; undefined when they may. Who asks for the rest must have looked at it. */
  readonly refusal: string | undefined;
  readonly #options: InspectionOptions;

  constructor(options: InspectionOptions) {
    this.refusal = options.refusal;
    this.#options = options;
  }

  /** The calls of this operation, once nothing more of it is under way; none when it is rehearsed. */
  async calls(): Promise<InspectedCalls> {
    const { recorder, explanation } = this.#options;
    await recorder.quiet();
    // A rehearsal has made none: what it would ask for next is made up.
    return inspectCalls(explanation === undefined ? recorder.served : [], recorder.beganAt);
  }

  repeat(call: RepeatableCall): HowToRepeat {
    return repeatCall(call, this.#options.endpoint ?? documentedEndpoint);
  }

  budget(): readonly ActionBudget[] {
    return this.#options.client.budget();
  }

  capabilities(): readonly InspectedCapability[] {
    return capabilitiesIn(this.#options.regions, this.#options.client);
  }

  /** Once nothing more is under way; null when the operation is run, and not rehearsed. */
  async explanation(): Promise<Explanation | null> {
    const { recorder, explanation } = this.#options;
    if (explanation === undefined) return null;
    await recorder.quiet();
    return explanation();
  }
}

const actionNames = Object.keys(actions) as readonly Action[];

/** Each action in each region, known or not. */
function capabilitiesIn(
  regions: readonly string[],
  client: InspectionOptions['client'],
): readonly InspectedCapability[] {
  const { capabilities } = client.status();
  return regions.flatMap((region) =>
    actionNames.map((action): InspectedCapability => {
      const known = capabilities.find((one) => one.action === action && one.region === region);
      const { published } = actions[action];
      if (known === undefined) return { action, region, published, state: 'UNKNOWN', since: null };
      return { action, region, published, state: known.isOffered ? 'ANSWERS' : 'NOT_OFFERED', since: known.since };
    }),
  );
}

/** The same as JSON, for `extensions` of an answer. */
export async function inspectionReport(inspection: Inspection, recorder: Recorder): Promise<object> {
  const { calls, omitted } = await inspection.calls();
  return {
    durationMs: rounded(performance.now() - recorder.beganAt),
    calls: calls.map((call) => reportOf(call, inspection)),
    omitted,
    budget: inspection.budget(),
    capabilities: inspection.capabilities().map(({ since, ...capability }) => ({
      ...capability,
      since: since === null ? null : new Date(since).toISOString(),
    })),
  };
}

function reportOf(call: InspectedCall, inspection: Inspection): object {
  return { ...call, ...inspection.repeat(call) };
}
