/** Whether the credential is fit for use, found out at a pace that does not depend on how often it is asked. */
import type { ClientStatus, TioneClient } from '../tione/client.ts';
import { within } from './within.ts';

/**
 * - `ok`: TI-ONE accepts it.
 * - `unproven`: it can be had, and TI-ONE has not judged it yet.
 * - `doubted`: TI-ONE has refused it lately, and not for long.
 * - `failing`: it cannot be had (`NO_CREDENTIAL`), or TI-ONE refuses it; `code` is then TI-ONE's.
 */
export type CredentialState =
  { readonly state: 'ok' | 'unproven' } | { readonly state: 'doubted' | 'failing'; readonly code: string };

export interface CredentialCheck {
  /** Looks, unless that was just done, and waits for it {@link patienceMs} at the most. Does not reject. */
  readonly look: () => Promise<void>;
  readonly state: () => CredentialState;
}

export interface CredentialCheckOptions {
  readonly client: Pick<TioneClient, 'call' | 'identity' | 'status'>;
  /** Where TI-ONE is asked. Keys are of no region, so any will do. */
  readonly region: string;
}

/** Milliseconds from the start of one look to the next: a provider may have to ask another server each time. */
const lookEveryMs = 1_000;
/** Milliseconds that a check waits for a look. Kubernetes gives a whole check 1 s unless told otherwise. */
const patienceMs = 500;
/** Milliseconds that a provider may take: twice of what ours do. Until then the last look holds. */
const obtainMs = 10_000;
/** Milliseconds from one question to TI-ONE to the next. */
const askEveryMs = 10_000;
/** Milliseconds that TI-ONE may take to answer it. */
const answerMs = 5_000;
/**
 * Milliseconds that refusals must span, with no acceptance between. One alone proves nothing: a call may have been under way with
 * a key that was replaced meanwhile, or have met the one gateway that does not know a new key yet. All replicas have the same key,
 * so what takes one out takes all out, and nobody is left who could answer.
 */
const doubtMs = 20_000;
/** A well-formed id of nothing: that there is no such version is an answer that only who accepted the key gives. */
const nothing = { TrainingModelVersionId: 'mv-v1-1' } as const;

/**
 * Without traffic nothing would ever show that a refused credential was mended (a key enabled again, a clock set right), and a
 * process that is not ready has no traffic. So TI-ONE is asked then, and by a process that it has not judged yet: one that was set
 * up with a wrong key had better not replace one that works.
 */
export function createCredentialCheck({ client, region }: CredentialCheckOptions): CredentialCheck {
  /** Whether the last look found one. */
  let canBeHad = false;
  let isLooking = false;
  let lookAt = -Infinity;
  let askAt = -Infinity;
  let looked: Promise<void> = Promise.resolve();

  const ask = async (): Promise<void> => {
    askAt = performance.now() + askEveryMs;
    await within(answerMs, (end) =>
      client.call('DescribeTrainingModelVersion', nothing, {
        region,
        signal: end.signal,
        deadline: performance.now() + answerMs,
        // One attempt is enough: there will be another question.
        onAttempt: () => {
          end.abort();
        },
      }),
    );
  };
  const lookNow = async (): Promise<void> => {
    isLooking = true;
    try {
      canBeHad = await within(obtainMs, ({ signal }) => client.identity(signal)).then(
        () => true,
        () => false,
      );
      if (canBeHad && isInQuestion(client.status()) && performance.now() >= askAt) await ask();
    } catch {
      // The client has learned from the answer, and that there was none changes nothing.
    } finally {
      isLooking = false;
    }
  };
  return {
    look: () => {
      const time = performance.now();
      if (!isLooking && time >= lookAt) {
        lookAt = time + lookEveryMs;
        looked = within(patienceMs, lookNow).catch(() => undefined);
      }
      return looked;
    },
    state: () => (canBeHad ? judge(client.status()) : { state: 'failing', code: 'NO_CREDENTIAL' }),
  };
}

function isInQuestion({ credential }: ClientStatus): boolean {
  return !credential.wasAccepted || credential.refusal !== undefined;
}

function judge({ credential: { wasAccepted, refusal } }: ClientStatus): CredentialState {
  if (refusal === undefined) return { state: wasAccepted ? 'ok' : 'unproven' };
  const { code, firstAt, latestAt } = refusal;
  // One that was never accepted has nothing to flap from.
  const isCertain = !wasAccepted || latestAt - firstAt >= doubtMs;
  return { state: isCertain ? 'failing' : 'doubted', code: publicCode(code) };
}

/** Anybody may read this, and what stands between here and TI-ONE may write anything. */
function publicCode(code: string): string {
  return /^AuthFailure(?:\.[A-Za-z]{1,60})?$/.test(code) ? code : 'AuthFailure';
}
