/** What clients of a supergraph get when something behind a reference is wrong: its own place is null, and nothing else. */
import { expect, it, vi } from 'vitest';
import type { Service } from '../../examples/supergraph/deployments.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { ListedModel } from '../../src/emulator/model-set.ts';
import { createMemoryTransport, type Transport } from '../../src/tione/transport.ts';
import { describeWithExample } from '../federation/example-packages.ts';
import type { GraphQLAnswer } from '../helpers/system.ts';
import { deploymentOf, gateways, servicesOf, startSupergraph } from './supergraph.ts';

vi.setConfig({ testTimeout: 120_000 });

const missing = 'mv-v1-600000000000000001';
const malformed = 'version 7 of the chat model';
const throttled = 'mv-v1-600000000000000002';

function deploymentsOf(models: readonly ListedModel[]): Service['deployments'] {
  return servicesOf(models).flatMap(({ deployments }) => deployments);
}

function serviceWith(deployments: Service['deployments']): readonly Service[] {
  return [{ id: 'all', name: 'all', modelId: 'm-600000000000000000', deployments }];
}

/** The first `length` steps of where errors are, each once: gateways put one on the reference or on each field below it. */
function places({ errors = [] }: GraphQLAnswer<unknown>, length: number): readonly unknown[] {
  const texts = errors.map(({ path = [] }) => JSON.stringify(path.slice(0, length)));
  return [...new Set(texts)].sort().map((place) => JSON.parse(place) as unknown);
}

function extensionsAt({ errors = [] }: GraphQLAnswer<unknown>, index: number): readonly unknown[] {
  return errors.filter(({ path = [] }) => path[1] === index).map(({ extensions }) => extensions);
}

describeWithExample('a reference that fails', () => {
  it.each(gateways)('is null alone when missing, malformed or throttled, through $name', async (gateway) => {
    // A TI-ONE that is busy whenever this one version is asked for, however often it is.
    const busy = createEmulator();
    busy.faults.set({ throttle: true });
    const busyTransport = createMemoryTransport(busy.fetch);
    const around =
      (transport: Transport): Transport =>
      (request) =>
        (request.body?.toString().includes(throttled) === true ? busyTransport : transport)(request);
    await using supergraph = await startSupergraph({
      gateway,
      models: 1,
      around,
      services: (models) =>
        serviceWith([...deploymentsOf(models), ...[missing, malformed, throttled].map(deploymentOf)]),
    });
    const answer = await supergraph.query('{ deployments { name version { version status } } }');
    const good = { version: { version: 'v1', status: 'SUCCESS' } };
    const bad = { version: { version: null, status: null } };
    expect(answer.data).toMatchObject({ deployments: [good, good, bad, bad, bad] });
    expect(places(answer, 3)).toEqual([
      ['deployments', 3, 'version'],
      ['deployments', 4, 'version'],
    ]);
    for (const extensions of extensionsAt(answer, 3)) expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    const requestIds = busy.calls.snapshot().recent.map(({ requestId }) => requestId);
    for (const extensions of extensionsAt(answer, 4))
      expect(extensions).toMatchObject({
        code: 'THROTTLED',
        upstreamCode: 'RequestLimitExceeded',
        requestId: expect.toBeOneOf(requestIds) as unknown,
        action: 'DescribeTrainingModelVersion',
        retryable: true,
      });
    expect(supergraph.requests).toHaveLength(1);
  });

  it.each(gateways)('is null as a whole when a field is asked that is never null, through $name', async (gateway) => {
    await using supergraph = await startSupergraph({
      gateway,
      models: 0,
      services: (models) => serviceWith([deploymentOf(missing), ...deploymentsOf(models)]),
    });
    const { data } = await supergraph.query('{ deployments { version { region version } } }');
    expect(data).toEqual({
      deployments: [{ version: null }, { version: { region: 'ap-guangzhou', version: 'v1' } }],
    });
  });

  it.each(gateways)('fails with all models of its call, and with nothing else, through $name', async (gateway) => {
    await using supergraph = await startSupergraph({ gateway, models: 3, services: (models) => servicesOf(models) });
    supergraph.system.emulator.faults.set({ throttle: { actions: ['DescribeTrainingModels'] } });
    const answer = await supergraph.query('{ services { name model { name } deployments { version { version } } } }');
    expect(answer.data).toEqual({
      services: [0, 1, 2, 3].map((index) => ({
        name: `service ${String(index)}`,
        model: { name: null },
        deployments: [{ version: { version: 'v1' } }],
      })),
    });
    expect(places(answer, 3)).toEqual([0, 1, 2, 3].map((index) => ['services', index, 'model']));
    for (const error of answer.errors ?? [])
      expect(error.extensions).toMatchObject({
        code: 'THROTTLED',
        action: 'DescribeTrainingModels',
        requestId: expect.any(String) as unknown,
      });
  });
});
