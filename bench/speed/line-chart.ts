/** How the time of operations grows: both axes by powers of ten, so that what grows along with the data is a straight diagonal. */
import type { Growth, Series } from './findings.ts';
import { line, picture, place, text } from './svg.ts';

const width = 720;
const height = 340;
const area = { left: 60, right: 480, top: 40, bottom: 300 } as const;
/** Told apart by most people, on white and on black. */
const colours = ['#0a7ea4', '#c2571a', '#8250df', '#2d8a4e', '#bf3989'] as const;
/** Between two labels at the end of lines. */
const labelHeight = 16;

export function lineChart({ sizes, series }: Growth): string {
  const points = series.flatMap((each) => each.points);
  const across = axis(
    points.map(({ size }) => size),
    [area.left, area.right],
  );
  const up = axis(
    points.map(({ ms }) => ms),
    [area.bottom, area.top],
  );
  const lines = series.map((each, index) => lineOf(each, colours[index % colours.length] ?? colours[0], across, up));
  return picture(width, height, `Milliseconds for an operation, by ${sizes}`, [
    line(area.left, area.bottom, area.right, area.bottom, 'axis'),
    line(area.left, area.top, area.left, area.bottom, 'axis'),
    ...across.ticks.map((tick) =>
      text(across.at(tick), area.bottom + 18, tick.toLocaleString('en'), 'quiet', 'middle'),
    ),
    ...up.ticks.map((tick) => text(area.left - 8, up.at(tick) + 4, tick.toLocaleString('en'), 'quiet', 'end')),
    ...lines,
    ...labels(series, up.at),
  ]);
}

interface Axis {
  readonly at: (value: number) => number;
  /** The powers of ten on it. */
  readonly ticks: readonly number[];
}

function axis(values: readonly number[], [start, end]: readonly [number, number]): Axis {
  const least = Math.floor(Math.log10(Math.min(...values)));
  // One power at the least, so that there is a length to divide by.
  const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    at: (value) => start + ((Math.log10(value) - least) / (most - least)) * (end - start),
    ticks: Array.from({ length: most - least + 1 }, (_, index) => 10 ** (least + index)),
  };
}

function lineOf({ points }: Series, colour: string, across: Axis, up: Axis): string {
  const path = points.map(({ size, ms }) => `${place(across.at(size))},${place(up.at(ms))}`).join(' ');
  return `<polyline points="${path}" class="line" style="stroke: ${colour}"/>`;
}

/** Beside the ends of their lines, moved apart where those are near each other. */
function labels(series: readonly Series[], yOf: (ms: number) => number): readonly string[] {
  const ends = series
    .map(({ operation, points }, index) => ({ operation, y: yOf(points.at(-1)?.ms ?? NaN), index }))
    .toSorted((left, right) => left.y - right.y);
  let last = -Infinity;
  return ends.map(({ operation, y, index }) => {
    last = Math.max(y, last + labelHeight);
    const dot = `<circle cx="${String(area.right + 10)}" cy="${place(last)}" r="4" fill="${colours[index % colours.length] ?? ''}"/>`;
    return `${dot}${text(area.right + 20, last + 4, operation)}`;
  });
}
