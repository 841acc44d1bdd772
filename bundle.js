// Makes the command line of few files: a start that looks for a thousand modules takes seconds where disks are slow. The library
// (dist/index.js) stays as the compiler writes it.
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { noticesOf } from './notices.js';

const source = join(import.meta.dirname, 'src');

/** Packages that stay what is installed. */
const external = [
  // One copy for all who speak of a schema, or its types are not those of others.
  'graphql',
  // Under a licence of its own, and needed only where the SDL is printed.
  '@apollo/subgraph',
  // An SDK that somebody starts along with the program finds it installed.
  '@opentelemetry/api',
  // Optional: whether they are there is found out when they are needed.
  '@graphql-yoga/render-graphiql',
  '@redis/client',
  // Needed by some servers, or by the first call.
  'jose',
  'rate-limiter-flexible',
  'undici',
];

/** Where a file finds what lies beside it: its place is that of the compiler's output, and all files of the bundle lie in `dist/`. */
const ownPlaces = {
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!path.startsWith(source + sep)) return undefined;
      const text = await readFile(path, 'utf8');
      const place = `./${relative(source, path).replaceAll(sep, '/').replace(/ts$/, 'js')}`;
      return {
        contents: text.replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`),
        loader: 'ts',
      };
    });
  },
};

/** Writes `cli.js` and what it loads later to a folder, with the licences of what they hold. Resolves to what is in which file. */
export async function bundle(folder) {
  const { metafile } = await build({
    entryPoints: [join(source, 'cli.ts')],
    outdir: folder,
    absWorkingDir: import.meta.dirname,
    chunkNames: 'cli-[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Modules rather than what was made of them for older programs: of those, what is not used can be left out.
    mainFields: ['module', 'main'],
    external,
    plugins: [ownPlaces],
    // Some packages are no modules, and ask for what belongs to Node.
    banner: {
      js: "import { createRequire as createRequireOfNode } from 'node:module'; const require = createRequireOfNode(import.meta.url);",
    },
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), await noticesOf(packagesIn(metafile)));
  return metafile;
}

/** Folders of the packages of which something is in the bundle. */
function packagesIn({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const folders = inputs.flatMap((path) => /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  return [...new Set(folders)].sort().map((folder) => join(import.meta.dirname, folder));
}
