/** Reads scopes and rights. What is malformed is refused: it was meant to restrict somehow. */
import * as z from 'zod';
import type { Rights, TagRight } from './caller.ts';
import { AccessRefusal } from './refusal.ts';

const name = z.string().min(1).max(256);
const names = z.array(name).max(1_000).readonly();
const tags = z
  .record(name, names)
  .transform((values): readonly TagRight[] =>
    Object.entries(values).map(([key, allowed]) => ({ key, values: allowed })),
  );

/** The rules for rights, wherever they are written down. */
export const rightsRules = { regions: names.optional(), models: names.optional(), tags: tags.optional() };

const claimRules = z.strictObject({
  tione_regions: rightsRules.regions,
  tione_models: rightsRules.models,
  tione_tags: rightsRules.tags,
});
const ownClaims = Object.keys(claimRules.shape);

type Claims = Readonly<Record<string, unknown>>;

/** Rights from the claims of a token. A `tione_` claim that is not known is refused too: it may be a slip of the pen. */
export function rightsOfClaims(claims: Claims): Rights {
  const given = Object.entries(claims).filter(([claim]) => claim.startsWith('tione_'));
  const { data } = claimRules.safeParse(Object.fromEntries(given));
  if (data === undefined)
    throw new AccessRefusal(
      'invalid-token',
      `The claims of the token that begin with tione_ must be ${ownClaims.join(', ')}, in their documented form.`,
    );
  return { regions: data.tione_regions, models: data.tione_models, tags: data.tione_tags };
}

const scopeList = z.union([z.string().transform((text) => text.split(' ').filter((part) => part !== '')), names]);
const scopeRules = z.object({ scope: scopeList.optional(), scp: scopeList.optional() });

/** Scopes from the claims of a token: `scope` as RFC 8693 has it, and `scp` as several issuers write it. */
export function scopesOfClaims(claims: Claims): ReadonlySet<string> {
  const { data } = scopeRules.safeParse(claims);
  if (data === undefined) throw new AccessRefusal('invalid-token', 'The scopes of the token are malformed.');
  return new Set([...(data.scope ?? []), ...(data.scp ?? [])]);
}
