/** The official SDK, with kept-alive connections: arguments are the endpoint, a model, and how many versions it has. */
import { Agent } from 'node:https';
import sdk from 'tencentcloud-sdk-nodejs/tencentcloud/services/tione/v20211111/tione_client.js';
import { callInLoops } from './call-loop.ts';
import { argument } from './tell.ts';

const client = new sdk.Client({
  credential: { secretId: 'AKIDbench', secretKey: 'bench-secret-key' },
  region: 'ap-guangzhou',
  profile: { httpProfile: { endpoint: new URL(argument(0)).host, agent: new Agent({ keepAlive: true }) } },
});
const params = { TrainingModelId: argument(1) };

callInLoops(
  async () => {
    const result = await client.DescribeTrainingModelVersions(params);
    return result.TrainingModelVersions?.length ?? 0;
  },
  Number(argument(2)),
);
