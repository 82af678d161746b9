// Bundles one benchmark and runs it: `npm run bench [-- audit|linear|malformed|scan] [options]`. Prints ratios to peers
// measured in the same run. DuckDB, a peer, is installed into this folder on first use.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const [first, ...rest] = process.argv.slice(2);
const named = first !== undefined && !/^(\d|-)/.test(first);
const name = named ? first : 'audit';
const args = named || first === undefined ? rest : [first, ...rest];
const here = import.meta.dirname;
if (!existsSync(path.join(here, `${name}.bench.ts`))) {
  console.error(`There is no benchmark '${name}'. There are audit, linear, malformed and scan.`);
  process.exit(2);
}
if (!existsSync(path.join(here, 'node_modules/@duckdb/node-api'))) {
  const npm = ['ci', '--no-audit', '--no-fund', '--prefix', here];
  const { status } = spawnSync('npm', npm, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
await build({
  entryPoints: [path.join(here, `${name}.bench.ts`)],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outfile: `dist/bench/${name}.js`,
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, [`dist/bench/${name}.js`, ...args], {
  stdio: 'inherit',
  env: { ...process.env, BALLAST_BENCH: here },
});
process.exitCode = run.status ?? 1;
