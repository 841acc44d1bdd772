/** The client of the product: arguments are its module, the endpoint, a model, and how many versions it has. */
import { callInLoops } from './call-loop.ts';
import type * as Product from '../../../src/index.ts';
import { argument } from './tell.ts';

// As built and published.
const tione = (await import(argument(0))) as typeof Product;

const client = tione.createTioneClient({
  endpoint: new URL(argument(1)),
  credentials: tione.fromStatic(tione.emulatorCredentials),
  transport: tione.createHttpTransport().send,
  requestsPerSecond: Infinity,
});
const params = { TrainingModelId: argument(2) };

callInLoops(
  async () => {
    const result = await client.call('DescribeTrainingModelVersions', params, { region: 'ap-guangzhou' });
    return result.TrainingModelVersions?.length ?? 0;
  },
  Number(argument(3)),
);
