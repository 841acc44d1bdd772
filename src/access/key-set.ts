/** The public keys of a token issuer (JWKS): loaded when they are needed, and anew when they may have changed. */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { AccessRefusal } from './refusal.ts';

export interface KeySetOptions {
  /** Reads the set from where it is published. */
  readonly load: () => Promise<unknown>;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: (() => number) | undefined;
  /** Told of each time that the set could not be loaded. */
  readonly onTrouble?: ((error: unknown) => void) | undefined;
}

/** Milliseconds between two attempts to load: tokens with keys that do not exist must not become requests to the issuer. */
export const cooldownMs = 5_000;
/** Age at which a set is loaded anew, while the old one still serves. */
export const refreshAfterMs = 5 * 60_000;
/** Age from which a set counts for nothing: a key that the issuer has withdrawn must end some day. */
export const maxAgeMs = 15 * 60_000;

interface LoadedKeySet {
  readonly find: JWTVerifyGetKey;
  readonly loadedAt: number;
}

/**
 * Finds the key of a token for jose. Not jose's own remote set: this one is for files too, has a clock that tests can set,
 * goes on while the issuer is away for some minutes, and tells "cannot know" from "no such key".
 */
export function createKeySet({ load, now = Date.now, onTrouble }: KeySetOptions): JWTVerifyGetKey {
  let current: LoadedKeySet | undefined;
  let triedAt = -Infinity;
  let loading: Promise<boolean> | undefined;
  /** Whether the set is now as it is published. */
  let isUpToDate = false;

  const attempt = async (): Promise<boolean> => {
    triedAt = now();
    try {
      // Whatever it is, it is looked at before it is taken.
      current = { find: createLocalJWKSet((await load()) as JSONWebKeySet), loadedAt: now() };
      return true;
    } catch (error) {
      onTrouble?.(error);
      return false;
    }
  };
  const refresh = async (): Promise<void> => {
    if (loading === undefined && now() - triedAt < cooldownMs) return;
    loading ??= attempt().finally(() => {
      loading = undefined;
    });
    isUpToDate = await loading;
  };
  const usable = async (): Promise<LoadedKeySet> => {
    const age = current === undefined ? Infinity : now() - current.loadedAt;
    if (age >= maxAgeMs) await refresh();
    else if (age >= refreshAfterMs) void refresh();
    if (current === undefined || now() - current.loadedAt >= maxAgeMs) throw unavailable();
    return current;
  };
  return async (header, token) => {
    const set = await usable();
    try {
      return await set.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      if (!isUpToDate) throw unavailable();
      return (current ?? set).find(header, token);
    }
  };
}

/** How many keys a set has, as it was read from where it is published. Throws for what is no set. */
export function countKeys(published: unknown): number {
  return createLocalJWKSet(published as JSONWebKeySet).jwks().keys.length;
}

function unavailable(): AccessRefusal {
  return new AccessRefusal('unavailable', 'Tokens cannot be checked for now: the keys of their issuer cannot be read.');
}
