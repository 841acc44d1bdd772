// The licences of packages whose code is passed on as a part of ours.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Licences that let code be passed on under another one, as long as their text comes along. */
const accepted = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** The text of a file for people, by the folders of packages. Rejects where a licence is not one of the accepted. */
export async function noticesOf(folders) {
  const notices = await Promise.all(folders.map(noticeOf));
  const distinct = [...new Set(notices)];
  return ['The command line of tione-graphql holds code of these packages.\n', ...distinct].join(
    `\n${'-'.repeat(80)}\n\n`,
  );
}

async function noticeOf(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (!accepted.includes(license)) throw new Error(`${name} cannot be a part of the bundle: its licence is ${license}`);
  const files = (await readdir(folder)).filter((file) => /^(?:licen[cs]e|notice|copying)(?:\.|$)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  if (texts.length === 0) texts.push(withoutFile(name, license, author));
  return `${name} ${version} (${license})\n\n${texts.map((text) => `${text.trim()}\n`).join('\n')}`;
}

/** Some packages name their licence and come without its text. */
function withoutFile(name, license, author) {
  if (license !== 'MIT') throw new Error(`${name} cannot be a part of the bundle: the text of its licence is missing`);
  return `Copyright (c) ${authorName(author) ?? `the authors of ${name}`} and contributors\n\n${mit}`;
}

/** Without addresses. */
function authorName(author) {
  const text = typeof author === 'object' ? author?.name : author;
  return text?.replace(/\s*[<(].*$/, '');
}

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`;
