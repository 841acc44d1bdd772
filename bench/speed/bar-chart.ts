/** A bar for each contestant, the fastest above, with the least and the most of its rounds. */
import type { Figure } from './findings.ts';
import { line, picture, place, text } from './svg.ts';

const width = 720;
const labelWidth = 260;
/** For the number behind the longest bar. */
const numberWidth = 70;
const top = 32;
const rowHeight = 28;
const barHeight = 18;

export function barChart(title: string, figures: readonly Figure[]): string {
  const ordered = figures.toSorted((left, right) => right.perSecond.median - left.perSecond.median);
  const most = Math.max(...figures.map(({ perSecond }) => perSecond.max));
  const lengthOf = (value: number): number => (value / most) * (width - labelWidth - numberWidth);
  const parts = ordered.flatMap(({ contestant, perSecond: { median, min, max } }, index) => {
    const y = top + index * rowHeight;
    const middle = y + barHeight / 2;
    const size = `width="${place(lengthOf(median))}" height="${String(barHeight)}"`;
    const kind = contestant === figures[0]?.contestant ? 'ours' : 'theirs';
    return [
      text(labelWidth - 8, middle + 5, contestant, '', 'end'),
      `<rect x="${String(labelWidth)}" y="${String(y)}" ${size} rx="2" class="${kind}"/>`,
      line(labelWidth + lengthOf(min), middle, labelWidth + lengthOf(max), middle, 'spread'),
      text(labelWidth + lengthOf(max) + 8, middle + 5, Math.round(median).toLocaleString('en'), 'quiet'),
    ];
  });
  return picture(width, top + ordered.length * rowHeight, title, parts);
}
