// Makes dist/ of src/: the library as the compiler writes it, the command line as a bundle, and what browsers take as it is. With
// --if-possible (npm's prepare step) a tree without dev dependencies keeps the dist/ it has: images install with
// `npm ci --omit=dev` next to a dist/ that was built before.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const at = (path) => join(import.meta.dirname, path);

function compiler() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  } catch {
    return undefined;
  }
}

/** Scripts and styles of the GraphiQL page. */
const browser = 'server/graphiql/browser';
const served = /\.(?:js|css)$/;

const tsc = compiler();
if (tsc === undefined) {
  const built = existsSync(at('dist/cli.js'));
  if (!built || !process.argv.includes('--if-possible')) {
    console.error(
      'build: TypeScript is not installed and dist/ is not built; run `npm ci` with dev dependencies first',
    );
    process.exit(1);
  }
} else {
  rmSync(at('dist'), { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [tsc, '--project', at('tsconfig.build.json')], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  cpSync(at(`src/${browser}`), at(`dist/${browser}`), {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || served.test(path),
  });
  // Only here: an image has no bundler, and need not have this file.
  const { bundle } = await import('./bundle.js');
  await bundle(at('dist'));
}
