/** Metrics of GraphQL requests, and of how what they asked for was served. */
import type { OnOperation, OperationRecord } from '../server/operation-record.ts';
import { oneOf } from './bounded.ts';
import { counter, histogram, type Book } from './prometheus.ts';

/** Seconds. From memory an answer takes a millisecond; the upstream work of one has 10 s. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.1, 2.5, 5, 10, 30];

/** All codes that errors of this server have; others are counted as `OTHER`. */
const codes = [
  'THROTTLED',
  'UPSTREAM_AUTHENTICATION',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'CAPABILITY_UNAVAILABLE',
  'UPSTREAM_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'INTERNAL_SERVER_ERROR',
  'UNAUTHENTICATED',
  'AUTHENTICATION_UNAVAILABLE',
  'RATE_LIMITED',
  'BAD_REQUEST',
  'REQUEST_ENTITY_TOO_LARGE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_DOCUMENTS_ONLY',
];

/** Of every schema, besides its own fields. */
const fieldsOfGraphQL = ['__schema', '__type', '__typename'];

const waysToServe = ['upstream', 'in-flight', 'cache', 'stale', 'shared-cache'] as const satisfies readonly Served[];
type Served = keyof OperationRecord['reads'];

/** In place of a name: no field can be called so. */
const severalFields = '(several)';

/** `rootFields` are the names of the fields at the top of the schema. */
export function operationMetrics(book: Book, rootFields: readonly string[]): OnOperation {
  const labels = ['root_field', 'code'] as const;
  const operations = counter(book, {
    name: 'operations_total',
    help: 'GraphQL requests, each once, by the field at the top and the code of the first error; without a field where none was run.',
    labels,
  });
  const duration = histogram(book, {
    name: 'operation_duration_seconds',
    help: 'Time from the arrival of a GraphQL request to its answer.',
    labels,
    bounds,
  });
  const reads = counter(book, {
    name: 'reads_total',
    help: 'What GraphQL requests read, by how it was served: by calls of their own, by those of others, or from memory.',
    labels: ['served'],
  });
  // Each is there from the beginning: the first of a kind is an increase too.
  const served = waysToServe.map((way) => [way, reads(way)] as const);
  for (const [, add] of served) add(0);
  const codeLabel = oneOf(codes, 'OTHER');
  const fieldLabel = oneOf([...rootFields, ...fieldsOfGraphQL, '', severalFields], 'OTHER');
  // Looked up by each part: to put a name together for each operation would take longer than all else.
  const bothBy = keptBy((field: string) =>
    keptBy((code: string) => {
      const [count, observe] = [operations(field, code), duration(field, code)];
      return (seconds: number) => {
        count();
        observe(seconds);
      };
    }),
  );
  return (record) => {
    bothBy(fieldLabel(fieldOf(record)))(codeOf(record, codeLabel))(record.durationMs / 1_000);
    for (const [way, add] of served) if (record.reads[way] > 0) add(record.reads[way]);
  };
}

function fieldOf({ fields }: OperationRecord): string {
  const name = fields[0]?.name;
  if (name === undefined) return '';
  for (const other of fields) if (other.name !== name) return severalFields;
  return name;
}

function keptBy<T>(make: (key: string) => T): (key: string) => T {
  const kept = new Map<string, T>();
  return (key) => {
    let value = kept.get(key);
    if (value === undefined) kept.set(key, (value = make(key)));
    return value;
  };
}

function codeOf(
  { codes: [code], fields, status, isCancelled }: OperationRecord,
  known: (code: string) => string,
): string {
  // Whatever it failed with then is of no interest to anybody.
  if (isCancelled) return 'CANCELLED';
  if (code !== undefined) return known(code);
  return fields.length === 0 ? `HTTP_${String(status)}` : 'OK';
}
