/** Why something failed, in the error's own words, but none of those that it quotes from what was read. */
export function reasonOf(error: unknown): string {
  // Its message holds the beginning of the text, and that may be anything: the wrong file, or a page that asks for a login.
  if (error instanceof SyntaxError) return 'that is not JSON';
  // What Node says of a host with several addresses none of which answers.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
