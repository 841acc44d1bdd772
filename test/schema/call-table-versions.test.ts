/**
 * The fewest upstream calls, line by line: versions by id. That a version is among those of a model that is asked for beside it
 * is found out when the model is read.
 */
import { list, times, version, versionsOf, testCallTable, type CallRow } from '../helpers/call-table.ts';
import { full, ids, name, second, tags, v1, v2, v3, systemWithModels } from '../helpers/three-models.ts';

const unknown = Array.from({ length: 30 }, (_, index) => `mv-v1-${String(index + 1)}`);

/** What fields of one operation cost must not depend on which comes first. */
function fieldOrders(...fields: readonly [string, string]): readonly string[] {
  return [fields, fields.toReversed()].map((inOrder) => `{ ${inOrder.join(' ')} }`);
}

const rows: readonly CallRow[] = [
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
  ...fieldOrders(
    `trainingModelVersion(id: "${v1}") { version modelId }`,
    `trainingModel(id: "${full}") { versions { nodes { id } } }`,
  ).map((query) => ({
    title: `a version and the versions of its model, ${query}`,
    query,
    calls: [versionsOf],
    explained: [version, versionsOf],
    data: { trainingModelVersion: { version: 'v1', modelId: full }, trainingModel: { versions: ids } },
  })),
  ...fieldOrders(
    `trainingModelVersion(id: "${v1}") { version }`,
    `trainingModel(id: "${full}") { name tags { key value } versions { nodes { id } } }`,
  ).map((query) => ({
    title: `a version and its model with tags and versions, ${query}`,
    query,
    calls: [list],
    explained: [version, list],
    data: { trainingModelVersion: { version: 'v1' }, trainingModel: { name, tags, versions: ids } },
    offline: {
      calls: [list, versionsOf],
      data: { trainingModelVersion: { version: 'v1' }, trainingModel: { name, tags: null, versions: ids } },
      unavailable: [['trainingModel', 'tags']],
    },
  })),
  ...fieldOrders(
    `trainingModelVersion(id: "${v1}") { version }`,
    `trainingModelVersions(modelId: "${full}") { nodes { id } }`,
  ).map((query) => ({
    title: `a version and the list that it is in, ${query}`,
    query,
    calls: [versionsOf],
    explained: [version, versionsOf],
    data: { trainingModelVersion: { version: 'v1' }, trainingModelVersions: ids },
  })),
  ...fieldOrders(
    `trainingModelVersion(id: "${v1}") { version }`,
    `trainingModelsByIds(ids: ["${full}", "${second}"]) { versions { nodes { id } } }`,
  ).map((query) => ({
    title: `a version and two models with versions, ${query}`,
    query,
    calls: [list],
    explained: [version, list],
    data: {
      trainingModelVersion: { version: 'v1' },
      trainingModelsByIds: [{ versions: ids }, { versions: { nodes: [{ id: v3 }] } }],
    },
    offline: { calls: [list, versionsOf, versionsOf] },
  })),
  {
    title: 'three versions by id, one of them with its model',
    query: `{
      a: trainingModelVersion(id: "${v1}") { id }
      b: trainingModelVersion(id: "${v3}") { id }
      c: trainingModelVersion(id: "mv-v1-1") { id }
      trainingModel(id: "${full}") { latestVersion { id } }
    }`,
    calls: [versionsOf, version, version],
    explained: [versionsOf, version, version, version],
    data: { a: { id: v1 }, b: { id: v3 }, c: null, trainingModel: { latestVersion: { id: v2 } } },
  },
  {
    title: 'thirty versions by id',
    query: `{ ${unknown.map((id, index) => `a${String(index)}: trainingModelVersion(id: "${id}") { id }`).join(' ')} }`,
    calls: times(unknown.length, version),
    data: Object.fromEntries(unknown.map((_id, index) => [`a${String(index)}`, null])),
  },
];

testCallTable(rows, systemWithModels);
