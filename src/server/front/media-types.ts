/** In which media type answers are sent, by what requests accept: learned from answers, so that one rule decides. */
export interface MediaTypes {
  /** The content type of an answer; undefined where no answer has shown it. */
  readonly of: (accept: string | null) => string | undefined;
  readonly learn: (accept: string | null, contentType: string) => void;
}

/** Clients of one kind all send the same. */
const maxKnown = 100;
const maxCharacters = 200;

export function createMediaTypes(): MediaTypes {
  const known = new Map<string | null, string>();
  return {
    of: (accept) => known.get(accept),
    learn: (accept, contentType) => {
      if (known.size < maxKnown && (accept?.length ?? 0) <= maxCharacters) known.set(accept, contentType);
    },
  };
}
