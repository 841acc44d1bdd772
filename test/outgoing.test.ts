/** Where requests go: to the place that is configured, over TLS that is verified, past no proxy, and not on from there. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createKeySetLoader } from '../src/access/load-key-set.ts';
import { createTioneClient } from '../src/tione/client.ts';
import { fromCvmRole } from '../src/tione/credentials/from-cvm-role.ts';
import { fromTkeOidc } from '../src/tione/credentials/from-tke-oidc.ts';
import { fromStatic } from '../src/tione/credentials/provider.ts';
import { createHttpTransport } from '../src/tione/transport.ts';
import { keyPair } from './helpers/secrets.ts';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function listening(server: Server, scheme = 'http'): Promise<URL> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  return new URL(`${scheme}://127.0.0.1:${String(typeof address === 'object' ? address?.port : address)}`);
}

/** A server that notes what it is sent. */
async function recording(listener: RequestListener) {
  const asked: IncomingHttpHeaders[] = [];
  const url = await listening(
    createServer((request, response) => {
      asked.push(request.headers);
      listener(request, response);
    }),
  );
  return { asked, url };
}

const env = {
  TKE_REGION: 'ap-guangzhou',
  TKE_PROVIDER_ID: 'provider',
  TKE_WEB_IDENTITY_TOKEN_FILE: '/run/token',
  TKE_ROLE_ARN: 'qcs::cam::uin/1:roleName/test',
};

/** All that this program asks of others, each to be pointed at any address. */
const questions: Readonly<Record<string, (url: URL) => Promise<unknown>>> = {
  'TI-ONE': (endpoint) => {
    const transport = open();
    const client = createTioneClient({ endpoint, credentials: fromStatic(keyPair), transport, attempts: 1 });
    return client.call(
      'DescribeTrainingModelVersion',
      { TrainingModelVersionId: 'mv-v1-1' },
      { region: 'ap-guangzhou' },
    );
  },
  'the metadata server': (baseUrl) => fromCvmRole({ baseUrl, request: open() })(),
  STS: (endpoint) =>
    fromTkeOidc({ endpoint, request: open(), env, now: Date.now, readFile: () => Promise.resolve(keyPair.token) })(),
  'the issuer of tokens': (url) => createKeySetLoader(url)(),
};

function open() {
  const { send, close } = createHttpTransport();
  cleanups.push(close);
  return send;
}

const names = Object.keys(questions);
const ask = (name: string, url: URL): Promise<unknown> => questions[name]?.(url) ?? Promise.resolve();

test.for(names.flatMap((name) => [301, 302, 303, 307, 308].map((status) => ({ name, status }))))(
  '$name: a redirect ($status) is an error, and nothing is sent where it leads',
  async ({ name, status }) => {
    const elsewhere = await recording((_, response) => response.end('{}'));
    const first = await recording((_, response) => response.writeHead(status, { location: elsewhere.url.href }).end());
    await expect(ask(name, first.url)).rejects.toThrow();
    expect(first.asked).toHaveLength(1);
    expect(elsewhere.asked).toEqual([]);
  },
);

test.for(names)('%s: proxies of the environment are not used', async (name) => {
  const proxy = await recording((_, response) => response.writeHead(502).end());
  const first = await recording((_, response) => response.writeHead(500).end());
  const variables = [
    'HTTP_PROXY',
    'http_proxy',
    'HTTPS_PROXY',
    'https_proxy',
    'ALL_PROXY',
    'all_proxy',
    'NODE_USE_ENV_PROXY',
  ];
  for (const variable of variables) {
    const before = process.env[variable];
    process.env[variable] = variable === 'NODE_USE_ENV_PROXY' ? '1' : proxy.url.href;
    cleanups.push(() =>
      before === undefined ? Reflect.deleteProperty(process.env, variable) : (process.env[variable] = before),
    );
  }
  await expect(ask(name, first.url)).rejects.toThrow();
  expect({ first: first.asked.length, proxy: proxy.asked.length }).toEqual({ first: 1, proxy: 0 });
});

const opensslMissing = spawnSync('openssl', ['version']).error !== undefined && process.env['CI'] !== 'true';

test.skipIf(opensslMissing).for(names)(
  '%s: a certificate that nobody has signed is refused, and nothing is sent (skipped without openssl)',
  async (name) => {
    const directory = mkdtempSync(join(tmpdir(), 'tione-graphql-tls-'));
    cleanups.push(() => {
      rmSync(directory, { recursive: true });
    });
    const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
    const subject = ['-subj', '/CN=upstream', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject];
    execFileSync('openssl', made, { stdio: 'ignore' });
    let asked = 0;
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_, response) => {
      asked += 1;
      response.end('{}');
    });
    const url = await listening(server, 'https');
    await expect(ask(name, url)).rejects.toThrow(/self-signed certificate|DEPTH_ZERO_SELF_SIGNED_CERT/);
    expect(asked).toBe(0);
  },
);
