/** What must be there before anything can be measured: the product built, the peers installed, the programs compiled. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import typescript from 'typescript';
import { builtDirectory, programsDirectory, rootDirectory } from './places.ts';

/** @throws Error when one of the steps fails. */
export function prepare(): void {
  command(process.execPath, ['build.js'], rootDirectory);
  if (!existsSync(join(programsDirectory, 'node_modules'))) {
    console.error('installing the peers, once');
    command('npm', ['ci', '--no-audit', '--no-fund'], programsDirectory);
  }
  rmSync(builtDirectory, { recursive: true, force: true });
  mkdirSync(builtDirectory);
  for (const file of readdirSync(programsDirectory).filter((name) => name.endsWith('.ts'))) {
    const { outputText } = typescript.transpileModule(readFileSync(join(programsDirectory, file), 'utf8'), {
      fileName: file,
      compilerOptions: {
        target: typescript.ScriptTarget.ES2023,
        module: typescript.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    writeFileSync(join(builtDirectory, file.replace(/ts$/, 'js')), outputText);
  }
}

function command(name: string, args: readonly string[], cwd: string): void {
  // npm is a script on Windows.
  const { status } = spawnSync(name, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} has failed`);
}
