/**
 * What is wrong with a credential: it was sent in no proper way, it is not valid, it does not reach far enough, or it cannot
 * be checked for now.
 */
export type RefusalReason = 'invalid-request' | 'invalid-token' | 'insufficient-scope' | 'unavailable';

/** Why a credential opens nothing. The message is for the caller, and tells no internals. */
export class AccessRefusal extends Error {
  override readonly name = 'AccessRefusal';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
