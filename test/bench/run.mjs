// Bundles one benchmark and runs it: `npm run bench [-- audit|scan] [rows]`. Prints ratios to a peer measured in the
// same run.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';

const [first, ...rest] = process.argv.slice(2);
const named = first !== undefined && !/^\d/.test(first);
const name = named ? first : 'audit';
const args = named || first === undefined ? rest : [first, ...rest];
await build({
  entryPoints: [`test/bench/${name}.bench.ts`],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outfile: `dist/bench/${name}.js`,
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, [`dist/bench/${name}.js`, ...args], { stdio: 'inherit' });
process.exitCode = run.status ?? 1;
