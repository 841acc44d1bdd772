/** Metrics: TI-ONE keeps one free text, in which its own tools write `name=value` pairs joined by commas. */
import type { Maybe } from '../tione/types.ts';
import { text } from './absent.ts';
import { builder } from './builder.ts';

interface MetricPair {
  readonly name: string;
  /** Verbatim. */
  readonly raw: string;
}

export const Metric = builder.objectRef<MetricPair>('TrainingModelMetric').implement({
  description: 'One training metric, from the text `TrainingModelIndex`.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: false, description: 'Name of the metric.' }),
    value: t.float({
      description: 'Value as a number. Null when the text is not a finite number; `raw` has it in any case.',
      resolve: ({ raw }) => number(raw),
    }),
    raw: t.exposeString('raw', { nullable: false, description: 'Value as it was written.' }),
  }),
});

/** The pairs of a text that is wholly made of `name=value` pairs; none of any other text. */
export function readMetrics(index: Maybe<string>): readonly MetricPair[] {
  const pairs = (text(index) ?? '').split(',').map((pair) => {
    const equals = pair.indexOf('=');
    return { name: pair.slice(0, Math.max(equals, 0)).trim(), raw: pair.slice(equals + 1).trim() };
  });
  return pairs.every(({ name, raw }) => name !== '' && raw !== '') ? pairs : [];
}

function number(raw: string): number | null {
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(raw) ? Number(raw) : NaN;
  return Number.isFinite(value) ? value : null;
}
