/** What one caller may see of what the credential of this server can read. What is left out is not restricted. */
import type { TagFilter, TrainingModelDTO } from '../tione/types.ts';

export interface Rights {
  /** Ids of models. */
  readonly models?: readonly string[] | undefined;
  /** Tags that a model must have: of each key one of the values. */
  readonly tags?: readonly TagRight[] | undefined;
}

export interface TagRight {
  readonly key: string;
  readonly values: readonly string[];
}

/** Rights, ready to decide by. */
export interface Sight {
  /** The only models that can be seen; undefined when others can, too. */
  readonly ids: ReadonlySet<string> | undefined;
  /** Whether a model can be seen as far as its id tells. */
  readonly mayBe: (id: string) => boolean;
  /** Whether tags must be known to decide: only the list action tells them. */
  readonly needsTags: boolean;
  /** What the upstream can be asked for to leave out what cannot be seen. */
  readonly tagFilters: readonly TagFilter[];
  /** Decides of a model as the list action shows it. */
  readonly shows: (model: TrainingModelDTO) => boolean;
}

export function createSight({ models, tags = [] }: Rights): Sight {
  const ids = models && new Set(models);
  const mayBe = (id: string): boolean => ids?.has(id) ?? true;
  return {
    ids,
    mayBe,
    needsTags: tags.length > 0,
    tagFilters: tags.map(({ key, values }) => ({ TagKey: key, TagValues: values })),
    shows: ({ TrainingModelId, Tags }) =>
      mayBe(TrainingModelId) &&
      tags.every(({ key, values }) =>
        (Tags ?? []).some(({ TagKey, TagValue }) => TagKey === key && values.includes(TagValue ?? '')),
      ),
  };
}
