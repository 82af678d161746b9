import type { MetricContext } from '../../../metric';
import { EngineError } from '../../../problems';
import { numbersByGroup, select } from '../../../plan/row-numbers';
import { sentinels, sketchedSentinels } from '../../../statistics/sentinel-values';
import { subsetOf, weightedValues, type WeightedValues } from '../../../statistics/weighted-values';
import { classesOf } from '../../../table/classes';
import { columnValues } from '../../../table/column-values';
import { isSketched } from '../../../sampling/sampled-columns';
import { sketchOf } from '../../../table/open-columns';
import { holdsNumbers, type ColumnProfile } from '../../../table/profile';
import {
  countCodes,
  findColumn,
  type Column,
  type Table,
  type TableTick,
} from '../../../table/table';
import { quoted } from '../../../words';
import { rowsOfCodes } from '../../alerts';
import type { Label } from '../../label';
import type { OutlyingColumn } from '../numeric-outliers';
import { t } from '../../../language';

/** Numbers that are judged together: a column, or one group of its rows. */
export interface Judged {
  readonly column: number;
  readonly group: string | null;
  readonly of: WeightedValues;
  readonly estimated: boolean;
  /** Numbers that stand for something else (`column-alerts` tells of them): left out. */
  readonly left: ReadonlySet<number>;
  /** The rows whose number passes, ascending; absent where cells are not held. @throws Cancelled */
  readonly rowsOf?: (passes: (value: number) => boolean) => Uint32Array;
  /** The number of a row; where `rowsOf` is. */
  readonly numberOf?: (row: number) => number;
}

/** Rows of a group from which its numbers are judged by themselves, and groups. */
const ENOUGH = 30;
const MOST_GROUPS = 1000;

/** What is judged, column by column. @throws EngineError unknown-column; Cancelled */
export function* judgedParts(
  table: Table,
  columns: readonly Column[],
  within: string | null,
  context: MetricContext,
): Generator<Judged> {
  const groups = within === null ? undefined : groupsOf(table, within, context);
  for (const [done, column] of columns.entries()) {
    context.tick(done, columns.length);
    const profile = context.profiles[column.index]!;
    const tick: TableTick = () => {
      context.tick(done, columns.length);
    };
    if (!groups) {
      const part = wholeColumn(table, column, profile, tick);
      if (part) yield part;
    } else if (!isSketched(table, column.index)) {
      for (const group of groups) yield inGroup(column, profile, group, tick);
    }
  }
}

function wholeColumn(
  table: Table,
  column: Column,
  profile: ColumnProfile,
  tick: TableTick,
): Judged | undefined {
  const found = columnValues(table, profile, tick, 1);
  if (!found) return undefined;
  const { of, estimated } = found;
  const sketch = sketchOf(column, profile);
  const others = without(of, sketch ? sketchedSentinels(sketch, of) : sentinels(of));
  const base = { column: column.index, group: null, estimated, ...others };
  return isSketched(table, column.index) ? base : { ...base, ...cellsOf(column, profile, tick) };
}

function inGroup(
  column: Column,
  profile: ColumnProfile,
  { value, rows }: Group,
  tick: TableTick,
): Judged {
  const of = holdsNumbers(profile)
    ? weightedValues(profile.numbers!, countCodes(column, rows, tick), tick)
    : weightedValues([], []);
  const others = without(of, sentinels(of));
  return {
    ...{ column: column.index, group: value, estimated: false, ...others },
    ...cellsOf(column, profile, tick, rows),
  };
}

function without(of: WeightedValues, found: readonly { readonly value: number }[]) {
  const left = new Set(found.map(({ value }) => value));
  return { left, of: left.size === 0 ? of : subsetOf(of, (i) => !left.has(of.values[i]!)) };
}

/** How cells that are held are found; `rows`: among these. */
function cellsOf(column: Column, profile: ColumnProfile, tick: TableTick, rows?: Uint32Array) {
  const numbers = profile.numbers!;
  const numberOf = (row: number) => numbers[column.codes[row]!]!;
  return {
    numberOf,
    rowsOf: (passes: (value: number) => boolean) => {
      const wanted = (value: number) => Number.isFinite(value) && passes(value);
      if (rows) return select(rows, (row) => wanted(numberOf(row)), tick);
      const found: number[] = [];
      numbers.forEach((value, code) => {
        if (wanted(value)) found.push(code);
      });
      return rowsOfCodes(column.codes, found, tick);
    },
  };
}

interface Group {
  readonly value: string;
  readonly rows: Uint32Array;
}

function groupsOf(table: Table, within: string, { profiles, tick }: MetricContext): Group[] {
  const index = findColumn(table.columns, within);
  if (index < 0) throw new EngineError('unknown-column', t`There is no column ${quoted(within)}.`);
  const { values, indexOf, counts } = classesOf(
    table.columns[index]!,
    profiles[index]!,
    undefined,
    tick,
  );
  if (values.length > MOST_GROUPS) {
    throw new EngineError(
      'bad-parameter',
      t`${quoted(within)} has more than ${String(MOST_GROUPS)} values: too many to judge numbers within each.`,
    );
  }
  const { codes } = table.columns[index]!;
  const groupOf = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) groupOf[row] = indexOf[codes[row]!]!;
  const rows = numbersByGroup(groupOf, values.length, tick);
  return values.flatMap((value, i) => (counts[i]! >= ENOUGH ? [{ value, rows: rows[i]! }] : []));
}

/** Rows listed of a value. */
const ROWS = 3;

/** The first rows that hold a value, among those that were found. */
export function listedRows(
  { numberOf }: Judged,
  rows: Uint32Array | undefined,
  value: number,
): number[] {
  const found: number[] = [];
  if (!rows || !numberOf) return found;
  for (let i = 0; i < rows.length && found.length < ROWS; i++) {
    if (numberOf(rows[i]!) === value) found.push(rows[i]!);
  }
  return found;
}

/** Classes listed. */
const CLASSES = 20;

/** Which share of each class some rows are, largest first. */
export function byClass(rows: Uint32Array, { column, classes }: Label): OutlyingColumn['byClass'] {
  const cells = new Float64Array(classes.codes.length);
  for (const row of rows) {
    const of = classes.indexOf[column.codes[row]!]!;
    if (of >= 0) cells[of]!++;
  }
  return Array.from(cells, (n, i) => ({ i, n, share: n / classes.counts[i]! }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.share - a.share || a.i - b.i)
    .slice(0, CLASSES)
    .map(({ i, n, share }) => ({ value: classes.values[i]!, cells: n, share }));
}
