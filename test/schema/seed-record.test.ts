import { expect, it } from 'vitest';
import { ModelDocument } from '../generated/graphql.ts';
import { createSystem } from '../helpers/system.ts';

it('answers the published record, every value of it, with one upstream call', async () => {
  const system = createSystem();
  const answer = await system.query(ModelDocument, { id: 'm-608587242317024640' });
  expect(answer).toEqual({
    data: {
      trainingModel: {
        id: 'm-608587242317024640',
        region: 'ap-guangzhou',
        name: 'test-model',
        createdAt: '2022-09-06T08:34:13Z',
        versions: {
          totalCount: 1,
          nodes: [
            {
              id: 'mv-v1-625097625049989888',
              region: 'ap-guangzhou',
              version: 'v1',
              modelId: 'm-608587242317024640',
              type: 'NORMAL',
              typeRaw: 'NORMAL',
              format: 'TORCH_SCRIPT',
              formatRaw: 'TORCH_SCRIPT',
              algorithmFramework: 'PYTORCH',
              algorithmFrameworkRaw: 'PYTORCH',
              source: 'COS',
              sourceRaw: 'COS',
              status: 'SUCCESS',
              statusRaw: 'STATUS_SUCCESS',
              progressPercent: 100,
              errorMessage: null,
              createdAt: '2022-09-29T03:17:24Z',
              creatorUin: '100020000',
              metrics: [],
              metricsRaw: null,
              inference: {
                environmentId: 'pytorch1.9.0-py38(gpu)',
                image:
                  'tione.tencentcloudcr.com/qcloud-ti-platform/ti-cloud-infer-pytorch-gpu:py38-torch1.9.0-cu111-tiacc2.5.0-2.0.2',
                source: 'SYSTEM',
                sourceRaw: 'SYSTEM',
                customImage: {
                  type: null,
                  typeRaw: null,
                  url: null,
                  name: null,
                  registryRegion: null,
                  registryId: null,
                  allowSaveAllContent: false,
                  supportDataPipeline: null,
                },
              },
              artifact: {
                bucket: 'test-bucket',
                region: 'ap-guangzhou',
                paths: ['test/model/'],
                uris: ['cos://test-bucket/test/model/'],
              },
              hotUpdateArtifact: {
                bucket: 'test-bucket',
                region: 'ap-guangzhou',
                paths: ['test/model/'],
                uris: ['cos://test-bucket/test/model/'],
              },
              trainingJob: null,
              retention: { autoClean: false, periodMinutes: 0, maxVersions: 0 },
              autoMlTaskId: null,
              trainingPreference: null,
              gpuType: null,
              isQuantizationAware: false,
            },
          ],
          pageInfo: { hasNextPage: false, endCursor: expect.any(String) as string },
        },
      },
    },
  });
  expect(system.calls()).toEqual(['DescribeTrainingModelVersions']);
});

it('answers the published record by the id of the version, with one upstream call', async () => {
  const system = createSystem();
  const answer = await system.query(
    '{ trainingModelVersion(id: "mv-v1-625097625049989888") { modelId version status createdAt } }',
  );
  expect(answer.data).toEqual({
    trainingModelVersion: {
      modelId: 'm-608587242317024640',
      version: 'v1',
      status: 'SUCCESS',
      createdAt: '2022-09-29T03:17:24Z',
    },
  });
  expect(system.calls()).toEqual(['DescribeTrainingModelVersion']);
});
