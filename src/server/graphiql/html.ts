/** The small page around the big scripts. */

export interface HtmlParts {
  readonly title: string;
  readonly styles: readonly string[];
  /** GraphiQL, as a classic script. */
  readonly script: string;
  /** What starts it, as a module. */
  readonly start: string;
  /** All modules of ours, so that a browser asks for them at once and not import by import. */
  readonly modules: readonly string[];
  /** For `start`, as JSON: a page that runs no inline script needs no hole in its content security policy. */
  readonly settings: object;
}

const icon =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' rx='4' fill='#5a4fcf'/>" +
  "<path d='M3 4h5M5 8h6M9 12h4' stroke='#fff' stroke-width='2' stroke-linecap='round'/></svg>";

/** Deferred scripts run in this order, after the page is read. */
export function renderHtml({ title, styles, script, start, modules, settings }: HtmlParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}">
${styles.map((path) => `<link rel="stylesheet" href="${escape(path)}">`).join('\n')}
<script defer src="${escape(script)}"></script>
${modules.map((path) => `<link rel="modulepreload" href="${escape(path)}">`).join('\n')}
<script type="module" src="${escape(start)}"></script>
<script type="application/json" id="settings">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
</head>
<body class="no-focus-outline">
<noscript>GraphiQL needs JavaScript. GraphQL itself answers here without it.</noscript>
<div id="root"></div>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
