/** `TrainingModelUpstreamCall`: one call of TI-ONE behind an operation. */
import type { InspectedCall } from '../inspector/inspected-calls.ts';
import { builder } from './builder.ts';

/** As many values as a text counts that has some kilobytes. */
const longText = 20;

const Source = builder.enumType('TrainingModelUpstreamSource', {
  description: 'Where a read was served from.',
  values: {
    UPSTREAM: { description: 'A call of TI-ONE that was made for this operation.' },
    IN_FLIGHT: {
      description: 'A call of TI-ONE that another read or operation had begun, or that was merged with it.',
    },
    CACHE: { description: 'What was read before and still counts as fresh.' },
    STALE: { description: 'What was read before and does not count as fresh any more.' },
    SHARED_CACHE: { description: 'What another replica has read, from Redis.' },
  },
});

export const UpstreamCall = builder.objectRef<InspectedCall>('TrainingModelUpstreamCall').implement({
  description: 'An attempt to call TI-ONE, or a read that was served without one.',
  fields: (t) => ({
    action: t.exposeString('action', { nullable: false, description: 'Action of the API `tione`.' }),
    region: t.exposeString('region', { nullable: false, description: 'Region that was asked (`X-TC-Region`).' }),
    params: t.string({
      nullable: false,
      complexity: longText,
      description:
        'Parameters as JSON text, as they were sent. For a read that was served without a call: those that would ask TI-ONE for the same.',
      resolve: ({ params }) => JSON.stringify(params),
    }),
    servedFrom: t.field({
      type: Source,
      nullable: false,
      description: 'Where the read was served from.',
      resolve: ({ servedFrom }) => servedFrom,
    }),
    attempt: t.exposeInt('attempt', {
      description: 'Number of the attempt of a call, from 1. Null where no call was made.',
    }),
    requestId: t.exposeString('requestId', {
      description: 'Request id of TI-ONE (`RequestId`), for Tencent’s support. Null where no answer told one.',
    }),
    code: t.exposeString('code', {
      description:
        'Why the attempt failed, as in `extensions.code` of errors, or `NOT_FOUND` or `CANCELLED`. Null when it went well.',
    }),
    upstreamCode: t.exposeString('upstreamCode', {
      description: 'Code of TI-ONE (`Error.Code`). Null when it went well, or when no answer came.',
    }),
    startMs: t.exposeFloat('startMs', {
      nullable: false,
      description: 'Milliseconds since the operation began. Below 0 for a call that another one had begun before.',
    }),
    queuedMs: t.exposeFloat('queuedMs', {
      description: 'Milliseconds that it waited for its turn (rate, breaker, credential). Null where no call was made.',
    }),
    upstreamMs: t.exposeFloat('upstreamMs', {
      description: 'Milliseconds from sending to the answer. Null where nothing was sent.',
    }),
    tccli: t.string({
      nullable: false,
      complexity: longText,
      description: 'The same call as a command of Tencent Cloud’s `tccli`. It holds no secret.',
      resolve: (call, _args, { inspection }) => inspection.repeat(call).tccli,
    }),
    sdk: t.string({
      nullable: false,
      complexity: longText,
      description:
        'The same call as a Node.js program with Tencent Cloud’s SDK. It holds no secret: it reads the key pair from the environment.',
      resolve: (call, _args, { inspection }) => inspection.repeat(call).sdk,
    }),
  }),
});
