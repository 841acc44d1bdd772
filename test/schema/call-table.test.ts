/** The fewest upstream calls, line by line: with the list action, and while it is offline. */
import { expect, it } from 'vitest';
import { createSmallSystem, failures } from '../helpers/small-system.ts';
import type { System } from '../helpers/system.ts';

const full = 'm-700000000000000010';
const second = 'm-700000000000000020';
const empty = 'm-700000000000000030';
const v1 = 'mv-v1-700000000000000011';
const v2 = 'mv-v2-700000000000000012';

const list = 'DescribeTrainingModels';
const versionsOf = 'DescribeTrainingModelVersions';
const version = 'DescribeTrainingModelVersion';

interface Row {
  readonly title: string;
  readonly query: string;
  readonly calls: readonly string[];
  readonly data: unknown;
  /** Where it is not the same as above. */
  readonly offline?: {
    readonly calls?: readonly string[];
    readonly data?: unknown;
    /** Paths that answer CAPABILITY_UNAVAILABLE. */
    readonly unavailable?: readonly (readonly (string | number)[])[];
  };
}

const tags = [{ key: 'team', value: 'vision' }];
const name = 'full';
const ids = { nodes: [{ id: v2 }, { id: v1 }] };

const rows: readonly Row[] = [
  {
    title: 'the id of a model',
    query: `{ trainingModel(id: "${full}") { id region } }`,
    calls: [versionsOf],
    data: { trainingModel: { id: full, region: 'ap-guangzhou' } },
  },
  {
    title: 'name and creation of a model',
    query: `{ trainingModel(id: "${full}") { name createdAt } }`,
    calls: [versionsOf],
    data: { trainingModel: { name, createdAt: '2023-01-01T00:00:00Z' } },
  },
  {
    title: 'a model with its versions',
    query: `{ trainingModel(id: "${full}") { name versions { totalCount nodes { id } } } }`,
    calls: [versionsOf],
    data: { trainingModel: { name, versions: { totalCount: 2, ...ids } } },
  },
  {
    title: 'the versions of a model by several filters',
    query: `{ trainingModel(id: "${full}") {
      onnx: versions(filter: { format: { eq: ONNX } }) { nodes { id } }
      failed: versions(filter: { status: { eq: FAILED } }) { totalCount }
      oldest: versions(orderBy: { field: CREATED_AT, direction: ASC }, first: 1) { nodes { id } }
      latestVersion { id }
      latestPmml: latestVersion(filter: { format: { eq: PMML } }) { id }
      byId: versions(filter: { id: { in: ["${v1}"] } }) { nodes { id } }
    } }`,
    calls: [versionsOf],
    data: {
      trainingModel: {
        onnx: { nodes: [{ id: v2 }] },
        failed: { totalCount: 0 },
        oldest: { nodes: [{ id: v1 }] },
        latestVersion: { id: v2 },
        latestPmml: { id: v1 },
        byId: { nodes: [{ id: v1 }] },
      },
    },
  },
  {
    title: 'one model under two aliases',
    query: `{
      a: trainingModel(id: "${full}") { name }
      b: trainingModel(id: "${full}") { versions { nodes { id } } }
      c: trainingModelVersions(modelId: "${full}", filter: { format: { eq: ONNX } }) { nodes { id } }
    }`,
    calls: [versionsOf],
    data: { a: { name }, b: { versions: ids }, c: { nodes: [{ id: v2 }] } },
  },
  {
    title: 'one list of versions under two aliases with one filter',
    query: `{
      a: trainingModelVersions(modelId: "${full}", filter: { format: { eq: ONNX } }) { nodes { id } }
      b: trainingModelVersions(modelId: "${full}", filter: { format: { eq: ONNX } }) { totalCount }
    }`,
    calls: [versionsOf],
    data: { a: { nodes: [{ id: v2 }] }, b: { totalCount: 1 } },
  },
  {
    title: 'one list of versions under two aliases with two filters',
    query: `{
      a: trainingModelVersions(modelId: "${full}", filter: { format: { eq: ONNX } }) { nodes { id } }
      b: trainingModelVersions(modelId: "${full}", filter: { format: { eq: PMML } }) { nodes { id } }
    }`,
    calls: [versionsOf],
    data: { a: { nodes: [{ id: v2 }] }, b: { nodes: [{ id: v1 }] } },
  },
  {
    title: 'a model without versions',
    query: `{ trainingModel(id: "${empty}") { id name createdAt versions { totalCount nodes { id } } latestVersion { id } } }`,
    calls: [versionsOf, list],
    data: {
      trainingModel: {
        id: empty,
        name: 'empty',
        createdAt: '2023-01-03T00:00:00Z',
        versions: { totalCount: 0, nodes: [] },
        latestVersion: null,
      },
    },
    offline: {
      data: {
        trainingModel: {
          id: empty,
          name: null,
          createdAt: null,
          versions: { totalCount: 0, nodes: [] },
          latestVersion: null,
        },
      },
    },
  },
  {
    title: 'a model with its tags',
    query: `{ trainingModel(id: "${full}") { name tags { key value } } }`,
    calls: [list],
    data: { trainingModel: { name, tags } },
    offline: {
      calls: [list, versionsOf],
      data: { trainingModel: { name, tags: null } },
      unavailable: [['trainingModel', 'tags']],
    },
  },
  {
    title: 'a model with its tags and versions',
    query: `{ trainingModel(id: "${full}") { name tags { key value } versions { nodes { id } } latestVersion { id } } }`,
    calls: [list],
    data: { trainingModel: { name, tags, versions: ids, latestVersion: { id: v2 } } },
    offline: {
      calls: [list, versionsOf],
      data: { trainingModel: { name, tags: null, versions: ids, latestVersion: { id: v2 } } },
      unavailable: [['trainingModel', 'tags']],
    },
  },
  {
    title: 'tags under one alias and versions under another',
    query: `{
      a: trainingModel(id: "${full}") { tags { key value } }
      b: trainingModel(id: "${full}") { versions { nodes { id } } }
    }`,
    calls: [list],
    data: { a: { tags }, b: { versions: ids } },
    offline: {
      calls: [list, versionsOf],
      data: { a: { tags: null }, b: { versions: ids } },
      unavailable: [['a', 'tags']],
    },
  },
  {
    title: 'a model without versions with its tags',
    query: `{ trainingModel(id: "${empty}") { name tags { key value } versions { totalCount } } }`,
    calls: [list],
    data: { trainingModel: { name: 'empty', tags: [], versions: { totalCount: 0 } } },
    offline: {
      calls: [list, versionsOf],
      data: { trainingModel: { name: null, tags: null, versions: { totalCount: 0 } } },
      unavailable: [['trainingModel', 'tags']],
    },
  },
  {
    title: 'two models by alias',
    query: `{
      a: trainingModel(id: "${full}") { name }
      b: trainingModel(id: "${second}") { name versions { totalCount } }
    }`,
    calls: [list],
    data: { a: { name }, b: { name: 'second', versions: { totalCount: 1 } } },
    offline: { calls: [list, versionsOf, versionsOf] },
  },
  {
    title: 'one version',
    query: `{ trainingModelVersion(id: "${v1}") { id version } }`,
    calls: [version],
    data: { trainingModelVersion: { id: v1, version: 'v1' } },
  },
  {
    title: 'one version under two aliases',
    query: `{ a: trainingModelVersion(id: "${v1}") { id } b: trainingModelVersion(id: "${v1}") { version } }`,
    calls: [version],
    data: { a: { id: v1 }, b: { version: 'v1' } },
  },
  {
    title: 'two versions by alias',
    query: `{ a: trainingModelVersion(id: "${v1}") { id } b: trainingModelVersion(id: "${v2}") { id } }`,
    calls: [version, version],
    data: { a: { id: v1 }, b: { id: v2 } },
  },
  {
    title: 'name and creation of the model of a version',
    query: `{ trainingModelVersion(id: "${v1}") { model { id region name createdAt } } }`,
    calls: [version],
    data: {
      trainingModelVersion: {
        model: { id: full, region: 'ap-guangzhou', name, createdAt: '2023-01-01T00:00:00Z' },
      },
    },
  },
  {
    title: 'the models of all versions of a model',
    query: `{ trainingModelVersions(modelId: "${full}") { nodes { model { name } } } }`,
    calls: [versionsOf],
    data: { trainingModelVersions: { nodes: [{ model: { name } }, { model: { name } }] } },
  },
  {
    title: 'the versions of the model of a version',
    query: `{ trainingModelVersion(id: "${v1}") { model { name versions { nodes { id } } latestVersion { id } } } }`,
    calls: [version, versionsOf],
    data: { trainingModelVersion: { model: { name, versions: ids, latestVersion: { id: v2 } } } },
  },
  {
    title: 'tags and versions of the model of a version',
    query: `{ trainingModelVersion(id: "${v1}") { model { tags { key value } versions { nodes { id } } } } }`,
    calls: [version, list],
    data: { trainingModelVersion: { model: { tags, versions: ids } } },
    offline: {
      calls: [version, list, versionsOf],
      data: { trainingModelVersion: { model: { tags: null, versions: ids } } },
      unavailable: [['trainingModelVersion', 'model', 'tags']],
    },
  },
  {
    title: 'the versions of the models of the versions of a model',
    query: `{ trainingModel(id: "${full}") { versions { nodes { model { versions { nodes { id } } } } } } }`,
    calls: [versionsOf],
    data: { trainingModel: { versions: { nodes: [{ model: { versions: ids } }, { model: { versions: ids } }] } } },
  },
  {
    title: 'the tags of the models of the versions of a model',
    query: `{ trainingModelVersions(modelId: "${full}") { nodes { model { tags { key value } } } } }`,
    calls: [versionsOf, list],
    data: { trainingModelVersions: { nodes: [{ model: { tags } }, { model: { tags } }] } },
    offline: {
      data: { trainingModelVersions: { nodes: [{ model: { tags: null } }, { model: { tags: null } }] } },
      unavailable: [0, 1].map((index) => ['trainingModelVersions', 'nodes', index, 'model', 'tags']),
    },
  },
];

function systemWithModels(): System {
  const system = createSmallSystem();
  const { store } = system.emulator;
  store.insert({
    TrainingModelId: full,
    TrainingModelName: name,
    CreateTime: '2023-01-01 08:00:00',
    Tags: [{ TagKey: 'team', TagValue: 'vision' }],
    TrainingModelVersions: [
      { TrainingModelVersionId: v1, TrainingModelFormat: 'PMML' },
      { TrainingModelVersionId: v2, TrainingModelFormat: 'ONNX' },
    ],
  });
  store.insert({ TrainingModelId: second, TrainingModelName: 'second', TrainingModelVersions: [{}] });
  store.insert({ TrainingModelId: empty, TrainingModelName: 'empty', CreateTime: '2023-01-03 08:00:00' });
  return system;
}

it.each(rows)('reads $title with $calls', async ({ query, calls, data }) => {
  const system = systemWithModels();
  expect(await system.query(query)).toEqual({ data });
  expect(system.calls()).toEqual(calls);
});

it.each(rows)('reads $title while the list action is offline', async ({ query, calls, data, offline = {} }) => {
  const system = systemWithModels();
  system.emulator.faults.set({ offlineActions: [list] });
  const answer = await system.query(query);
  expect(answer.data).toEqual(offline.data ?? data);
  expect(failures(answer)).toEqual(
    (offline.unavailable ?? []).map((path) => ({ path, code: 'CAPABILITY_UNAVAILABLE' })),
  );
  expect(system.calls()).toEqual(offline.calls ?? calls);
});
