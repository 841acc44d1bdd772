import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { runCli } from '../helpers/process.ts';

// A child process compiles the sources first, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const stack = /^\s+at /m;

test.each(['serve', 'emulate', 'schema', 'doctor'])(
  '`%s --help` tells what the command does, and succeeds',
  async (command) => {
    const { code, stdout, stderr } = await runCli([command, '--help']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(new RegExp(`^Usage: tione-graphql ${command} `));
    expect(stdout).toMatch(/\n\n[A-Z][^\n]{30,}/);
  },
);

test('`help serve` is `serve --help`, and tells of HOST and PORT', async () => {
  const [help, option] = await Promise.all([runCli(['help', 'serve']), runCli(['serve', '--help'])]);
  expect(help).toEqual(option);
  expect(help.stdout.replaceAll(/\s+/g, ' ')).toContain('environment variables (HOST and PORT among them)');
});

test('`doctor --help` tells the exit codes', async () => {
  const { stdout } = await runCli(['doctor', '--help']);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('The exit code is 0 when all that is needed works, and 1 when');
});

test('output that nobody reads to its end is no fault to print a stack for', async () => {
  const command = '"$0" --import tsx src/cli.ts schema | true';
  const { stderr } = await promisify(execFile)('sh', ['-c', command, process.execPath]);
  expect(stderr).toBe('');
});

test('--help names the four commands and --version is the version of the package', async () => {
  const [help, version] = await Promise.all([runCli(['--help']), runCli(['--version'])]);
  expect(help.code).toBe(0);
  for (const command of ['serve', 'emulate', 'schema', 'doctor'])
    expect(help.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  const { version: expected } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(version).toEqual({ code: 0, stdout: `${expected}\n`, stderr: '' });
});

test('without a command the usage is printed, and the exit code is 1', async () => {
  const { code, stderr } = await runCli([]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Usage: tione-graphql /);
});

test.each([
  { what: 'an unknown command', args: ['srve'], said: "error: unknown command 'srve'\n(Did you mean serve?)" },
  {
    what: 'an unknown option',
    args: ['serve', '--prot', '1'],
    said: "error: unknown option '--prot'\n(Did you mean --port?)",
  },
  {
    what: 'a port that is none',
    args: ['serve', '--port', '65536'],
    said: "error: option '--port <port>' argument '65536' is invalid. It must be a whole number from 0 to 65535.",
  },
  {
    what: 'half a key pair',
    args: ['emulate', '--port', '0', '--secret-key', 'half-a-pair'],
    said: 'error: --secret-id and --secret-key belong together: give both or neither',
  },
])('$what is refused with what to do instead', async ({ args, said }) => {
  const { code, stdout, stderr } = await runCli(args);
  expect(stderr).toBe(`${said}\n(--help tells more)\n`);
  expect(code).toBe(1);
  expect(stdout).toBe('');
});

test('a wrong configuration is told with all its problems at once, without a stack', async () => {
  const { code, stdout, stderr } = await runCli(['serve'], {
    TIONE_MODE: 'demo',
    PORT: 'http',
    TENCENTCLOUD_SECRET_KEY: 'not-to-be-printed',
    TIONE_ENDPOINT: 'http://tione.example',
  });
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr.split('\n')).toEqual([
    'tione-graphql: the configuration has 4 problems:',
    expect.stringMatching(/^ {2}PORT must /),
    expect.stringMatching(/^ {2}TIONE_MODE must /),
    expect.stringMatching(/^ {2}TENCENTCLOUD_SECRET_ID is missing/),
    expect.stringMatching(/^ {2}TIONE_ENDPOINT must be https:\/\/ /),
    '',
  ]);
  expect(stderr).not.toMatch(stack);
  expect(stderr).not.toContain('not-to-be-printed');
});

test.each(['serve', 'emulate'])('`%s` on a port in use says so in one line, without a stack', async (command) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  try {
    const { code, stdout, stderr } = await runCli([command, '--port', port], { TIONE_MODE: 'emulator' });
    expect(stderr).toBe(
      `tione-graphql: cannot listen on 127.0.0.1:${port}: the port is already in use; stop the other server or choose another with --port (0 takes a free one)\n`,
    );
    expect(code).toBe(1);
    expect(stdout).not.toContain('listening');
  } finally {
    other.close();
  }
});

test('`schema` prints exactly the committed SDL', async () => {
  const committed = await readFile(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');
  expect(await runCli(['schema'])).toEqual({ code: 0, stdout: committed, stderr: '' });
});
