import { addBit, hasBit, noBits, type BitSet } from '../../../kernels/bit-sets';
import { rowNumbers } from '../../../plan/row-numbers';
import type { MethodContext } from '../../../method';
import type { Points } from '../../../kernels/nearest-neighbours';
import type { ChoiceParam } from '../../../params/params';
import { EngineError } from '../../../problems';
import { numberAt } from '../../../table/number-at';
import { alwaysNumber, numericCells, type NumericCells } from '../../../table/numeric-cells';
import { holdsNumbers, type ColumnProfile } from '../../../table/profile';
import type { Codes, Table, TableTick } from '../../../table/table';
import { everyRow, TICK_ROWS } from '../../../ticks';
import { many, quoted } from '../../../words';
import { finiteOf, interquartileRange, median, standardDeviation } from './spread';
import { t } from '../../../language';

/** How numeric columns are made comparable before distances are taken. */
export const SCALE: ChoiceParam = {
  kind: 'choice',
  id: 'scale',
  title: 'Scale for distances',
  summary:
    'Standard divides by the standard deviation, robust by the interquartile range; other libraries do not scale.',
  default: 'standard',
  options: [
    { value: 'standard', title: 'Standard' },
    { value: 'robust', title: 'Robust' },
    { value: 'none', title: 'None' },
  ],
  advanced: true,
};

/** What becomes of rows that lack a number, as a parameter of every method that computes with numbers. */
export const MISSING_NUMBERS: ChoiceParam = {
  kind: 'choice',
  id: 'missing',
  title: 'Rows with empty numbers',
  summary:
    'Left out as parents, refused, or used with the median of the column for distances alone: made cells between empty ones stay empty.',
  default: 'exclude',
  options: [
    { value: 'exclude', title: 'Leave out' },
    { value: 'error', title: 'Refuse' },
    { value: 'impute', title: 'Use the median for distances' },
  ],
  advanced: true,
};

/** The numeric feature columns of a table, as distances and interpolation read them. */
export interface NumericFeatures {
  readonly columns: readonly number[];
  /** Feature columns that are not numeric. */
  readonly others: readonly number[];
  /** Value of a row in a column of `columns` (by place); NaN when missing. */
  value(place: number, row: number): number;
  /** True when every numeric feature of the row is a finite number. */
  complete(row: number): boolean;
  /** True when the row may be a parent or a neighbour: it is complete, or its gaps are filled for distances. */
  usable(row: number): boolean;
  /** As `value`, for distances: the median of the column in scope where a gap is filled. */
  distanceValue(place: number, row: number): number;
  /** What `value` and `distanceValue` read, for loops over many rows. */
  readonly cells: readonly FeatureCells[];
}

/** The cells of a numeric feature. */
interface FeatureCells extends NumericCells {
  /** What stands in gaps for distances; NaN where nothing does. */
  readonly fill: number;
}

/**
 * @param missing what becomes of rows that lack a number: `exclude`, `error` or `impute`
 * @param needed without a numeric column there is nothing to do
 * @throws EngineError no-numeric-feature, missing-values; Cancelled
 */
export function numericFeatures(
  table: Table,
  context: MethodContext,
  missing = 'exclude',
  needed = true,
): NumericFeatures {
  const features = featureColumns(context);
  const { columns } = features;
  if (needed && !columns.length) {
    throw new EngineError(
      'no-numeric-feature',
      t('No numeric column is a feature, so there is no distance between rows.'),
    );
  }
  const read = numericCells(table, context.profiles, columns, context.tick).map((cells) => ({
    ...cells,
    fill: NaN,
  }));
  const value = (place: number, row: number) => {
    const { codes, numbers } = read[place]!;
    return numbers[codes[row]!]!;
  };
  let gaps: BitSet | null | undefined;
  const complete = (row: number) => {
    if (gaps === undefined) gaps = knownGaps(table, context, columns, read);
    return gaps === null || !hasBit(gaps, row);
  };
  if (missing === 'error') refuseGaps(table, context.scope, columns, value);
  if (missing !== 'impute') {
    return { ...features, value, complete, usable: complete, distanceValue: value, cells: read };
  }
  const cells = read.map((column) => {
    const known = finiteOf(gathered(column, context.scope, context.tick));
    return { ...column, fill: median(known, context.tick) };
  });
  return {
    ...features,
    value,
    complete,
    usable: () => true,
    distanceValue: (place, row) => {
      const own = value(place, row);
      return Number.isFinite(own) ? own : cells[place]!.fill;
    },
    cells,
  };
}

/** What was found last of each table: methods and guards ask the same. */
const GAPS = new WeakMap<
  Table,
  { readonly profiles: unknown; readonly columns: string; readonly gaps: BitSet | null }
>();

/** Rows that lack a finite number; null where no column has such a row. */
function knownGaps(
  table: Table,
  { profiles, tick }: Pick<MethodContext, 'profiles' | 'tick'>,
  columns: readonly number[],
  read: readonly NumericCells[],
): BitSet | null {
  const known = GAPS.get(table);
  const listed = columns.join();
  if (known?.profiles === profiles && known.columns === listed) return known.gaps;
  const holed = read.filter((cells, place) => !alwaysNumber(profiles[columns[place]!]!, cells));
  const gaps = holed.length > 0 ? gapsOf(holed, table.rowCount, tick) : null;
  GAPS.set(table, { profiles, columns: listed, gaps });
  return gaps;
}

/** Rows that lack a finite number in some column. @throws Cancelled (from tick) */
function gapsOf(columns: readonly NumericCells[], rowCount: number, tick: TableTick): BitSet {
  const gaps = noBits(rowCount);
  const ticked = everyRow(tick);
  for (const { codes, numbers } of columns) {
    for (let row = 0; row < codes.length; row++) {
      ticked(row, codes.length);
      if (!Number.isFinite(numbers[codes[row]!]!)) addBit(gaps, row);
    }
  }
  return gaps;
}

/** The numbers of rows, NaN where they are missing. @throws Cancelled (from tick) */
export function gathered(
  { codes, numbers }: Pick<NumericCells, 'codes' | 'numbers'>,
  rows: Uint32Array,
  tick?: TableTick,
): Float64Array {
  const values = new Float64Array(rows.length);
  for (let from = 0; from < rows.length; from += TICK_ROWS) {
    tick?.(from, rows.length);
    gather(values, numbers, codes, rows, from, Math.min(rows.length, from + TICK_ROWS));
  }
  return values;
}

function gather(
  values: Float64Array,
  numbers: Float64Array,
  codes: Codes,
  rows: Uint32Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) values[i] = numbers[codes[rows[i]!]!]!;
}

/** The numbers of rows in a column (by place), gaps filled as `distanceValue` fills them. @throws Cancelled (from tick) */
export function distanceValues(
  { cells }: Pick<NumericFeatures, 'cells'>,
  place: number,
  rows: Uint32Array,
  tick?: TableTick,
): Float64Array {
  const column = cells[place]!;
  const values = gathered(column, rows, tick);
  if (Number.isNaN(column.fill)) return values;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) values[i] = column.fill;
  }
  return values;
}

function refuseGaps(
  table: Table,
  scope: Uint32Array,
  columns: readonly number[],
  value: NumericFeatures['value'],
): void {
  for (const [place, column] of columns.entries()) {
    const rows = scope.filter((row) => !Number.isFinite(value(place, row)));
    if (!rows.length) continue;
    const name = quoted(table.columns[column]!.name);
    throw new EngineError(
      'missing-values',
      t`${many(rows.length, 'row')} ${rows.length === 1 ? t('lacks') : t('lack')} a number in ${name}, the first is data row ${rows[0]! + 1}. Set \`missing\` to \`exclude\` or \`impute\`, or choose other features.`,
      { row: rows[0]!, column },
    );
  }
}

/** Feature columns of numbers; the numbers of open ones are not asked for. */
export function numericFeatureColumns({
  roles,
  profiles,
}: Pick<MethodContext, 'roles' | 'profiles'>): number[] {
  return roles.flatMap((role, index) => {
    const profile = profiles[index]!;
    return role === 'feature' && profile.semantic === 'numeric' && holdsNumbers(profile)
      ? [index]
      : [];
  });
}

/**
 * The numbers of a few rows, read one by one so that no open column is loaded: what is a row elsewhere is a place in `rows`
 * here. @throws Cancelled (from tick)
 */
export function featuresOfRows(
  table: Table,
  profiles: readonly ColumnProfile[],
  columns: readonly number[],
  rows: Uint32Array,
  tick: TableTick,
): NumericFeatures {
  const readers = columns.map((column) => numberAt(table, profiles[column]!));
  const codes = rowNumbers(rows.length);
  const cells = columns.map(() => ({
    ...{ codes, byRow: true, fill: NaN },
    numbers: new Float64Array(rows.length),
  }));
  const ticked = everyRow(tick);
  // Row by row: a row that is read has all of its cells.
  for (let place = 0; place < rows.length; place++) {
    ticked(place, rows.length);
    readers.forEach((read, column) => (cells[column]!.numbers[place] = read(rows[place]!)));
  }
  const value = (column: number, place: number) => cells[column]!.numbers[place]!;
  const complete = (place: number) =>
    cells.every(({ numbers }) => Number.isFinite(numbers[place]!));
  return {
    ...{ columns, others: [], value, complete, cells },
    usable: complete,
    distanceValue: value,
  };
}

/** Feature columns that are numeric, and the others. */
export function featureColumns({ roles, profiles }: Pick<MethodContext, 'roles' | 'profiles'>): {
  columns: number[];
  others: number[];
} {
  const columns: number[] = [];
  const others: number[] = [];
  roles.forEach((role, index) => {
    if (role !== 'feature') return;
    const numeric = profiles[index]!.semantic === 'numeric' && holdsNumbers(profiles[index]!);
    (numeric ? columns : others).push(index);
  });
  return { columns, others };
}

/** Per numeric column what a difference is divided by; 0 where the column is constant and says nothing. */
export function scalesOf(
  features: NumericFeatures,
  rows: Uint32Array,
  scale: string,
  tick: TableTick,
): Float64Array {
  return Float64Array.from(features.columns, (_, place) => {
    if (scale === 'none') return 1;
    const values = finiteOf(gathered(features.cells[place]!, rows, tick));
    const spread = scale === 'robust' ? interquartileRange(values, tick) : 0;
    return spread > 0 ? spread : standardDeviation(values, tick);
  });
}

/** The points of rows in the scaled space; constant columns are left out. */
export function scaledPoints(
  features: NumericFeatures,
  rows: Uint32Array,
  scales: Float64Array,
): Points {
  const places = [...rowNumbers(features.columns.length)].filter((place) => scales[place]! > 0);
  const dimensions = places.length;
  const values = new Float64Array(rows.length * dimensions);
  // A few rows at a time, whose points stay in the cache while column after column is written.
  for (let from = 0; from < rows.length; from += POINTS) {
    const to = Math.min(rows.length, from + POINTS);
    places.forEach((place, dimension) => {
      const first = from * dimensions + dimension;
      const { cells } = features;
      placeColumn(values, first, dimensions, cells[place]!, rows, from, to, scales[place]!);
    });
  }
  return { count: rows.length, dimensions, values };
}

/** Points that are written at a time. */
const POINTS = 512;

/** Writes the scaled numbers of rows[from] .. rows[to - 1] to every `stride`-th place from `at` on, gaps filled. */
function placeColumn(
  values: Float64Array,
  at: number,
  stride: number,
  { codes, numbers, fill }: FeatureCells,
  rows: Uint32Array,
  from: number,
  to: number,
  scale: number,
): void {
  const filled = !Number.isNaN(fill);
  for (let i = from; i < to; i++, at += stride) {
    const value = numbers[codes[rows[i]!]!]!;
    values[at] = (filled && !Number.isFinite(value) ? fill : value) / scale;
  }
}
