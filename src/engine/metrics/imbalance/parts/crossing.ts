import { classesOf } from '../../../table/classes';
import type { MetricContext } from '../../../metric';
import { sumOf } from '../../../statistics/sum';
import type { Table } from '../../../table/table';
import type { IntersectionEntry } from '../intersection-imbalance';

/** Levels per axis of a table of two and of three columns; the rest become `other` (at most 10,000 cells). */
const LEVELS_OF_TWO = 50;
const LEVELS_OF_THREE = 20;
/** Rows below which a cell is too thin to compare, and expected counts from which an empty cell tells something. */
export const THIN = 30;
const EXPECTED = 5;

/** One column of a crossing: its levels and the level of each code (-1: no level). */
interface Axis {
  readonly column: number;
  readonly levels: readonly string[];
  readonly levelOf: Int32Array;
}

/** A crossing in full, with the axes by which rows are found again. */
export interface Crossing {
  readonly entry: IntersectionEntry;
  /** Cell of a row, or -1 when one of its cells is empty. */
  cellOf(row: number): number;
}

/** Counts the combinations of two or three columns; rows with a missing cell are in none. */
export function crossing(
  table: Table,
  columns: readonly number[],
  context: MetricContext,
): Crossing {
  const most = columns.length > 2 ? LEVELS_OF_THREE : LEVELS_OF_TWO;
  const axes = columns.map((index) => axisOf(table, index, context, most));
  const size = axes.reduce((cells, axis) => cells * axis.levels.length, 1);
  const cellOf = (row: number): number => {
    let cell = 0;
    for (const { column, levels, levelOf } of axes) {
      const level = levelOf[table.columns[column]!.codes[row]!]!;
      if (level < 0) return -1;
      cell = cell * levels.length + level;
    }
    return cell;
  };
  const counts = new Array<number>(size).fill(0);
  for (let row = 0; row < table.rowCount; row++) {
    if (row % 8192 === 0) context.tick(row, table.rowCount);
    const cell = cellOf(row);
    if (cell >= 0) counts[cell]!++;
  }
  return { entry: entryOf(table, axes, counts), cellOf };
}

/** The levels of a column in class order; beyond `most` the largest stay and the rest are one level. */
function axisOf(table: Table, column: number, { profiles }: MetricContext, most: number): Axis {
  const { values, counts, indexOf } = classesOf(table.columns[column]!, profiles[column]!);
  if (values.length <= most) return { column, levels: values, levelOf: indexOf };
  const kept = counts
    .map((_, i) => i)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
  const place = new Map(kept.map((of, i) => [of, i]));
  return {
    column,
    levels: [...kept.map((i) => values[i]!), 'other'],
    levelOf: indexOf.map((of) => (of < 0 ? -1 : (place.get(of) ?? most))),
  };
}

function entryOf(
  table: Table,
  axes: readonly Axis[],
  counts: readonly number[],
): IntersectionEntry {
  const n = sumOf(counts.length, (i) => counts[i]!);
  const margins = marginsOf(axes, counts);
  const levelsOf = (cell: number) => levelsAt(axes, cell);
  const expected = counts.map((_, cell) =>
    n === 0 ? 0 : levelsOf(cell).reduce((e, level, i) => (e * margins[i]![level]!) / n, n),
  );
  let smallest = -1;
  counts.forEach((count, cell) => {
    if (count > 0 && (smallest < 0 || count < counts[smallest]!)) smallest = cell;
  });
  const cells = (passes: (count: number, expectedCount: number) => boolean) =>
    counts.filter((count, cell) => passes(count, expected[cell]!)).length;
  return {
    columns: axes.map(({ column }) => column),
    names: axes.map(({ column }) => table.columns[column]!.name),
    levels: axes.map(({ levels }) => levels),
    counts,
    expected,
    pearsonResiduals: counts.map((count, cell) =>
      expected[cell]! > 0 ? (count - expected[cell]!) / Math.sqrt(expected[cell]!) : 0,
    ),
    emptyCells: cells((count, e) => count === 0 && e >= EXPECTED),
    emptyCellsWithExpected30: cells((count, e) => count === 0 && e >= THIN),
    cellsBelow30: cells((count) => count < THIN),
    smallestCell:
      smallest < 0
        ? null
        : {
            levels: levelsOf(smallest).map((level, i) => axes[i]!.levels[level]!),
            count: counts[smallest]!,
          },
    combinationGap: combinationGap(axes, counts, margins, n),
    fragmentation:
      n === 0 ? 0 : sumOf(counts.length, (i) => (counts[i]! < THIN ? counts[i]! : 0)) / n,
  };
}

/** Level per axis of a row-major cell number. */
export function levelsAt(
  axes: readonly { readonly levels: readonly string[] }[],
  cell: number,
): number[] {
  const levels = new Array<number>(axes.length).fill(0);
  let rest = cell;
  for (let i = axes.length - 1; i >= 0; i--) {
    const size = axes[i]!.levels.length;
    levels[i] = rest % size;
    rest = Math.floor(rest / size);
  }
  return levels;
}

function marginsOf(axes: readonly Axis[], counts: readonly number[]): Float64Array[] {
  const margins = axes.map(({ levels }) => new Float64Array(levels.length));
  counts.forEach((count, cell) => {
    levelsAt(axes, cell).forEach((level, i) => {
      margins[i]![level]! += count;
    });
  });
  return margins;
}

/** Share of value pairs of two different columns, expected at least 5 times, that never meet. */
function combinationGap(
  axes: readonly Axis[],
  counts: readonly number[],
  margins: readonly Float64Array[],
  n: number,
): number {
  let possible = 0;
  let absent = 0;
  for (let a = 0; a < axes.length; a++) {
    for (let b = a + 1; b < axes.length; b++) {
      const width = axes[b]!.levels.length;
      const pairs = new Float64Array(axes[a]!.levels.length * width);
      counts.forEach((count, cell) => {
        const levels = levelsAt(axes, cell);
        pairs[levels[a]! * width + levels[b]!]! += count;
      });
      pairs.forEach((count, pair) => {
        const e = (margins[a]![Math.floor(pair / width)]! * margins[b]![pair % width]!) / n;
        if (!(e >= EXPECTED)) return;
        possible++;
        if (count === 0) absent++;
      });
    }
  }
  return possible === 0 ? 0 : absent / possible;
}
