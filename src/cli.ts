#!/usr/bin/env node
/** The command line: reads the process's environment and arguments, and hands on to one command, which is all that is loaded. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { keyName } from './access/key-name.ts';
import { version } from './cli/version.ts';

const wholeNumber = (least: number, most: number) => (text: string) => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new InvalidArgumentError(`It must be a whole number from ${String(least)} to ${String(most)}.`);
};

const port = wholeNumber(0, 65_535);

const regionNames = (text: string): readonly string[] => {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  if (names.length > 0 && names.every((name) => /^[a-z]{2,}(?:-[a-z0-9]+)+$/.test(name))) return names;
  throw new InvalidArgumentError('It must be region names such as ap-guangzhou, separated by commas.');
};

/** Lets a variable give an option its value. An empty variable counts as not set, here as everywhere. */
const orVariable = (name: string, option: Option): Option => (process.env[name] ? option.env(name) : option);

const program = new Command('tione-graphql')
  .description('A GraphQL API over the model repository of Tencent Cloud TI-ONE.')
  .version(version)
  .showHelpAfterError('(--help tells more)');

program
  .command('serve')
  .description(
    'Serves GraphQL at /graphql, with GraphiQL for browsers. Configuration comes from environment variables (HOST and PORT ' +
      'among them), listed in the README. Without a Tencent Cloud credential an embedded emulator with demo data answers.',
  )
  .option('--host <host>', 'address to listen on; overrides the variable HOST (default: 127.0.0.1)')
  .option('--port <port>', 'port to listen on, 0 for a free one; overrides the variable PORT (default: 4000)', port)
  .action(async (options: { host?: string; port?: number }) => {
    // A server has others to serve than those who read its log.
    process.stdout.off('error', endWithItsReader);
    const { serve } = await import('./cli/serve.ts');
    await serve({
      ...process.env,
      ...(options.host === undefined ? {} : { HOST: options.host }),
      ...(options.port === undefined ? {} : { PORT: String(options.port) }),
    });
  });

interface EmulateOptions {
  readonly host: string;
  readonly port: number;
  readonly rateLimit?: number;
  readonly maxLimit?: number;
  readonly regions?: readonly string[];
  readonly models?: number;
  readonly versions?: number;
  readonly latencyMs?: number;
  readonly seed?: number;
  readonly secretId?: string;
  readonly secretKey?: string;
}

program
  .command('emulate')
  .description(
    'Runs only the TI-ONE emulator, for tests. It checks signatures, limits and parameters as TI-ONE does. Calls and faults: ' +
      '/_emulator/calls and /_emulator/faults, from this machine only.',
  )
  .addOption(
    orVariable('HOST', new Option('--host <host>', 'address to listen on; overrides HOST').default('127.0.0.1')),
  )
  .addOption(
    orVariable(
      'PORT',
      new Option('--port <port>', 'port to listen on, 0 for a free one; overrides PORT').default(9000).argParser(port),
    ),
  )
  .option('--rate-limit <number>', 'requests per second for each action (default: 20)', wholeNumber(1, 1_000_000))
  .option('--max-limit <number>', 'largest Limit of a list page (default: 100)', wholeNumber(1, 1_000_000))
  .option('--regions <names>', 'regions to offer besides the known ones, separated by commas', regionNames)
  .option('--models <number>', 'generate this many models instead of the demo set', wholeNumber(0, 100_000))
  .option('--versions <number>', 'versions of each generated model', wholeNumber(0, 10_000))
  .option('--latency-ms <number>', 'hold back every answer by this many milliseconds', wholeNumber(0, 600_000))
  .option(
    '--seed <number>',
    'decides which calls a fault of some percent hits (default: 1)',
    wholeNumber(0, 999_999_999),
  )
  .option('--secret-id <id>', 'secret id to accept (default: AKIDtioneEmulator)')
  .option('--secret-key <key>', 'its key (default: tione-emulator-secret)')
  .action(async ({ host, port, secretId, secretKey, ...options }: EmulateOptions) => {
    if ((secretId === undefined) !== (secretKey === undefined))
      program.error('error: --secret-id and --secret-key belong together: give both or neither');
    const credentials =
      secretId === undefined || secretKey === undefined ? {} : { credentials: { secretId, secretKey } };
    const { emulate } = await import('./cli/emulate.ts');
    await emulate({ host, port }, { ...options, ...credentials });
  });

program
  .command('schema')
  .description('Prints the subgraph SDL, with its federation directives, for composers and registries.')
  .option('--portable', 'for older composers: Federation 2.3, without @cost and @listSize')
  .action(async ({ portable = false }: { portable?: boolean }) => {
    const [{ schema }, { printSortedSubgraph }] = await Promise.all([
      import('./schema/index.ts'),
      import('./schema/sdl.ts'),
    ]);
    process.stdout.write(printSortedSubgraph(schema, { portable }));
  });

program
  .command('doctor')
  .description(
    'Checks configuration, files, credential, clock, Redis, and which actions of TI-ONE answer, with one real signed call for each ' +
      'action and region. The exit code is 0 when all that is needed works, and 1 when something does not (FAIL).',
  )
  .option('--json', 'prints one JSON object for programs instead, when all is checked')
  .action(async ({ json }: { json?: boolean }) => {
    const { doctor } = await import('./cli/doctor/index.ts');
    const print = (lines: string): void => {
      console.log(lines);
    };
    const healthy = await doctor(process.env, { print, json, columns: process.stdout.columns });
    process.exitCode = healthy ? 0 : 1;
  });

program
  .command('key')
  .description(
    'Makes an API key: prints it, and what to add to AUTH_API_KEYS of the server, which holds its hash only.',
  )
  .requiredOption('--name <name>', 'who will use it, for limits and logs', (text: string) => {
    if (keyName.test(text)) return text;
    throw new InvalidArgumentError('It must be at most 64 letters, digits, dots, hyphens and underscores.');
  })
  .action(async ({ name }: { name: string }) => {
    const { printApiKey } = await import('./cli/key.ts');
    printApiKey(name, (line) => {
      console.log(line);
    });
  });

/** Names of what the person who typed the command can mend: the message says it all, a stack would bury it. */
const expected: readonly string[] = ['ConfigurationError', 'CredentialError', 'ListenError'];

/** Whoever reads the output may have seen enough, as `| head` does. */
function endWithItsReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(1);
}

process.stdout.on('error', endWithItsReader);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Error && expected.includes(error.name))) throw error;
  console.error(`tione-graphql: ${error.message}`);
  process.exitCode = 1;
}
