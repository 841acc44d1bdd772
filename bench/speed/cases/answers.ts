/** Answers of which all rows are in memory, and no two alike: against the servers that others use. */
import type { CaseResult, Target } from '../findings.ts';
import type { Requests } from '../messages.ts';
import { manyEntities, manyModels, oneModel } from '../requests.ts';
import { raceUnderLoad } from '../race-under-load.ts';
import type { Race } from '../rounds.ts';
import { checkSame } from '../same-answers.ts';
import type { Case } from '../setting.ts';
import { withCachedRows } from './cached-system.ts';

interface Peer {
  readonly name: string;
  readonly program: string;
  readonly args?: readonly string[];
  readonly target?: Target;
}

interface Answers {
  readonly about: string;
  readonly models: number;
  readonly versions: number;
  readonly connections: number;
  readonly requests: (ids: readonly string[], versions: number) => Requests;
  readonly peers: readonly Peer[];
}

const servers = (jit: Target, apollo: Target): readonly Peer[] => [
  { name: 'Mercurius + jit', program: 'mercurius', args: ['jit'], target: jit },
  { name: 'Mercurius', program: 'mercurius', args: ['plain'] },
  { name: 'Apollo Server', program: 'apollo', args: ['default'], target: apollo },
  { name: 'Apollo Server without cache control', program: 'apollo', args: ['no-cache-control'] },
  { name: 'GraphQL Yoga', program: 'yoga' },
];

export const small = answers({
  about: 'one model with 3 versions, rows cached',
  models: 1_000,
  versions: 3,
  connections: 10,
  requests: oneModel,
  peers: servers({ atLeast: 1.2 }, { atLeast: 3 }),
});

export const large = answers({
  about: '100 models with 5 versions, rows cached',
  models: 100,
  versions: 5,
  connections: 4,
  requests: manyModels,
  peers: servers({ atLeast: 1.2 }, { atLeast: 4 }),
});

export const entities = answers({
  about: '_entities of 100 models with 5 versions, rows cached',
  models: 100,
  versions: 5,
  connections: 4,
  requests: manyEntities,
  peers: [{ name: '@apollo/subgraph', program: 'apollo-subgraph', target: { atLeast: 1.5 } }],
});

function answers({ about, models, versions, connections, requests: requestsOf, peers }: Answers): Case {
  return {
    about,
    run: (setting) =>
      withCachedRows(models, versions, async ({ ids, product, load, peer }) => {
        const contestants = [product];
        for (const { name, program, args = [] } of peers) contestants.push(await peer(name, program, ...args));
        const requests = requestsOf(ids, versions);
        await checkSame(contestants, requests);
        return resultOf(about, peers, await raceUnderLoad(load, contestants, requests, connections, setting));
      }),
  };
}

function resultOf(about: string, peers: readonly Peer[], { figures, ratioTo }: Race): CaseResult {
  const findings = peers.map(({ name, target }) => ({
    what: about,
    against: name,
    unit: '×' as const,
    ...ratioTo(name),
    ...(target === undefined ? {} : { target }),
  }));
  return { findings, figures };
}
