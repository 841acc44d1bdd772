/** The rules that several variables share. */
import * as z from 'zod';

/** The message of a rule, with the value that breaks it. Not for what may hold a secret, as a URL may. */
export function quoting(rule: string): { readonly error: (issue: { readonly input?: unknown }) => string } {
  return { error: ({ input }) => `${rule}, not ${JSON.stringify(input)}` };
}

export const integer = (least: number, most: number, unit = ''): z.ZodType<number, string> =>
  z
    .string()
    .refine(
      (text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most,
      quoting(`must be a whole number from ${String(least)} to ${String(most)}${unit}`),
    )
    .transform(Number);

export const boolean = z.enum(['true', 'false'], quoting('must be true or false'));

/** Of a list, separated by commas or blanks. */
export const namesIn = (text: string): string[] => text.split(/[\s,]+/).filter((name) => name !== '');
