/** `npm run example:supergraph [-- --port 4001 --gateway hive|hive-router|apollo]` */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4001' }, gateway: { type: 'string', default: 'hive' } },
});

if (!existsSync(new URL('node_modules', import.meta.url))) {
  console.log('installing the packages of the example, once');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
    // npm is a script on Windows.
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

// Only now are its imports there.
const { runSupergraph } = await import('./supergraph.ts');
await runSupergraph(values.gateway, Number(values.port));
