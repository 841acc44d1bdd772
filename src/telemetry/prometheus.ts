/** The client library of Prometheus, and how it is used here. */
import type Library from 'prom-client';

export type Prometheus = typeof Library;

/** Loaded only where there are metrics: it takes a few megabytes of memory, and a fraction of a second. */
export async function loadPrometheus(): Promise<Prometheus> {
  // A bundler finds no names in it: it is no module.
  return (await import('prom-client')).default;
}

/** Where metrics are made and kept. */
export interface Book {
  readonly prometheus: Prometheus;
  readonly registry: Library.Registry;
}

/** Of all names of our own metrics. */
const prefix = 'tione_graphql_';

interface Described<Label extends string> {
  /** Without the prefix. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly Label[];
}

/** One way to use a metric for each set of labels: values of labels come in the order of their names. */
export type Labelled<Child> = (...values: readonly string[]) => Child;

/** Counts, by labels. The library is told when the page is made: it takes longer to look a child up than to count. */
export function counter<L extends string>(
  book: Book,
  { name, help, labels }: Described<L>,
): Labelled<(by?: number) => void> {
  const { Counter } = book.prometheus;
  const tellAll: (() => void)[] = [];
  const metric = new Counter({
    name: prefix + name,
    help,
    labelNames: labels,
    registers: [book.registry],
    collect() {
      for (const tell of tellAll) tell();
    },
  });
  return kept((...values) => {
    const child = metric.labels(...values);
    let count = 0;
    let isTold = false;
    tellAll.push(() => {
      // What has been counted with 0 is shown, too.
      if (count > 0 || !isTold) child.inc(count);
      isTold = true;
      count = 0;
    });
    return (by = 1) => {
      count += by;
    };
  });
}

/** Observes seconds, by labels. `bounds` are those of its buckets, in seconds. */
export function histogram<L extends string>(
  book: Book,
  { name, help, labels, bounds }: Described<L> & { readonly bounds: readonly number[] },
): Labelled<(seconds: number) => void> {
  const { Histogram } = book.prometheus;
  const names = { name: prefix + name, help, labelNames: labels };
  const metric = new Histogram({ ...names, buckets: [...bounds], registers: [book.registry] });
  return kept((...values) => {
    const child = metric.labels(...values);
    return (seconds) => {
      child.observe(seconds);
    };
  });
}

/** A value of a gauge, and its labels by their names. */
export type Reading<L extends string> = readonly [labels: Readonly<Partial<Record<L, string>>>, value: number];

/** Shows what is read when the page is made: nothing of what was shown before stays. */
export function gauge<L extends string>(
  { prometheus: { Gauge }, registry }: Book,
  { name, help, labels }: Described<L>,
  read: () => readonly Reading<L>[],
): void {
  new Gauge({
    name: prefix + name,
    help,
    labelNames: labels,
    registers: [registry],
    collect() {
      this.reset();
      for (const [values, value] of read()) this.set(values, value);
    },
  });
}

/** Makes each child once. Whoever names labels sees to it that there are not too many of them. */
function kept<Child>(make: Labelled<Child>): Labelled<Child> {
  const children = new Map<string, Child>();
  return (...values) => {
    // For each operation anew: several times faster than `join`.
    let key = '';
    for (const value of values) key += `${value}\n`;
    const known = children.get(key);
    if (known !== undefined) return known;
    const child = make(...values);
    children.set(key, child);
    return child;
  };
}
