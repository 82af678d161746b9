// Bundles one benchmark and runs it: `npm run bench [-- rows]`. Prints ratios to a peer measured in the same run.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';

await build({
  entryPoints: ['test/bench/audit.bench.ts'],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outfile: 'dist/bench/audit.js',
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, ['dist/bench/audit.js', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
