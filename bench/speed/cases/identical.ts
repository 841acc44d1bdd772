/** The same answer over and over: against a server that sends prepared bytes, which is the limit of what Node can do. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runDirectory } from '../processes.ts';
import type { Requests } from '../messages.ts';
import { bodyAt, manyModels, oneModel, onlyFirst } from '../requests.ts';
import { raceUnderLoad } from '../race-under-load.ts';
import { ask, checkSame } from '../same-answers.ts';
import type { Case } from '../setting.ts';
import { withCachedRows } from './cached-system.ts';

export const identicalSmall = identical('the same model with 3 versions each time', 1, 3, 10, oneModel);
export const identicalLarge = identical('the same 100 models with 5 versions each time', 100, 5, 4, manyModels);

const limit = 'node:http with prepared bytes';

function identical(
  about: string,
  models: number,
  versions: number,
  connections: number,
  requestsOf: (ids: readonly string[], versions: number) => Requests,
): Case {
  return {
    about,
    run: (setting) =>
      withCachedRows(models, versions, async ({ ids, product, load, other }) => {
        const requests = onlyFirst(requestsOf(ids, versions));
        const file = join(runDirectory(), `answer-${String(models)}.json`);
        writeFileSync(file, await ask(product, bodyAt(requests, 0)));
        const contestants = [product, await other(limit, 'raw', file)];
        await checkSame(contestants, requests);
        const { figures, ratioTo } = await raceUnderLoad(load, contestants, requests, connections, setting);
        const finding = {
          what: about,
          against: limit,
          unit: '×',
          ...ratioTo(limit),
          target: { atLeast: 0.6 },
        } as const;
        return { findings: [finding], figures };
      }),
  };
}
