/** What is known of a call of TI-ONE once it is over: enough to send it again. */
import type { Action } from '../tione/actions.ts';

export interface RepeatableCall {
  readonly action: Action;
  readonly region: string;
  /** As sent: of these, what JSON holds. */
  readonly params: object;
}
