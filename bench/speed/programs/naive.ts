/**
 * What is written first when TI-ONE is put behind GraphQL: Apollo Server, the official SDK, and a call for the versions of each model.
 * The argument is the port of an emulator.
 */
import { Agent } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import sdk from 'tencentcloud-sdk-nodejs/tencentcloud/services/tione/v20211111/tione_client.js';
import { argument } from './tell.ts';

interface Model {
  readonly TrainingModelId: string;
  readonly TrainingModelName: string;
}

interface Version {
  readonly TrainingModelVersionId: string;
  readonly TrainingModelVersion: string;
}

const typeDefs = `
  type Query { trainingModels(first: Int): Models, trainingModelsByIds(ids: [ID!]!): [Model] }
  type Models { nodes: [Model] }
  type Model { id: ID!, name: String, versions(first: Int): Versions }
  type Versions { nodes: [Version] }
  type Version { id: ID!, version: String }`;

// The SDK signs the name without the port, so the emulator must go by the name of TI-ONE.
const agent = new Agent({
  keepAlive: true,
  lookup: (_, options, tell) => {
    if (options.all === true) tell(null, [{ address: '127.0.0.1', family: 4 }]);
    else tell(null, '127.0.0.1', 4);
  },
});
const client = new sdk.Client({
  // Those of every emulator.
  credential: { secretId: 'AKIDtioneEmulator', secretKey: 'tione-emulator-secret' },
  region: 'ap-guangzhou',
  profile: {
    httpProfile: { protocol: 'http://', endpoint: `tione.tencentcloudapi.com:${argument(0)}`, agent },
  },
});

const versionsOf = async (id: string): Promise<readonly Version[]> => {
  const { TrainingModelVersions } = await client.DescribeTrainingModelVersions({ TrainingModelId: id });
  // The types of the SDK leave everything open; the documentation does not.
  return (TrainingModelVersions ?? []) as readonly Version[];
};

const resolvers = {
  Query: {
    trainingModels: async (_: unknown, { first }: { readonly first: number }) => {
      // Today's SDK has no method for it any more.
      const params = { Limit: first, WithModelVersions: false };
      const answer = (await client.request('DescribeTrainingModels', params)) as { TrainingModels: readonly Model[] };
      return { nodes: answer.TrainingModels };
    },
    trainingModelsByIds: (_: unknown, { ids }: { readonly ids: readonly string[] }) =>
      ids.map((id) => ({ TrainingModelId: id })),
  },
  Model: {
    id: (model: Model) => model.TrainingModelId,
    name: (model: Model) => model.TrainingModelName,
    versions: async (model: Model) => ({ nodes: (await versionsOf(model.TrainingModelId)).toReversed() }),
  },
  Version: {
    id: (version: Version) => version.TrainingModelVersionId,
    version: (version: Version) => version.TrainingModelVersion,
  },
};

const server = new ApolloServer({ typeDefs, resolvers });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
process.send?.({ port: Number(new URL(url).port) });
