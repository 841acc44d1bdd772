/** A system with metrics, wired as the program wires it. */
import { schema } from '../../src/schema/index.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import type { System, SystemOptions } from './system.ts';

/** `create` makes the system, of these options. */
export async function measured(
  create: (options: SystemOptions) => System,
  options: SystemOptions = {},
): Promise<System> {
  const metrics = await createMetrics({
    regions: options.server?.regions ?? ['ap-guangzhou', 'ap-shanghai'],
    rootFields: Object.keys(schema.getQueryType()?.getFields() ?? {}),
  });
  const { watch, onOperation, onUnknownField, onUnknownValue, page } = metrics;
  const system = create({
    ...options,
    client: { watch, onUnknownField, ...options.client },
    server: { onOperation, onUnknownValue, metrics: page, ...options.server },
  });
  const { client, server } = system;
  metrics.observe({
    version: '1.2.3',
    nodeVersion: 'v22.0.0',
    mode: 'emulator',
    client,
    reads: server.reads,
    cacheMaxBytes: 1_000,
    isRedisServing: () => true,
  });
  return system;
}
