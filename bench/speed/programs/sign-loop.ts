/** Signatures for so long. The first ones come back with their number, so that they can be compared. */
import type { SignatureResult, TimedJob } from '../messages.ts';
import { work } from './tell.ts';

const call = {
  host: 'tione.tencentcloudapi.com',
  contentType: 'application/json',
  params: { TrainingModelId: 'm-608587242317024640' },
  pair: { secretId: 'AKIDbench', secretKey: 'bench-secret-key-of-32-characters' },
} as const;

export type Sign = (signed: typeof call, timestampSeconds: number) => string;

const firstSecond = 1_700_000_000;
/** A busy second: most signatures are made in the second of the one before. */
const signaturesPerSecond = 100;

export function signInLoop(sign: Sign): void {
  const at = (index: number): string => sign(call, firstSecond + Math.floor(index / signaturesPerSecond));
  // Over midnight, when keys change.
  const samples = Array.from({ length: 1_000 }, (_, index) => sign(call, firstSecond + index * 600));
  work(({ seconds }: TimedJob): Promise<SignatureResult> => {
    const startedAt = performance.now();
    let signatures = 0;
    while (performance.now() < startedAt + seconds * 1_000)
      for (const end = signatures + signaturesPerSecond; signatures < end; signatures += 1) at(signatures);
    return Promise.resolve({ signatures, seconds: (performance.now() - startedAt) / 1_000, samples });
  });
}
