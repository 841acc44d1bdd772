/**
 * Of a field that tells nothing but what the object holds, although its resolver takes more: it reports what it does not know
 * and reads nothing. Answers of such fields may be kept with their object.
 */
export const pure = { extensions: { pure: true } } as const;
