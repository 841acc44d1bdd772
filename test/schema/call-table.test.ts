/** The fewest upstream calls, line by line: models by id. */
import { list, versionsOf, testCallTable, type CallRow } from '../helpers/call-table.ts';
import { empty, full, ids, name, second, tags, v1, v2, systemWithModels } from '../helpers/three-models.ts';

const rows: readonly CallRow[] = [
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
    explained: [versionsOf],
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
];

testCallTable(rows, systemWithModels);
