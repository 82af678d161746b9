import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generateCsv, GENERATOR_VERSION, type Shape } from './generate';

const FOLDER = path.join(os.tmpdir(), 'ballast-bench');

/** A file to measure with. */
export interface DataFile {
  readonly path: string;
  readonly bytes: number;
  readonly rows: number;
}

/** The shape of a file when nothing else is asked for. */
export const USUAL: Omit<Shape, 'rows'> = { columns: 12, classes: 2, cell: 0, seed: 1 };

/** The generated file of a shape: made on first use, kept for later runs in the folder for temporary files. */
export function dataFile(shape: Shape): DataFile {
  const key = JSON.stringify([GENERATOR_VERSION, shape.columns, shape.classes, shape.cell]);
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 8);
  const file = cached(`mixed-${shape.rows}-${shape.seed}-${hash}.csv`);
  if (file.exists()) return { ...file.kept(), rows: shape.rows };
  generateCsv(file.unfinished, shape);
  return { ...file.keep(), rows: shape.rows };
}

/** A place in the folder of kept files; a run that is cut off leaves nothing under the name. */
export function cached(name: string) {
  mkdirSync(FOLDER, { recursive: true });
  const file = path.join(FOLDER, name);
  const unfinished = `${file}.${process.pid}.part`;
  const kept = () => ({ path: file, bytes: statSync(file).size });
  return {
    exists: () => existsSync(file),
    /** The path to write to; `keep` gives it its name. */
    unfinished,
    kept,
    keep() {
      renameSync(unfinished, file);
      return kept();
    },
  };
}
