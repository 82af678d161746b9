import { timesOf } from '../../../cells/times';
import { addBit, noBits } from '../../../kernels/bit-sets';
import { rowKey } from '../../../kernels/canonical-codes';
import { findClusters } from '../../../kernels/row-clusters';
import type { MetricContext } from '../../../metric';
import { EngineError } from '../../../problems';
import { missingRows } from '../../../table/missing-rows';
import type { Column, Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { fileOverlaps } from './file-overlaps';

/** A file whose columns are some of another's, with what of its rows is there; files by code. */
export interface FileProjection {
  readonly child: number;
  readonly parent: number;
  /** The child's columns, by index, and how many the parent has. */
  readonly columns: readonly number[];
  readonly parentColumns: number;
  /** Different rows of the child, of the parent in these columns, and in both. */
  readonly distinct: number;
  readonly parentDistinct: number;
  readonly shared: number;
}

/** A file whose columns are some of another's, but not its rows: a column goes beyond the other's range. */
export interface RuledOut {
  readonly child: number;
  readonly parent: number;
  readonly column: number;
}

/** Files with different columns, as R2D2 looks for containment among them. */
export interface Projections {
  readonly found: readonly FileProjection[];
  readonly ruledOut: readonly RuledOut[];
}

/** Schemas that are compared: each is a search of its own. */
const SCHEMAS = 20;
/** Files of which it is said that they go beyond another. */
const MOST = 50;

/**
 * Files that may hold rows of others in fewer columns (Shah et al. 2023): by columns, by least and largest number or date,
 * and then by rows. A column without any value in a file is none of the file's. @throws EngineError, Cancelled
 */
export function fileProjections(
  table: Table,
  part: Column,
  compared: readonly number[],
  context: MetricContext,
): Projections {
  const schemas = schemasOf(table, part, compared, context);
  const ranges = rangesOf(table, part, compared, context);
  const ruledOut: RuledOut[] = [];
  const found: FileProjection[] = [];
  const ticked = everyRow(context.tick);
  for (const child of schemas.slice(0, SCHEMAS)) {
    const pairs: [child: number, parent: number][] = [];
    const larger = schemas.filter((parent) => isWithin(child.columns, parent.columns));
    for (const one of child.files) {
      for (const other of larger.flatMap(({ files }) => files)) {
        ticked(pairs.length, schemas.length);
        const beyond = child.columns.find((index) => !ranges.within(index, one, other));
        if (beyond === undefined) pairs.push([one, other]);
        else if (ruledOut.length < MOST)
          ruledOut.push({ child: one, parent: other, column: beyond });
      }
    }
    if (pairs.length === 0) continue;
    const sizeOf = (file: number) =>
      larger.find(({ files }) => files.includes(file))!.columns.length;
    for (const own of compareRows(table, part, child.columns, pairs, context)) {
      found.push({ ...own, columns: child.columns, parentColumns: sizeOf(own.parent) });
    }
  }
  return { found, ruledOut };
}

/** Files with values in the same columns. */
interface Schema {
  readonly columns: readonly number[];
  readonly files: number[];
}

/** Some columns, but not all, of another. */
function isWithin(own: readonly number[], others: readonly number[]): boolean {
  return (
    own.length > 0 && own.length < others.length && own.every((index) => others.includes(index))
  );
}

/** Which columns have a value in which files. */
function schemasOf(
  table: Table,
  part: Column,
  compared: readonly number[],
  { profiles, tick }: MetricContext,
): Schema[] {
  const files = part.dictionary.size;
  const filled: number[][] = Array.from({ length: files }, () => []);
  compared.forEach((index, done) => {
    tick(done, compared.length);
    const profile = profiles[index]!;
    const seen = new Uint8Array(files);
    if (profile.missing === 0) seen.fill(1);
    else {
      const empty = missingRows(table, index, profile, tick);
      for (let row = 0; row < table.rowCount; row++) {
        if (((empty[row >>> 5]! >>> (row & 31)) & 1) === 0) seen[part.codes[row]!] = 1;
      }
    }
    for (let file = 1; file < files; file++) if (seen[file] === 1) filled[file]!.push(index);
  });
  const schemas = new Map<string, Schema>();
  for (let file = 1; file < files; file++) {
    const columns = filled[file]!;
    const schema = schemas.get(columns.join()) ?? { columns, files: [] };
    schema.files.push(file);
    schemas.set(columns.join(), schema);
  }
  return [...schemas.values()];
}

/** Least and largest number or date of each column in each file, worked out when first asked for. */
function rangesOf(
  table: Table,
  part: Column,
  compared: readonly number[],
  { profiles, tick }: MetricContext,
) {
  const known = new Map<number, { least: Float64Array; most: Float64Array } | null>();
  const rangeOf = (index: number) => {
    const time = compared.includes(index) ? numberOrTime(table, index, profiles) : undefined;
    if (!time) return null;
    const least = new Float64Array(part.dictionary.size).fill(Infinity);
    const most = new Float64Array(part.dictionary.size).fill(-Infinity);
    const ticked = everyRow(tick);
    for (let row = 0; row < table.rowCount; row++) {
      ticked(row, table.rowCount);
      const [file, value] = [part.codes[row]!, time(row)];
      if (value < least[file]!) least[file] = value;
      if (value > most[file]!) most[file] = value;
    }
    return { least, most };
  };
  return {
    within(index: number, child: number, parent: number): boolean {
      if (!known.has(index)) known.set(index, rangeOf(index));
      const range = known.get(index);
      if (!range) return true;
      const { least, most } = range;
      return least[parent]! <= least[child]! && most[child]! <= most[parent]!;
    },
  };
}

function numberOrTime(table: Table, index: number, profiles: MetricContext['profiles']) {
  const { semantic } = profiles[index]!;
  if (semantic !== 'numeric' && semantic !== 'date') return undefined;
  try {
    return timesOf(table, { profiles }, index);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'bad-parameter') return undefined;
    throw error;
  }
}

/** The rows of some files that have the child's columns, compared in these alone. */
function compareRows(
  table: Table,
  part: Column,
  columns: readonly number[],
  pairs: readonly (readonly [child: number, parent: number])[],
  { profiles, tick }: MetricContext,
): Omit<FileProjection, 'columns' | 'parentColumns'>[] {
  const files = new Set(pairs.flat());
  const only = noBits(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    if (files.has(part.codes[row]!)) addBit(only, row);
  }
  const keys = columns.map((index) => rowKey(table, index, profiles[index]!, 'by-value', tick));
  const clusters = findClusters(table, keys, { only, tick });
  const overlaps = fileOverlaps(clusters, part, tick);
  const keyOf = (one: number, other: number) =>
    Math.min(one, other) * part.dictionary.size + Math.max(one, other);
  const shared = new Map(overlaps.pairs.map((pair) => [keyOf(pair.one, pair.other), pair.shared]));
  return pairs.flatMap(([child, parent]) => {
    const both = shared.get(keyOf(child, parent));
    if (both === undefined) return [];
    const [distinct, parentDistinct] = [overlaps.distinct[child]!, overlaps.distinct[parent]!];
    return [{ child, parent, distinct, parentDistinct, shared: both }];
  });
}
