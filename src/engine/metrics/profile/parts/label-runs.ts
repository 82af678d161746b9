import type { MetricContext } from '../../../metric';
import { numbersWhere } from '../../../plan/row-numbers';
import { columnWith } from '../../../roles/roles';
import { trainRows } from '../../../scope';
import { runsTest, type RunsTest } from '../../../statistics/runs';
import { classesOf, type Classes } from '../../../table/classes';
import type { Codes, Column, Table, TableTick } from '../../../table/table';
import { TICK_ROWS } from '../../../ticks';

/** Parts of a file in which the rows of each class are counted. */
export const TENTHS = 10;
/** Classes up to which it is counted which one follows which. */
const MOST_PAIRS = 64;
/** Classes times tenths stay fewer than this many numbers, however many classes there are. */
const MOST_CELLS = 1 << 20;

/** The labels of a file in the order of its rows; rows without a label are passed over. */
export interface LabelRuns {
  /** Undefined where all orders have equally many runs. */
  readonly test: RunsTest | undefined;
  /** The longest run: class index, labelled rows in it, its first and last place. */
  readonly longest: {
    readonly of: number;
    readonly rows: number;
    readonly first: number;
    readonly last: number;
  };
  /** Rows per class in each tenth of the file, `[class * 10 + tenth]`; undefined for very many classes. */
  readonly tenths: Float64Array | undefined;
  /** How often class j comes next after class i, `[i * classes + j]`; undefined for more than 64 classes. */
  readonly next: Float64Array | undefined;
}

/** A label in the order of the rows that count. */
export interface OrderedLabel {
  /** The classes of these rows. */
  readonly classes: Classes;
  readonly runs: LabelRuns;
  /** The rows, ascending; undefined for all. Places in `runs` are places among them. */
  readonly rows: Uint32Array | undefined;
}

/** Several metrics ask for the order of the label; its classes are kept as long as its column. */
const KNOWN = new WeakMap<Classes, { readonly split: number; readonly found: OrderedLabel }>();

/**
 * The label along the file: where it is split, along its train rows, since parts that follow each other are no order.
 * `classes`: of all rows. @throws Cancelled (from tick)
 */
export function orderedLabel(
  table: Table,
  column: Column,
  classes: Classes,
  context: Pick<MetricContext, 'roles' | 'profiles' | 'tick'>,
): OrderedLabel {
  const split = columnWith(context.roles, 'split') ?? -1;
  const known = KNOWN.get(classes);
  if (known?.split === split) return known.found;
  const rows = split === column.index ? undefined : trainList(table, context);
  const found = rows
    ? inRows(column, rows, context)
    : { classes, rows, runs: counted(column.codes, classes, context.tick) };
  KNOWN.set(classes, { split, found });
  return found;
}

/** The train rows of a file that is split; undefined where it is not, or where no row is called train. */
export function trainList(
  table: Table,
  { roles, tick }: Pick<MetricContext, 'roles' | 'tick'>,
): Uint32Array | undefined {
  const split = columnWith(roles, 'split');
  if (split === undefined) return undefined;
  const rows = numbersWhere(table.rowCount, trainRows(table, split), tick);
  return rows.length > 0 ? rows : undefined;
}

function inRows(
  column: Column,
  rows: Uint32Array,
  { profiles, tick }: Pick<MetricContext, 'profiles' | 'tick'>,
): OrderedLabel {
  const classes = classesOf(column, profiles[column.index]!, rows, tick);
  const codes = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!]!;
  return { classes, rows, runs: counted(codes, classes, tick) };
}

/** Whether rows lie together by label: runs that are far fewer than chance makes. */
export function isGrouped({ test }: Pick<LabelRuns, 'test'>): boolean {
  return test !== undefined && test.z < GROUPED_Z && test.runs / test.expected < GROUPED;
}

/** Standard deviations, and runs as a share of those that chance makes, from which rows are called grouped. */
const GROUPED_Z = -3;
export const GROUPED = 0.5;

/** What a pass over rows carries from block to block. */
interface Passing {
  last: number;
  lastRow: number;
  runs: number;
  /** Of the run that goes on: its first row and its labelled rows. */
  first: number;
  length: number;
  longest: LabelRuns['longest'];
}

function counted(codes: Codes, classes: Classes, tick: TableTick): LabelRuns {
  const k = classes.codes.length;
  const tenths = k * TENTHS <= MOST_CELLS ? new Float64Array(k * TENTHS) : undefined;
  const next = k <= MOST_PAIRS ? new Float64Array(k * k) : undefined;
  const passing: Passing = {
    ...{ last: -1, lastRow: -1, runs: 0, first: 0, length: 0 },
    longest: { of: -1, rows: 0, first: 0, last: 0 },
  };
  for (let tenth = 0; tenth < TENTHS; tenth++) {
    const end = tenthBegins(codes.length, tenth + 1);
    for (let from = tenthBegins(codes.length, tenth); from < end; from += TICK_ROWS) {
      tick(from, codes.length);
      const to = Math.min(end, from + TICK_ROWS);
      countRuns(codes, classes.indexOf, from, to, passing);
      if (tenths) countTenth(codes, classes.indexOf, from, to, tenths, tenth);
    }
  }
  if (next) countNext(codes, classes.indexOf, k, next, tick);
  return { test: runsTest(passing.runs, classes.counts), longest: passing.longest, tenths, next };
}

/** The row at which a tenth of the file begins. */
export const tenthBegins = (rows: number, tenth: number): number =>
  Math.floor((tenth * rows) / TENTHS);

function countRuns(
  codes: Codes,
  indexOf: Int32Array,
  from: number,
  to: number,
  passing: Passing,
): void {
  let { last, lastRow, runs, first, length } = passing;
  for (let row = from; row < to; row++) {
    const of = indexOf[codes[row]!]!;
    if (of < 0) continue;
    if (of !== last) {
      keepLongest(passing, last, length, first, lastRow);
      [last, first, length] = [of, row, 0];
      runs++;
    }
    length++;
    lastRow = row;
  }
  keepLongest(passing, last, length, first, lastRow);
  Object.assign(passing, { last, lastRow, runs, first, length });
}

function keepLongest(
  passing: Passing,
  of: number,
  rows: number,
  first: number,
  last: number,
): void {
  if (rows > passing.longest.rows) passing.longest = { of, rows, first, last };
}

function countTenth(
  codes: Codes,
  indexOf: Int32Array,
  from: number,
  to: number,
  tenths: Float64Array,
  tenth: number,
): void {
  for (let row = from; row < to; row++) {
    const of = indexOf[codes[row]!]!;
    if (of >= 0) tenths[of * TENTHS + tenth]!++;
  }
}

function countNext(
  codes: Codes,
  indexOf: Int32Array,
  k: number,
  next: Float64Array,
  tick: TableTick,
): void {
  let last = -1;
  for (let from = 0; from < codes.length; from += TICK_ROWS) {
    tick(from, codes.length);
    last = countNextIn(
      codes,
      indexOf,
      from,
      Math.min(codes.length, from + TICK_ROWS),
      last,
      k,
      next,
    );
  }
}

function countNextIn(
  codes: Codes,
  indexOf: Int32Array,
  from: number,
  to: number,
  before: number,
  k: number,
  next: Float64Array,
): number {
  let last = before;
  for (let row = from; row < to; row++) {
    const of = indexOf[codes[row]!]!;
    if (of < 0) continue;
    if (last >= 0) next[last * k + of]!++;
    last = of;
  }
  return last;
}
