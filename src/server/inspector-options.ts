/** Who may see the calls that are made for an operation, and when they are shown. */
import { inspectScope, type Caller } from '../access/caller.ts';

export interface InspectorOptions {
  /** `always` shows them with every answer, and to routers too; `on-request` to who asks for it in a header. */
  readonly mode: 'on-request' | 'always';
  /** Where calls are repeated by hand: of commands and programs that are shown. @default TI-ONE */
  readonly endpoint?: URL | undefined;
}

/**
 * Why a caller may not see calls; undefined when they may. Calls show what there is of models that a restricted caller must not
 * know of, and of other callers' requests, with which theirs are merged.
 */
export function inspectRefusal(
  { kind, scopes, rights }: Caller,
  options: InspectorOptions | undefined,
): string | undefined {
  if (options === undefined) return 'The inspector is switched off: see INSPECTOR in the documentation of this server.';
  if (Object.values(rights).some((right) => right !== undefined))
    return 'Calls of TI-ONE are shown only to callers who may read everything: your rights are restricted.';
  const isTrusted =
    kind === 'anonymous' || scopes.has(inspectScope) || (kind === 'router' && options.mode === 'always');
  return isTrusted ? undefined : `Calls of TI-ONE are shown only to callers with the scope ${inspectScope}.`;
}
