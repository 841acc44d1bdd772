/** What resolvers get: loaders with the caller's rights and the request's deadline, and what may be seen of their calls. */
import type { Caller } from '../access/caller.ts';
import { createDryClient } from '../inspector/dry-client.ts';
import { explain, type Explanation } from '../inspector/explanation.ts';
import { Inspection } from '../inspector/inspection.ts';
import { Recorder } from '../inspector/recorder.ts';
import { Loaders } from '../loaders/index.ts';
import { createLocations, createLocationsView } from '../loaders/locations.ts';
import type { Reads } from '../reads/index.ts';
import type { Context, OnUnknownValue } from '../schema/context.ts';
import type { Ending } from '../tione/cancellation.ts';
import type { TioneClient } from '../tione/client.ts';
import { Deadline } from './deadline.ts';
import { Freshness } from './freshness.ts';
import type { HeaderLookup } from './incoming.ts';
import { inspectRefusal, type InspectorOptions } from './inspector-options.ts';
import { permitted } from './permitted.ts';
import type { RunningOperation } from './running-operation.ts';

export interface RequestContext extends Context {
  readonly deadline: Deadline;
  /** How many texts were told so far that an enum does not know. */
  readonly unknownValues: () => number;
  /**
   * The same context for a rehearsal, in which nothing is called. `bound`: calls that the operation takes at most when nothing is
   * remembered.
   */
  readonly rehearse: (bound: number) => Pick<Context, 'loaders' | 'inspection'>;
}

export interface RequestContextOptions {
  readonly client: TioneClient;
  readonly reads: Reads;
  readonly regions: readonly [string, ...string[]];
  readonly timeoutMs: number;
  readonly scanLimit: number;
  readonly allowNoCache: boolean;
  readonly inspector: InspectorOptions | undefined;
  readonly onUnknownValue: OnUnknownValue;
}

/** A request that has been let in. */
export interface AdmittedRequest {
  readonly caller: Caller;
  readonly operation: RunningOperation;
  readonly freshness: Freshness;
  /** Whether the operation is known to be within its limits. @default false */
  readonly isMeasured?: boolean | undefined;
  /** @default that of the options */
  readonly onUnknownValue?: OnUnknownValue | undefined;
  readonly headers: HeaderLookup;
  /** Aborts when the client goes away. Asked for at the first read that has to wait. */
  readonly gone: () => Ending;
}

/** Makes the context of each request. */
export function createRequestContext(options: RequestContextOptions): (request: AdmittedRequest) => RequestContext {
  const { client, reads, regions, timeoutMs, scanLimit, allowNoCache, inspector, onUnknownValue } = options;
  const locations = createLocations();
  return ({ headers, gone, freshness, caller, operation, isMeasured, onUnknownValue: told = onUnknownValue }) => {
    let unknown = 0;
    const permission = permitted(caller.rights, regions, locations);
    const deadline = new Deadline(timeoutMs, gone);
    const { recorder } = operation;
    const isFresh = allowNoCache && wantsNoCache(headers);
    const inspectionOf = (watched: Recorder, explanation?: () => Explanation): Inspection =>
      new Inspection({
        refusal: inspectRefusal(caller, inspector),
        client,
        regions: permission.regions,
        endpoint: inspector?.endpoint,
        recorder: watched,
        explanation,
      });
    return {
      loaders: new Loaders({
        reads,
        deadline,
        isFresh,
        freshness,
        recorder,
        regions: permission.regions,
        scanLimit,
        locations: permission.locations,
        rights: permission.rights,
      }),
      regions: permission.regions,
      deadline,
      caller,
      isMeasured,
      onUnknownValue: (value) => {
        unknown += 1;
        told(value);
      },
      unknownValues: () => unknown,
      inspection: inspectionOf(recorder),
      rehearse: (bound) => {
        const dryClient = createDryClient(client);
        const rehearsal = new Recorder();
        const loaders = new Loaders({
          ...permission,
          deadline,
          isFresh,
          scanLimit,
          reads: reads.rehearse(dryClient),
          locations: createLocationsView(permission.locations),
          freshness: new Freshness(),
          recorder: rehearsal,
        });
        const explanation = () => explain({ asked: dryClient.asked(), served: rehearsal.served, bound }, client);
        return { loaders, inspection: inspectionOf(rehearsal, explanation) };
      },
    };
  };
}

/** As a browser's forced reload and `curl` users say it. */
export function wantsNoCache(headers: HeaderLookup): boolean {
  return /(?:^|[\s,])no-(?:cache|store)(?:$|[\s,=])/i.test(headers.get('cache-control') ?? '');
}
