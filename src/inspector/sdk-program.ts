/** A call as a Node.js program with Tencent Cloud's SDK. */
import { actions } from '../tione/actions.ts';
import { apiVersion, documentedEndpoint } from '../tione/types.ts';
import { printableJson } from './printable-json.ts';
import type { RepeatableCall } from './repeatable-call.ts';

/**
 * An ES module: it runs as `.mjs` in every project, and as `.js` in most. The client comes from the root of the SDK, which
 * takes a quarter of a second longer to load than the file it is in, and is the one place that is documented. The SDK takes
 * the first part of another endpoint's host name for the service that it signs for; TI-ONE refuses what is not `tione`.
 */
export function sdkProgram({ action, region, params }: RepeatableCall, endpoint: URL): string {
  const config = configText(region, endpoint);
  const input = printableJson(params, 2);
  const [imported, client, answer] = actions[action].published
    ? [
        `import { tione } from "tencentcloud-sdk-nodejs";`,
        `new tione.v${apiVersion.replaceAll('-', '')}.Client(${config})`,
        `client.${action}(${input})`,
      ]
    : [
        `// The SDK has no method for this action: its common client sends any.\n` +
          `import { CommonClient } from "tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js";`,
        `new CommonClient("${documentedEndpoint.host}", "${apiVersion}", ${config})`,
        `client.request("${action}", ${input})`,
      ];
  return `// Sends ${action} to TI-ONE and prints the answer. Save it as repeat.mjs, then:
//   npm install tencentcloud-sdk-nodejs
//   node repeat.mjs
// The key pair is read from the environment: TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and,
// for temporary keys, TENCENTCLOUD_TOKEN.
${imported}

const client = ${client};
const answer = await ${answer};

console.log(JSON.stringify(answer, null, 2));
`;
}

function configText(region: string, endpoint: URL): string {
  return `{
  credential: {
    secretId: process.env.TENCENTCLOUD_SECRET_ID,
    secretKey: process.env.TENCENTCLOUD_SECRET_KEY,
    token: process.env.TENCENTCLOUD_TOKEN,
  },
  region: ${printableJson(region)},
${profileLine(endpoint)}}`;
}

/** Nothing for TI-ONE's documented endpoint; the scheme only where it is not the SDK's own `https://`. */
function profileLine({ origin, protocol, host }: URL): string {
  if (origin === documentedEndpoint.origin) return '';
  const scheme = protocol === 'https:' ? '' : `protocol: ${printableJson(`${protocol}//`)}, `;
  return `  profile: { httpProfile: { ${scheme}endpoint: ${printableJson(host)} } },\n`;
}
