import { expect, test } from 'vitest';
import { connectUpstream } from '../../src/cli/upstream.ts';
import { loadConfig } from '../../src/config.ts';

test('the embedded emulator offers the configured regions besides the usual ones', async () => {
  const config = loadConfig({ TIONE_MODE: 'emulator', TIONE_REGIONS: 'ap-shanghai-fsi' });
  const { client, close } = await connectUpstream(
    config,
    {},
    { onRefreshError: () => undefined, onRedisTrouble: () => undefined },
  );
  for (const [region, TotalCount] of [
    ['ap-shanghai-fsi', 0],
    ['ap-nanjing', 0],
  ] as const)
    expect(await client.call('DescribeTrainingModels', { Offset: 0, Limit: 1 }, { region })).toMatchObject({
      TotalCount,
    });
  await close();
});
