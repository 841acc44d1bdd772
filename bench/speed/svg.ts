/** The looks that all charts share: readable on white and on black. */

const style = `
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .title { font-weight: 600; font-size: 15px; }
  .quiet { fill: #57606a; }
  .axis { stroke: #8c959f; stroke-width: 1; }
  .ours { fill: #0969da; stroke: #0969da; }
  .theirs { fill: #8c959f; stroke: #8c959f; }
  .spread { stroke: #24292f; stroke-width: 1.5; }
  .line { fill: none; stroke-width: 2; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .quiet { fill: #8d96a0; }
    .axis, .theirs { stroke: #6e7681; }
    .theirs { fill: #6e7681; }
    .ours { fill: #58a6ff; stroke: #58a6ff; }
    .spread { stroke: #e6edf3; }
  }`;

/** A picture of so many pixels. The title is read aloud too. */
export function picture(width: number, height: number, title: string, parts: readonly string[]): string {
  const size = `width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escaped(title)}">
<style>${style}
</style>
${text(0, 16, title, 'title')}
${parts.join('\n')}
</svg>
`;
}

export function text(
  x: number,
  y: number,
  content: string,
  kind = '',
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  return `<text x="${place(x)}" y="${place(y)}" class="${kind}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return `<line x1="${place(x1)}" y1="${place(y1)}" x2="${place(x2)}" y2="${place(y2)}" class="${kind}"/>`;
}

/** A tenth of a pixel is enough. */
export function place(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
