export type Severity = 'debug' | 'info' | 'warn' | 'error';

/** What is told of an event by name: flat, but for counts that belong together. What is undefined is left out. */
export type Fields = Readonly<
  Record<string, string | number | boolean | readonly string[] | Readonly<Record<string, number>> | undefined>
>;

export interface LogEvent {
  readonly severity: Severity;
  /** The same for all events of a sort. */
  readonly message: string;
  /** Fields that come before the others: one object for all events that have them in common, so that its text is made once. */
  readonly about?: Fields;
  readonly fields?: Fields;
  /** An error as it was described: unsafe characters are escaped already, and the lines of a stack are our own. */
  readonly error?: string;
}
