/** What an emulator holds when it starts. */
import type { Store, StoredModel } from '../store.ts';
import { demoModels } from './demo-models.ts';
import { demoModel } from './demo-set.ts';
import { generatedModel, generatedRegion } from './generated-set.ts';
import { oddModels, oddRegion } from './odd-models.ts';
import { publishedModel, publishedRegion } from './published-record.ts';

export interface DataOptions {
  readonly models?: number;
  readonly versions?: number;
}

const defaultModels = 100;
const defaultVersions = 3;

/** The published record, and besides it the demo set or, when a size is given, a generated set of that size. */
export function fillStore(store: Store, { models, versions }: DataOptions): void {
  store.insert(publishedRegion, publishedModel);
  if (models === undefined && versions === undefined) {
    demo ??= demoSet();
    for (const [region, model] of demo) store.insert(region, model);
    return;
  }
  for (let index = 0; index < (models ?? defaultModels); index += 1)
    store.insert(generatedRegion, generatedModel(index, versions ?? defaultVersions));
}

/** A constant, made when first needed: nothing changes a record, and tests make emulators by the hundred. */
let demo: readonly (readonly [region: string, model: StoredModel])[] | undefined;

function demoSet(): NonNullable<typeof demo> {
  const ordinary = Object.entries(demoModels).flatMap(([region, rows]) =>
    rows.map((row, index) => [region, demoModel(row, region, index)] as const),
  );
  return [...ordinary, ...oddModels().map((model) => [oddRegion, model] as const)];
}
