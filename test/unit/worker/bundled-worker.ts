import { build } from 'esbuild';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A temporary folder with the worker as it is built now. */
export interface Bench {
  readonly folder: string;
  readonly workerPath: string;
  /** Writes a file into `folder` and returns its path. */
  file(name: string, text: string): Promise<string>;
  clear(): Promise<void>;
}

/** Bundles src/worker/main.ts as esbuild.mjs does, beside an empty folder for data. */
export async function bench(): Promise<Bench> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'ballast-worker-'));
  const workerPath = path.join(root, 'worker.cjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, '../../../src/worker/main.ts')],
    outfile: workerPath,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
  });
  const folder = await mkdtemp(path.join(root, 'data-'));
  return {
    folder,
    workerPath,
    async file(name, text) {
      const at = path.join(folder, name);
      await writeFile(at, text);
      return at;
    },
    clear: () => rm(root, { recursive: true, force: true }),
  };
}

/** A file of `rows` rows with a rare class of every tenth row; large enough to be caught at work. */
export function uneven(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, row) => `${row},${(row * 7919) % 1013},${row % 10 === 0 ? 'rare' : 'common'}`,
  );
  return ['id,size,label', ...lines, ''].join('\n');
}
