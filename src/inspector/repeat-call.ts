/** How a call of TI-ONE is repeated by hand: as one command, and as a program. */
import type { RepeatableCall } from './repeatable-call.ts';
import { sdkProgram } from './sdk-program.ts';
import { tccliCommand } from './tccli-command.ts';

/** Both hold no secret, and are the same text whenever they are asked for. */
export interface HowToRepeat {
  /** A command of Tencent Cloud's `tccli` for bash and zsh. */
  readonly tccli: string;
  /** A Node.js program with Tencent Cloud's SDK. */
  readonly sdk: string;
}

/**
 * Both send the parameters that were sent, with two exceptions. Members that are null may be left out on the way: the SDK
 * sends none, nor do older releases of tccli. Half a surrogate pair becomes U+FFFD in the SDK.
 */
export function repeatCall(call: RepeatableCall, endpoint: URL): HowToRepeat {
  return { tccli: tccliCommand(call, endpoint), sdk: sdkProgram(call, endpoint) };
}
