/** A call as a command of `tccli`, Tencent Cloud's command line. */
import type { Action } from '../tione/actions.ts';
import { apiVersion, documentedEndpoint } from '../tione/types.ts';
import { isPrintable, printableJson } from './printable-json.ts';
import type { RepeatableCall } from './repeatable-call.ts';

/** The last releases of tccli that have an action; the others have it to this day. */
const lastReleases: Readonly<Partial<Record<Action, string>>> = {
  /** Of 2024-05-22, the day before the action was un-published. */
  DescribeTrainingModels: '3.0.1112.1',
};

/**
 * The version is always given: whoever configured tccli before this one was published has the old one as the default.
 * The endpoint is given unless it is TI-ONE's documented one, without its scheme unless that is `http://`.
 */
export function tccliCommand({ action, region, params }: RepeatableCall, endpoint: URL): string {
  const words = ['tccli tione', action, option('version', apiVersion), option('region', region)];
  if (endpoint.origin !== documentedEndpoint.origin)
    words.push(option('endpoint', endpoint.protocol === 'https:' ? endpoint.host : endpoint.origin));
  words.push(...(optionsOf(params) ?? [`--cli-input-json file:///dev/stdin <<< ${quoted(printableJson(params))}`]));
  const command = words.join(' ');
  const release = lastReleases[action];
  if (release === undefined) return command;
  // No character here means anything to a shell: zsh, as it is set up, runs a pasted comment as a command that is not found.
  return `# tccli has ${action} up to release ${release} - pip install tccli==${release}\n${command}`;
}

/** An option for each parameter; undefined when one of them cannot be an option, and all have to go as one JSON text. */
function optionsOf(params: object): readonly string[] | undefined {
  const options: string[] = [];
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    const text = optionText(value);
    if (text === undefined || !/^[A-Z]\w*$/.test(name)) return undefined;
    options.push(option(name, text));
  }
  return options;
}

/** Bytes: Linux passes on no argument of 128 KiB or more. */
const longestArgument = 120_000;

/**
 * What tccli reads as the value: whole numbers, `True`, and JSON for whatever has parts. There is no null, and no `False`,
 * because releases of tccli take any text for true. Nor is there a way to write what a terminal takes for keys, what hides
 * itself, or what the shell cannot pass on; and two dashes alone are lost in tccli, wherever they stand.
 */
function optionText(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return String(value);
  if (value === true) return 'True';
  const text = typeof value === 'object' && value !== null ? printableJson(value) : value;
  if (typeof text !== 'string' || text === '--' || Buffer.byteLength(text) > longestArgument) return undefined;
  return isPrintable(text) ? text : undefined;
}

/** tccli takes what begins with a dash for an option of its own unless it is one word with the option that it belongs to. */
function option(name: string, value: string): string {
  return `--${name}${value.startsWith('-') ? '=' : ' '}${quoted(value)}`;
}

/** One word of bash and zsh: bare when no shell sees anything in it, else in quotes in which only their end has a meaning. */
function quoted(text: string): string {
  return /^[A-Za-z0-9_][\w./:-]*$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
