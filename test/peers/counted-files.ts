import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generateCsv, type Shape } from '../bench/generate';

/** A file of which a peer counted everything; those without a shape lie in test/fixtures/data. */
export interface CountedFile {
  readonly name: string;
  readonly header: boolean;
  /** A space follows every delimiter. */
  readonly padded: boolean;
  /** Index of the column taken for the label. */
  readonly label: number;
  readonly shape?: Shape;
}

const real = (name: string, label: number, header = true, padded = false): CountedFile => ({
  name,
  header,
  padded,
  label,
});
const generated = (name: string, shape: Shape): CountedFile => ({
  name,
  header: true,
  padded: false,
  label: shape.columns - 1,
  shape,
});

/** The real data sets, and generated files: many columns, many classes, and columns of too many values to be held. */
export const COUNTED_FILES: readonly CountedFile[] = [
  real('penguins.csv', 0),
  real('titanic.csv', 0),
  real('adult-train.csv', 14, false, true),
  real('adult-test.csv', 14, false, true),
  real('german.csv', 20, false),
  real('glass.csv', 9, false),
  real('mammography.csv', 6, false),
  real('diamonds.csv', 1),
  real('compas.csv', 5),
  generated('wide', { rows: 500, columns: 60, classes: 2, cell: 0, seed: 2 }),
  generated('classes', { rows: 20_000, columns: 12, classes: 3_000, cell: 0, seed: 3 }),
  generated('open', { rows: 100_000, columns: 12, classes: 2, cell: 0, seed: 4 }),
];

/** Where a file lies; a generated one is made in a new folder for temporary files. */
export function pathOf({ name, shape }: CountedFile, fixtures: string): string {
  if (!shape) return path.join(fixtures, name);
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'ballast-counted-')), `${name}.csv`);
  generateCsv(file, shape);
  return file;
}

/** What was counted in one column. Empty cells are missing; `numbers` are those that read as a number. */
export interface ColumnCounts {
  readonly name: string;
  readonly missing: number;
  readonly distinct: number;
  readonly numbers: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Cells of the most frequent values. */
  readonly top: readonly number[];
}

/** What was counted in one file. */
export interface FileCounts {
  readonly rows: number;
  /** Rows beyond the first of each set of rows that are equal as written. */
  readonly copies: number;
  /** The same where numbers are compared by value, in the columns that hold nothing else. */
  readonly copiesByValue: number;
  readonly columns: readonly ColumnCounts[];
  /** Rows per value of the label, the most frequent first, then by name. */
  readonly classes: readonly (readonly [value: string, count: number])[];
}
