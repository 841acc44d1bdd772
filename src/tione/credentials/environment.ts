/** An environment, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The value of a variable; `undefined` when it is not set or blank. Blanks around it are cut off: a line break at the end is
 * what a secret mounted from a file brings along.
 */
export function variable(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}
