/** The page of metrics, read as Prometheus reads it. */
import type { Server } from '../../src/server/yoga.ts';

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MetricsPage {
  /** By the names of metrics. */
  readonly help: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
  /** Of all samples of that name whose labels are these. A label may be tested instead. */
  readonly sum: (name: string, labels?: Readonly<Record<string, string | ((value: string) => boolean)>>) => number;
}

/** Asks a server for its page, which must be there and well formed. */
export async function readMetrics(server: Pick<Server, 'fetch'>): Promise<MetricsPage> {
  const response = await server.fetch(new Request('http://127.0.0.1/metrics'));
  const text = await response.text();
  if (response.status !== 200) throw new Error(`/metrics answered ${String(response.status)}: ${text}`);
  return parseMetrics(text);
}

const sampleForm = /^([a-z_][a-z\d_]*)(?:\{(.*)\})? (\S+)$/i;
const labelForm = /([a-z_][a-z\d_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/gi;

export function parseMetrics(text: string): MetricsPage {
  const help = new Map<string, string>();
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    const [, kind, about = '', said = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'HELP') help.set(about, said);
    else if (kind === 'TYPE') types.set(about, said);
    else if (line !== '') samples.push(sampleIn(line));
  }
  const sum: MetricsPage['sum'] = (name, labels = {}) =>
    samples
      .filter((sample) => sample.name === name && fits(sample, Object.entries(labels)))
      .reduce((total, { value }) => total + value, 0);
  return { help, types, samples, sum };
}

function sampleIn(line: string): Sample {
  const [, name, labels = '', value = ''] = sampleForm.exec(line) ?? [];
  if (name === undefined) throw new Error(`no sample: ${line}`);
  const pairs = [...labels.matchAll(labelForm)].map(([, label = '', text = '']) => [label, text] as const);
  return { name, labels: Object.fromEntries(pairs), value: Number(value.replace('Inf', 'Infinity')) };
}

function fits(
  { labels }: Sample,
  wanted: readonly (readonly [string, string | ((value: string) => boolean)])[],
): boolean {
  return wanted.every(([label, want]) => {
    const value = labels[label] ?? '';
    return typeof want === 'string' ? value === want : want(value);
  });
}
