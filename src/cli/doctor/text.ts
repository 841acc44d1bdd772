/** A report for people: a line for each check, in columns. */
import type { Check, Report } from './report.ts';

const verdictWidth = 'FAIL'.length + 2;
const subjectWidth = 'DescribeTrainingModelVersions'.length + 2;
const indent = ' '.repeat(verdictWidth + subjectWidth);
/** Longer lines are hard to read, however wide the terminal is. */
const mostColumns = 100;
/** Where there is less room than this beside the subjects, breaking lines makes nothing better. */
const leastRoom = 24;

/** One check. With a number of columns, a long finding goes on below itself; otherwise it breaks only where it does itself. */
export function toText({ verdict, subject, finding }: Check, columns?: number): string {
  const room = columns === undefined ? Infinity : Math.min(columns, mostColumns) - indent.length;
  const lines = finding.split('\n').flatMap((line) => (room < leastRoom ? line : breakLine(line, room)));
  return verdict.padEnd(verdictWidth) + subject.padEnd(subjectWidth) + lines.join(`\n${indent}`);
}

/** The last line. */
export function summary({ healthy, checks }: Report): string {
  const count = (wanted: Check['verdict']): number => checks.filter(({ verdict }) => verdict === wanted).length;
  if (!healthy) return `${plural(count('FAIL'), 'check')} failed`;
  const notes = count('note');
  return `all that is needed works${notes === 0 ? '' : `; ${plural(notes, 'note')} above`}`;
}

/** `1 key`, `2 keys`. */
export function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Between words. What goes on is set in by as much as the line itself, and two blanks more. */
function breakLine(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  const own = /^ */.exec(text)?.[0] ?? '';
  let line = own;
  for (const word of text.trim().split(' ')) {
    if (line.trim() !== '' && line.length + word.length > room) {
      lines.push(line.trimEnd());
      line = `${own}  `;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
