/** Generated requests on a real socket: as they are, and as bytes that are no proper HTTP. */
import { connect } from 'node:net';
import type { Dispatcher } from 'undici';
import type { Dice } from './dice.ts';
import type { FuzzAnswer } from './fuzz-checks.ts';
import { mutated } from './fuzz-documents.ts';
import type { FuzzRequest } from './fuzz-requests.ts';

/** Sends a request as a client does. */
export async function overSocket(agent: Dispatcher, origin: string, request: FuzzRequest): Promise<FuzzAnswer> {
  const { method, path, headers, body = null } = request;
  const sent = { origin, path, method, headers, body };
  const response = await agent.request(sent);
  const got = Object.entries(response.headers).map(([name, value = '']) => [name, String(value)] as const);
  return { status: response.statusCode, headers: Object.fromEntries(got), text: await response.body.text() };
}

const breaks: readonly ((text: string, dice: Dice) => string)[] = [
  (text) => text,
  mutated,
  (text, dice) => text.slice(0, dice.below(text.length)),
  (text) => text.replace(/content-length: \d+/, 'content-length: 7'),
  (text) => text.replace(/content-length: \d+/, 'content-length: 99999'),
  (text) => text.replace(/content-length: \d+/, 'content-length: -1'),
  (text) => text.replace(/content-length: \d+/, 'transfer-encoding: chunked'),
  (text) => text.replace(/content-length: (\d+)/, 'transfer-encoding: chunked\r\ncontent-length: $1'),
  (text) => text.replace('HTTP/1.1', 'HTTP/9.9'),
  (text) => text.replace('\r\n', '\n'),
  (text) => text.replace('\r\n\r\n', `\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`),
  (text) => text.replace('\r\n', '\r\nhost: \u0000\u00ff\r\nx y: z\r\n'),
  (text) => text.replace('\r\n', '\r\nexpect: 100-continue\r\n'),
  (text) => text.replace('\r\n', '\r\nupgrade: h2c\r\nconnection: upgrade\r\n'),
  (text) => text + text,
];

/** A request as bytes, one character for each, and most of the time not as HTTP wants them. */
export function brokenBytes({ method, path, headers, body = '' }: FuzzRequest, dice: Dice): string {
  const bytes = Buffer.from(body).toString('latin1');
  const lines = Object.entries({ ...headers, 'content-length': String(bytes.length) }).map((pair) => pair.join(': '));
  const text = `${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${lines.join('\r\n')}\r\n\r\n${bytes}`;
  return dice.some(breaks, 2).reduce((changed, change) => change(changed, dice), text);
}

/** Milliseconds after which a server that waits for more is told that there is none, and then left. */
const patienceMs = 250;

/** Sends bytes and answers all that comes back, until the connection ends. */
export function sendBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    const ending = setTimeout(() => socket.end(), patienceMs);
    const leaving = setTimeout(() => socket.destroy(), 4 * patienceMs);
    // A reset is a good answer to such bytes.
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => void chunks.push(chunk));
    socket.once('close', () => {
      clearTimeout(ending);
      clearTimeout(leaving);
      resolve(Buffer.concat(chunks).toString());
    });
  });
}

/** What came back, as far as all of it is to be looked at in the same way: the worst status, and all the text. */
export function rawAnswer(text: string): FuzzAnswer {
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
  return { status: Math.max(0, ...statuses), headers: { 'content-type': 'raw' }, text };
}
