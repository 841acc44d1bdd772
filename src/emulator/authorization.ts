/** The `Authorization` header of TC3-HMAC-SHA256, taken apart. */
import { algorithm } from '../tione/signer.ts';
import { invalidAuthorization } from './refusal.ts';

export interface Authorization {
  readonly secretId: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly service: string;
  /** Lower-case names in the order in which they were signed. */
  readonly signedHeaders: readonly string[];
  /** 64 lower-case hex digits. */
  readonly signature: string;
}

const pattern = new RegExp(
  `^${algorithm} +Credential=([^/, ]+)/(\\d{4}-\\d\\d-\\d\\d)/([^/, ]+)/tc3_request, *` +
    'SignedHeaders=([a-z0-9-]+(?:;[a-z0-9-]+)*), *Signature=([0-9a-f]{64})$',
);

/** Documented as always signed. */
const alwaysSigned = ['content-type', 'host'] as const;

/** Takes the header apart or throws `AuthFailure.InvalidAuthorization`. */
export function parseAuthorization(header: string): Authorization {
  const [, secretId, date, service, names, signature] = pattern.exec(header) ?? [];
  if (
    secretId === undefined ||
    date === undefined ||
    service === undefined ||
    names === undefined ||
    signature === undefined
  )
    throw invalidAuthorization(
      `\`${algorithm} Credential=SecretId/Date/Service/tc3_request, SignedHeaders=…, Signature=…\` expected`,
    );
  const signedHeaders = names.split(';');
  const unsigned = alwaysSigned.find((name) => !signedHeaders.includes(name));
  if (unsigned !== undefined) throw invalidAuthorization(`the header \`${unsigned}\` is not signed`);
  return { secretId, date, service, signedHeaders, signature };
}
