// What running a TypeScript file next to a peer takes: DuckDB, installed into this folder on first use, and a bundle.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;

/** Bundles `entry` into `outfile`, runs it with `args` and ends this process as it ends. */
export async function runBundled(entry, outfile, args) {
  if (!existsSync(path.join(here, 'node_modules/@duckdb/node-api'))) {
    const npm = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', here];
    const shell = process.platform === 'win32';
    const { status } = spawnSync('npm', npm, { stdio: 'inherit', shell });
    if (status !== 0) process.exit(status ?? 1);
  }
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile,
    logLevel: 'warning',
  });
  const env = { ...process.env, BALLAST_BENCH: here };
  const { status } = spawnSync(process.execPath, [outfile, ...args], { stdio: 'inherit', env });
  process.exitCode = status ?? 1;
}
