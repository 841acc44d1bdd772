import { faultOf, type Fault } from '../server/fault-of.ts';
import type { OnOperation, OperationRecord } from '../server/operation-record.ts';
import { cut } from './escape.ts';
import type { Fields, Severity } from './log-event.ts';
import type { Log } from './log.ts';

/** Of a name that a caller gives: enough to find it, whatever they send. */
const maxNameCharacters = 64;
/** Longer than the longest id of a caller that proves itself. */
const maxCallerCharacters = 160;

const severities: Readonly<Record<Fault, Severity>> = { client: 'info', upstream: 'warn', server: 'error' };

/** One line for each operation: who asked for what, what came of it, and what it took. Never what was sent with it. */
export function logOperations(log: Log): OnOperation {
  return (record) => {
    const fault = faultOf(record);
    const severity = fault === undefined ? 'info' : severities[fault];
    if (!log.writes(severity)) return;
    log.write({ severity, message: 'operation', about: aboutOf(record), fields: fieldsOf(record) });
  };
}

/** By the fields of an operation at its top, which is one list for all requests in which it went well. */
const goodOnes = new WeakMap<OperationRecord['fields'], Fields>();

function aboutOf(record: OperationRecord): Fields {
  const { type, name, fields, status, codes } = record;
  const isGood = fields.length > 0 && status === 200 && codes.length === 0;
  const shownName = name === undefined ? undefined : cut(name, maxNameCharacters);
  const known = isGood ? goodOnes.get(fields) : undefined;
  // Records of others than this server may share a list.
  if (known !== undefined && known['type'] === type && known['name'] === shownName) return known;
  const about = {
    type,
    name: shownName,
    fields: namesOf(fields),
    status,
    codes,
  };
  if (isGood) goodOnes.set(fields, about);
  return about;
}

function fieldsOf(record: OperationRecord): Fields {
  const { requestId, callerId, durationMs, reads, upstreamCalls } = record;
  return {
    durationMs: Math.round(durationMs * 10) / 10,
    upstreamCalls,
    reads,
    isCancelled: record.isCancelled,
    caller: callerId === undefined ? undefined : cut(callerId, maxCallerCharacters),
    requestId,
    traceId: record.traceId,
    spanId: record.spanId,
  };
}

/** The same one under several aliases says nothing more. */
function namesOf(fields: OperationRecord['fields']): readonly string[] {
  const [only, another] = fields;
  if (only !== undefined && another === undefined) return [only.name];
  return [...new Set(fields.map(({ name }) => name))];
}
