/** What a query over both subgraphs costs: requests of the gateway to this one, and calls of this one to TI-ONE. */
import { expect, it, vi } from 'vitest';
import { describeWithExample } from '../federation/example-packages.ts';
import { gateways, servicesOf, startSupergraph, type Supergraph } from './supergraph.ts';

// Gateways are large to load, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const list = 'DescribeTrainingModels';
const version = 'DescribeTrainingModelVersion';

/** How many representations of a type came, for each request that had any. */
function batches({ requests }: Supergraph, typeName: string): readonly number[] {
  return requests
    .map(({ representations }) => representations.filter(({ __typename }) => __typename === typeName).length)
    .filter((count) => count > 0);
}

function count(calls: readonly string[], action: string): number {
  return calls.filter((name) => name === action).length;
}

describeWithExample('a query over both subgraphs', () => {
  it.each(gateways)('asks for 150 models with one request and two calls, through $name', async (gateway) => {
    await using supergraph = await startSupergraph({
      gateway,
      models: 150,
      services: (models) => servicesOf(models.slice(0, 150)),
    });
    const { data, errors } = await supergraph.query(
      '{ services { model { id name createdAt tags { key } latestVersion { version } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      services: supergraph.system.emulator.store
        .models('ap-guangzhou')
        .slice(0, 150)
        .map((model) => ({
          model: {
            id: model.TrainingModelId,
            name: model.TrainingModelName,
            createdAt: expect.any(String) as unknown,
            tags: [{ key: 'team' }],
            latestVersion: { version: 'v1' },
          },
        })),
    });
    expect(batches(supergraph, 'TrainingModel')).toEqual([150]);
    expect(supergraph.requests).toHaveLength(1);
    expect(supergraph.system.calls()).toEqual([list, list]);
  });

  it.each(gateways)('asks for 100 versions with one request and a call each, through $name', async (gateway) => {
    await using supergraph = await startSupergraph({
      gateway,
      models: 100,
      services: (models) => servicesOf(models.slice(0, 100)),
    });
    const { data, errors } = await supergraph.query('{ deployments { version { version status region } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      deployments: Array(100).fill({ version: { version: 'v1', status: 'SUCCESS', region: 'ap-guangzhou' } }),
    });
    expect(batches(supergraph, 'TrainingModelVersion')).toEqual([100]);
    expect(supergraph.requests).toHaveLength(1);
    expect(supergraph.system.calls()).toEqual(Array(100).fill(version));
  });

  it.each(gateways)('asks once for each entity type that one query needs, through $name', async (gateway) => {
    await using supergraph = await startSupergraph({
      gateway,
      models: 150,
      services: (models) => servicesOf(models.slice(0, 150), 100),
    });
    const { data, errors } = await supergraph.query(
      '{ services { model { name } deployments { version { version model { name } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data?.['services']).toHaveLength(150);
    expect(JSON.stringify(data)).not.toContain('null');
    expect(batches(supergraph, 'TrainingModel')).toEqual([150]);
    expect(batches(supergraph, 'TrainingModelVersion')).toEqual([100]);
    const calls = supergraph.system.calls();
    expect(count(calls, list)).toBe(2);
    expect(count(calls, version)).toBeLessThanOrEqual(100);
    expect(calls).toHaveLength(count(calls, list) + count(calls, version));
  });

  it.each(gateways)('asks TI-ONE once for a model that many services share, through $name', async (gateway) => {
    await using supergraph = await startSupergraph({
      gateway,
      models: 10,
      // Thirty services for each model.
      services: (models) => {
        const ten = models.slice(0, 10);
        return servicesOf(Array.from({ length: 30 }, () => ten).flat(), 0);
      },
    });
    const { data, errors } = await supergraph.query('{ services { model { name } } }');
    expect(errors).toBeUndefined();
    expect(data?.['services']).toHaveLength(300);
    expect(supergraph.requests).toHaveLength(1);
    expect(supergraph.system.calls()).toEqual([list]);
  });

  it.each(gateways)('forwards who asks and the trace it belongs to, through $name', async (gateway) => {
    await using supergraph = await startSupergraph({ gateway, models: 1, services: (models) => servicesOf(models) });
    const headers = {
      authorization: 'Bearer of-the-client',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      tracestate: 'vendor=value',
    };
    const { errors } = await supergraph.query('{ services { model { name } } }', headers);
    expect(errors).toBeUndefined();
    const [request] = supergraph.requests;
    expect(Object.fromEntries(request?.headers ?? [])).toMatchObject(headers);
  });
});
