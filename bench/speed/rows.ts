/** The rows that peers answer from, as files. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './messages.ts';
import { schemaFile } from './places.ts';
import { runDirectory } from './processes.ts';
import { bodyAt, manyModels } from './requests.ts';
import type { Contestant } from './rounds.ts';
import { ask } from './same-answers.ts';

/** Ids of one `trainingModelsByIds`: what one upstream call brings. */
const idsOfAnswer = 100;

/** Has the product read all of these models, so that it has them in its cache, and writes down what it answered. */
export async function readRows(
  product: Contestant,
  ids: readonly string[],
  versions: number,
): Promise<readonly string[]> {
  const rows: Row[] = [];
  for (let from = 0; from < ids.length; from += idsOfAnswer) {
    const text = await ask(product, bodyAt(manyModels(ids.slice(from, from + idsOfAnswer), versions), 0));
    // Our own answer to the query that asks for this.
    const { data } = JSON.parse(text) as { readonly data: { readonly trainingModelsByIds: readonly Row[] } };
    rows.push(...data.trainingModelsByIds);
  }
  const file = join(runDirectory(), `rows-${String(ids.length)}-${String(versions)}.json`);
  writeFileSync(file, JSON.stringify(rows));
  return [schemaFile, file];
}
