/** The system that generated requests go to: a small emulator with all its faults, and every way to say who calls. */
import { createHash } from 'node:crypto';
import { createAuthentication } from '../../src/access/authentication.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import type { HiddenError } from '../../src/server/error-mapping.ts';
import { TioneError } from '../../src/tione/errors.ts';
import { createSigningKey, nowSeconds, sign, tokensOf } from '../access/issuer.ts';
import { upstreamText } from './fuzz-checks.ts';
import type { Known } from './fuzz-values.ts';
import { apiKey, keyPair, routerSecret } from './secrets.ts';
import { createSystem, type System } from './system.ts';

export interface FuzzSystem extends System {
  readonly known: Known;
  readonly tokens: readonly [string, ...string[]];
  /** Errors that no upstream is to blame for. */
  readonly mistakes: readonly unknown[];
}

const faults: Faults = {
  latencyMs: { value: 5, percent: 5 },
  throttle: { value: true, percent: 1 },
  errorCode: [
    'InternalError',
    'FailedOperation.QueryDatabaseFail',
    'AuthFailure.UnauthorizedOperation',
    'InvalidParameterValue',
    'ResourceNotFound.NoModel',
    'ActionOffline',
    'NobodyKnows.This',
  ].map((value) => ({ value, message: `${upstreamText} in /home/tione/src/app.ts:1`, percent: 0.5 })),
  dropConnection: { value: true, percent: 0.5 },
  resetConnection: { value: 'after-body', percent: 0.5 },
  truncate: { value: true, percent: 0.5 },
  notJson: { value: 502, percent: 0.5 },
  stall: { value: true, percent: 0.1 },
  slowBodyMs: { value: 5, percent: 0.5 },
  unknownEnums: { value: true, percent: 1 },
  timeFormat: { value: 'mixed', percent: 5 },
  clockSkewSeconds: { value: 3_600, percent: 0.3 },
};

export async function createFuzzSystem(): Promise<FuzzSystem> {
  const mistakes: unknown[] = [];
  const signingKey = await createSigningKey('first');
  const otherKey = await createSigningKey('first');
  const sha256 = createHash('sha256').update(apiKey).digest('hex');
  const keys = [{ name: 'ci', sha256, scopes: ['tione:read', 'tione:inspect'] }];
  const system = createSystem({
    emulator: { models: 12, versions: 2, credentials: keyPair },
    client: { attempts: 2, attemptTimeoutMs: 200, actionRetryMs: 20 },
    server: {
      timeoutMs: 400,
      cacheTtlMs: 20,
      cacheStaleMs: 20,
      cacheMaxBytes: 256 * 1024,
      mode: 'emulator',
      inspector: { mode: 'on-request' },
      authenticate: createAuthentication({ token: tokensOf(signingKey), keys }),
      routerSecrets: [routerSecret],
      failuresPerPeer: 1_000_000,
      requestsPerCaller: 1_000_000,
      corsOrigins: ['https://elsewhere.example'],
      persisted: { documents: new Map([['0'.repeat(64), '{ __typename }']]) },
      now: () => nowSeconds * 1000,
      onHidden: (hidden) => {
        if (!isOfUpstream(hidden)) mistakes.push(hidden);
      },
    },
  });
  system.emulator.faults.set(faults);
  const models = system.emulator.store.models('ap-guangzhou');
  const versions = models.flatMap(({ TrainingModelVersions }) => TrainingModelVersions);
  return {
    ...system,
    mistakes,
    known: {
      models: atLeastOne(models.map(({ TrainingModelId }) => TrainingModelId)),
      versions: atLeastOne(versions.map(({ TrainingModelVersionId }) => TrainingModelVersionId)),
    },
    tokens: [
      await sign(signingKey),
      await sign(signingKey, { tione_models: ['m-608587242317024640'] }),
      await sign(signingKey, { exp: nowSeconds - 60 }),
      await sign(signingKey, { tione_tags: 7 }),
      await sign(otherKey),
      'a.b.c',
    ],
  };
}

function isOfUpstream({ error }: HiddenError): boolean {
  return error instanceof TioneError;
}

function atLeastOne(texts: readonly string[]): readonly [string, ...string[]] {
  const [first, ...rest] = texts;
  if (first === undefined) throw new Error('the emulator is empty');
  return [first, ...rest];
}
