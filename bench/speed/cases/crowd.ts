/** Thirty clients ask for the same hundred models with their versions, of an upstream that answers 20 calls in a second. */
import { generatedModel } from '../../../src/emulator/data/generated-set.ts';
import type { FaultsJson } from '../../protection/upstream.ts';
import type { Finding, Target } from '../findings.ts';
import { startProduct, startProgram } from '../processes.ts';
import { tell, type Case } from '../setting.ts';
import { spreadOf } from '../statistics.ts';
import { askTogether, callsPerSecond, models, versions, type Outcome, type Question } from './ask-together.ts';

const clients = 30;
const naive = 'Apollo Server + official SDK, a call for each model';

const fields = 'id name versions(first: 100) { nodes { id version } }';
// As the list has them: the newest first.
const newest = Array.from({ length: models }, (_, index) => generatedModel(models - 1 - index, versions));
const nodes = newest.map(({ TrainingModelId: id, TrainingModelName: name, TrainingModelVersions: rows }) => ({
  id,
  name,
  versions: {
    nodes: (rows ?? []).map((row) => ({ id: row.TrainingModelVersionId, version: row.TrainingModelVersion })).reverse(),
  },
}));
const ids = newest.map(({ TrainingModelId }) => TrainingModelId);

/** The whole list: one call where the list action answers with versions. */
export const crowd = crowdCase(
  'a list of 100 models, 30 clients',
  { query: `{ trainingModels(first: ${String(models)}) { nodes { ${fields} } } }`, variables: {}, expected: { nodes } },
  {},
  1,
);

/** The same models by their ids while TI-ONE does not offer the list action: one call for each, after one that finds that out. */
export const offline = crowdCase(
  'the same while the list action is off',
  {
    query: `query ($ids: [ID!]!) { trainingModelsByIds(ids: $ids) { ${fields} } }`,
    variables: { ids },
    expected: nodes,
  },
  { offlineActions: ['DescribeTrainingModels'] },
  models + 1,
);

function crowdCase(about: string, question: Question, faults: FaultsJson, expectedCalls: number): Case {
  const run: Case['run'] = async ({ isQuick }) => {
    const ours: Outcome[] = [];
    const theirs: Outcome[] = [];
    for (let left = isQuick ? 1 : 3; left > 0; left -= 1) {
      tell(about);
      ours.push(await askTogether(clients, question, faults, (emulator) => startProduct(emulator)));
      tell(naive);
      const start = (port: number) => startProgram('naive', [String(port)]);
      theirs.push(await askTogether(clients, question, faults, ({ port }) => start(port)));
    }
    const finding = (name: keyof Outcome, what: string, unit: Finding['unit'], target?: Target): Finding => ({
      what: `${about}: ${what}`,
      against: `${naive}: ${spreadOf(theirs.map((outcome) => outcome[name])).median.toFixed(0)}${unit && ` ${unit}`}`,
      unit,
      spread: spreadOf(ours.map((outcome) => outcome[name])),
      ...(target === undefined ? {} : { target }),
    });
    // Calls of the first second need not wait, and neither do so few.
    const mostSeconds = expectedCalls > callsPerSecond ? { atMost: (expectedCalls / callsPerSecond) * 1.1 } : undefined;
    return {
      findings: [
        finding('complete', 'complete answers', '', exactly(clients)),
        finding('calls', 'upstream calls', '', exactly(expectedCalls)),
        finding('refused', 'calls refused for the rate', '', exactly(0)),
        finding('seconds', 'until all have it', 's', mostSeconds),
      ],
    };
  };
  return { about, run };
}

function exactly(value: number): Target {
  return { atLeast: value, atMost: value };
}
