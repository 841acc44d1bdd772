/** `TrainingModelVersionFilter`: which field has which operators, and which of them the upstream can narrow by. */
import type { Narrowing } from '../loaders/index.ts';
import type { VersionRecord } from '../loaders/records.ts';
import { text } from './absent.ts';
import { builder } from './builder.ts';
import { createdAt as creationOf } from './version-time.ts';
import { isVersionId } from './ids.ts';
import { format, framework, importStatus, source, versionType } from './enums.ts';
import {
  enumCondition,
  enumFilter,
  idCondition,
  IdFilter,
  textCondition,
  TextFilter,
  timeCondition,
  TimeFilter,
  type Condition,
} from './filter-operators.ts';

export const TypeFilter = enumFilter('TrainingModelVersionTypeFilter', versionType, 'typeRaw');
export const FormatFilter = enumFilter('TrainingModelFormatFilter', format, 'formatRaw');
const FrameworkFilter = enumFilter('TrainingModelFrameworkFilter', framework, 'algorithmFrameworkRaw');
export const SourceFilter = enumFilter('TrainingModelSourceFilter', source, 'sourceRaw');
const StatusFilter = enumFilter('TrainingModelImportStatusFilter', importStatus, 'statusRaw');

export const VersionFilter = builder.inputType('TrainingModelVersionFilter', {
  description: 'Which versions to read. All conditions must hold; a condition that is null counts as not given.',
  fields: (t) => ({
    id: t.field({ type: IdFilter, description: 'Id of the version. TI-ONE narrows by it (`TrainingModelVersionId`).' }),
    version: t.field({ type: TextFilter, description: 'Label of the version, such as `v1`. Evaluated here.' }),
    type: t.field({ type: TypeFilter, description: 'Kind of the version. TI-ONE narrows by it (`ModelVersionType`).' }),
    format: t.field({ type: FormatFilter, description: 'File format. TI-ONE narrows by it (`ModelFormat`).' }),
    algorithmFramework: t.field({
      type: FrameworkFilter,
      description: 'Algorithm framework. TI-ONE narrows by it (`AlgorithmFramework`).',
    }),
    source: t.field({ type: SourceFilter, description: 'Where the version came from. Evaluated here.' }),
    status: t.field({ type: StatusFilter, description: 'State of the import. Evaluated here.' }),
    createdAt: t.field({ type: TimeFilter, description: 'Creation timestamp of the version. Evaluated here.' }),
  }),
});

export type VersionFilterInput = typeof VersionFilter.$inferInput;

/** A filter ready for use. */
export interface CompiledFilter {
  /** Decides, whatever the upstream answered. */
  readonly matches: (version: VersionRecord) => boolean;
  /** What the upstream can do beforehand. It leaves out a version that matches only if it spells an enum as nobody expects. */
  readonly narrowings: readonly Narrowing[];
  /** Whether no version can match, so that nothing needs to be asked. */
  readonly matchesNothing: boolean;
}

const everything: CompiledFilter = { matches: () => true, narrowings: [], matchesNothing: false };

export function compileVersionFilter(filter: VersionFilterInput | null | undefined): CompiledFilter {
  if (filter == null) return everything;
  const { id, version, type, format: formats, algorithmFramework, source: sources, status, createdAt } = filter;
  const clauses = [
    id && clause(idCondition(id, isVersionId), ({ row }) => row.TrainingModelVersionId, 'TrainingModelVersionId'),
    version && clause(textCondition(version), ({ row }) => text(row.TrainingModelVersion)),
    type && clause(enumCondition(versionType, type), ({ row }) => row.VersionType, 'ModelVersionType'),
    formats && clause(enumCondition(format, formats), ({ row }) => row.TrainingModelFormat, 'ModelFormat'),
    algorithmFramework &&
      clause(enumCondition(framework, algorithmFramework), ({ row }) => row.AlgorithmFramework, 'AlgorithmFramework'),
    sources && clause(enumCondition(source, sources), ({ row }) => row.TrainingModelSource),
    status && clause(enumCondition(importStatus, status), ({ row }) => row.TrainingModelStatus),
    createdAt && clause(timeCondition(createdAt), creationOf),
  ].filter((part) => part != null);
  return {
    matches: (record) => clauses.every(({ matches }) => matches(record)),
    narrowings: clauses.flatMap(({ narrowings }) => narrowings),
    matchesNothing: clauses.some(({ matchesNothing }) => matchesNothing),
  };
}

function clause<Value>(
  { matches, candidates }: Condition<Value>,
  read: (version: VersionRecord) => Value,
  upstreamName?: string,
): CompiledFilter {
  return {
    matches: (version) => matches(read(version)),
    narrowings:
      upstreamName === undefined || candidates === undefined ? [] : [{ name: upstreamName, values: candidates }],
    matchesNothing: candidates?.length === 0,
  };
}
