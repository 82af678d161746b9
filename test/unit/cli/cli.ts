import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { runCli } from '../../../src/cli/run-cli';

const ROOT = join(import.meta.dirname, '../../..');

/** The real data sets of the fixtures. */
export const DATA = join(ROOT, 'test/fixtures/data');

/** Builds the command line as it is now into a folder of its own and returns its path. */
export function buildCli(folder: string): string {
  buildSync({
    entryPoints: {
      cli: join(ROOT, 'src/cli/main.ts'),
      'cli-thread': join(ROOT, 'src/cli/thread.ts'),
      'cli-program': join(ROOT, 'src/cli/program.ts'),
    },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
    outdir: folder,
  });
  return join(folder, 'cli.js');
}

/** What a finished process left. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line to its end; it keeps no compiled code unless `env` says so. */
export function runBuilt(
  cli: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = { BALLAST_NO_CODE_CACHE: '1' },
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout, err: stderr };
}

/** Runs the command line in this process, for what needs no process of its own. */
export async function runHere(args: readonly string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const code = await runCli(args, {
    token: 'here',
    out: (text) => (out += text),
    err: (line) => (err += `${line}\n`),
  });
  return { code, out, err };
}

/** An empty folder, and what removes it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'ballast-test-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
