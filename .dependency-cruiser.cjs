/**
 * The layers of src/, as the way a request goes: server -> schema -> loaders -> reads -> tione, with the emulator at the far end.
 * Imports go one way. "Types only" means `import type`.
 */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only(
      'endpoint-is-a-leaf',
      '^src/endpoint\\.ts$',
      ['^$'],
      'Where a secret may travel in clear: known to all, knows nothing.',
    ),
    only(
      'access-is-a-leaf',
      '^src/access/',
      ['^src/access/', '^src/endpoint\\.ts$'],
      'Who calls is told by what was sent: knows no GraphQL, no server and nothing of TI-ONE.',
    ),
    only(
      'http-is-a-leaf',
      '^src/(http|drain|patience|read-body)\\.ts$',
      ['^src/(drain|patience|read-body)\\.ts$'],
      'Sockets know nothing of what is served on them.',
    ),
    only(
      'config-knows-nothing',
      '^src/config',
      ['^src/config', '^src/endpoint\\.ts$'],
      'Configuration is text in, values out.',
    ),
    only(
      'tione-knows-itself',
      '^src/tione/',
      ['^src/tione/', '^src/endpoint\\.ts$'],
      'The client knows no GraphQL and no configuration.',
    ),
    only(
      'reads-know-the-client',
      '^src/reads/',
      ['^src/reads/', '^src/tione/(actions|attempt|cancellation|client|types|errors|until-aborted)\\.ts$'],
      'Reads know no GraphQL, signer or transport.',
    ),
    only(
      'loaders-know-reads',
      '^src/loaders/',
      ['^src/loaders/', '^src/reads/', '^src/tione/(types|errors)\\.ts$', '^src/access/caller\\.ts$'],
      'Loaders know no GraphQL, of the upstream only its rows and its errors, and of access who calls.',
    ),
    only(
      'inspector-knows-reads-and-the-client',
      '^src/inspector/',
      ['^src/inspector/', '^src/reads/index\\.ts$', '^src/tione/(actions|client|types|errors|attempt)\\.ts$'],
      'What is told of calls knows what is called, and nothing of who asks.',
    ),
    {
      name: 'inspector-knows-the-type-of-the-client',
      severity: 'error',
      from: { path: '^src/inspector/' },
      to: { path: '^src/tione/client\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    only(
      'telemetry-is-told',
      '^src/telemetry/',
      [
        '^src/telemetry/',
        '^src/server/(operation-record|fault-of)\\.ts$',
        '^src/schema/context\\.ts$',
        '^src/tione/(attempt|client|errors|unknown-fields)\\.ts$',
      ],
      'What counts and tells knows what it is told, and nothing of who tells it.',
    ),
    {
      name: 'telemetry-knows-types',
      comment: 'And whose fault an error is: that is one rule for all.',
      severity: 'error',
      from: { path: '^src/telemetry/' },
      to: {
        path: '^src/',
        pathNot: ['^src/telemetry/', '^src/server/fault-of\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'telemetry-is-one-choice-of-several',
      comment: 'Whoever is watched calls what they are given. The library is loaded where there are metrics.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/telemetry/', '^src/(cli|cli/.*|index)\\.ts$'] },
      to: { path: ['^src/telemetry/', 'node_modules/prom-client/'] },
    },
    only(
      'redis-knows-slots-and-cache',
      '^src/redis/',
      ['^src/redis/', '^src/tione/slots\\.ts$', '^src/reads/shared-cache\\.ts$'],
      'What is shared between processes knows what it shares, and nothing of who uses it.',
    ),
    {
      name: 'redis-knows-the-type-of-the-cache',
      severity: 'error',
      from: { path: '^src/redis/' },
      to: { path: '^src/reads/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'redis-is-one-choice-of-several',
      comment: 'Calls and reads take slots and caches as they are given them.',
      severity: 'error',
      from: { path: '^src/(tione|reads|loaders)/' },
      to: { path: ['^src/redis/', 'node_modules/@redis/'] },
    },
    only(
      'emulator-knows-the-wire',
      '^src/emulator/',
      ['^src/emulator/', '^src/tione/(types|signer)\\.ts$', '^src/endpoint\\.ts$'],
      'The emulator must not share code with what it tests.',
    ),
    {
      name: 'schema-knows-types-of-loaders',
      comment: 'Resolvers get loaders through the context; of loaders and wire types they import types only.',
      severity: 'error',
      from: { path: '^src/schema/' },
      to: { path: '^src/', pathNot: ['^src/schema/'], dependencyTypesNot: ['type-only'] },
    },
    only(
      'schema-knows-no-server',
      '^src/schema/',
      [
        '^src/schema/',
        '^src/loaders/',
        '^src/inspector/',
        '^src/tione/(types|client)\\.ts$',
        '^src/access/caller\\.ts$',
      ],
      'Not even types of the server.',
    ),
    only(
      'execution-knows-graphql-only',
      '^src/execution/',
      ['^src/execution/'],
      'Running an operation is the same whatever the schema is about.',
    ),
    only(
      'server-knows-no-transport',
      '^src/server/',
      [
        '^src/server/',
        '^src/access/',
        '^src/schema/',
        '^src/loaders/',
        '^src/reads/index\\.ts$',
        '^src/inspector/',
        '^src/execution/',
        '^src/tione/(cancellation|errors|client|until-aborted)\\.ts$',
      ],
      'No signer, transport or credentials in the server.',
    ),
    only(
      'browser-knows-itself',
      '^src/server/graphiql/browser/',
      ['^src/server/graphiql/browser/'],
      'Browsers take these scripts as they are.',
    ),
    only(
      'browser-is-known-by-nobody',
      '^src/(?!server/graphiql/browser/)',
      ['^src/(?!server/graphiql/browser/)'],
      'The server reads these scripts as text.',
    ),
    {
      name: 'server-knows-the-type-of-the-client',
      severity: 'error',
      from: { path: '^src/server/' },
      to: { path: '^src/tione/client\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tracing-is-the-api-alone',
      comment:
        'An SDK is the choice of whoever runs the program. Below the server nothing is traced but by those who watch.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(telemetry/|server/request-trace\\.ts$)' },
      to: { path: 'node_modules/@opentelemetry/' },
    },
    {
      name: 'no-sdk-of-opentelemetry',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: 'node_modules/@opentelemetry/', pathNot: 'node_modules/@opentelemetry/api/' },
    },
    {
      name: 'graphql-stays-outside',
      comment: 'Below the schema nothing speaks GraphQL.',
      severity: 'error',
      from: { path: '^src/(access|tione|reads|loaders|redis|emulator|config|endpoint|http)' },
      to: { path: 'node_modules/(graphql|graphql-yoga|@pothos|@apollo)/' },
    },
    {
      name: 'roots-are-imported-by-nobody',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|cli/.*)\\.ts$' },
      to: { path: '^src/(cli|index)\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
