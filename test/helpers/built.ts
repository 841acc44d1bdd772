/** The command line as it is published, built anew: no test depends on what was built when. */
import { copyFile, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runModule } from './process.ts';

/** What esbuild tells of its output, of which only this is of interest here. */
interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

export interface Built extends AsyncDisposable {
  /** Where the package is installed, so to speak. */
  readonly folder: string;
  readonly cli: string;
  /** The sources that are in a file of the bundle, from the root of the project; undefined for other files. */
  readonly sourcesIn: (file: string) => readonly string[] | undefined;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

export async function buildCli(): Promise<Built> {
  const folder = await mkdtemp(join(tmpdir(), 'tione-graphql-built-'));
  await copyFile(join(root, 'package.json'), join(folder, 'package.json'));
  for (const name of ['node_modules', 'schema']) await symlink(join(root, name), join(folder, name), 'junction');
  const dist = join(folder, 'dist');
  const { code, stdout, stderr } = await runModule(`
    import { bundle } from './bundle.js';
    console.log(JSON.stringify(await bundle(${JSON.stringify(dist)})));
  `);
  if (code !== 0) throw new Error(`the bundle could not be made:\n${stderr}`);
  // Printed by esbuild, whose format this is.
  const { outputs } = JSON.parse(stdout) as Metafile;
  const sources = new Map(Object.entries(outputs).map(([path, { inputs }]) => [basename(path), Object.keys(inputs)]));
  return {
    folder,
    cli: join(dist, 'cli.js'),
    sourcesIn: (file) => (file.startsWith(dist) ? sources.get(basename(file)) : undefined),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
