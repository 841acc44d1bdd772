/** What a failure of the list action means for what the published actions can tell as well. */
import { TioneError, type ErrorKind } from '../tione/errors.ts';

/** The published actions would fail in these ways too. */
const common: ReadonlySet<ErrorKind> = new Set(['authentication', 'deadline', 'cancelled']);
/** For these a single model is worth a second call, but hundreds of calls would make things worse. */
const passing: ReadonlySet<ErrorKind> = new Set(['throttled', 'unavailable']);

/** Whether to ask the published actions instead, after a call of the list action for `width` models failed. */
export function mayFailAlone(error: unknown, width: number): boolean {
  if (!(error instanceof TioneError) || common.has(error.kind)) return false;
  // A code of the upstream says that the way to it is open: an action that nobody maintains may fail for good.
  return width === 1 || !passing.has(error.kind) || (error.kind === 'unavailable' && error.upstreamCode !== undefined);
}

/** Whether the upstream does not offer the action. */
export function isOffline(error: unknown): boolean {
  return error instanceof TioneError && error.kind === 'capability';
}
