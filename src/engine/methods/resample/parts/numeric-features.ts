import { rowNumbers } from '../../../row-numbers';
import type { MethodContext } from '../../../method';
import type { Points } from '../../../kernels/nearest-neighbours';
import type { ChoiceParam } from '../../../params';
import { EngineError } from '../../../problems';
import { sortNumbers } from '../../../statistics/sort-numbers';
import type { Table, TableTick } from '../../../table';
import { everyRow } from '../../../ticks';
import { many, quoted } from '../../../words';

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
      'No numeric column is a feature, so there is no distance between rows.',
    );
  }
  const codes = columns.map((column) => table.columns[column]!.codes);
  const numbers = columns.map((column) => context.profiles[column]!.numbers!);
  const value = (place: number, row: number) => numbers[place]![codes[place]![row]!]!;
  const complete = (row: number) => columns.every((_, place) => Number.isFinite(value(place, row)));
  if (missing === 'error') refuseGaps(table, context.scope, columns, value);
  if (missing !== 'impute') {
    return { ...features, value, complete, usable: complete, distanceValue: value };
  }
  const medians = columns.map((_, place) => {
    return median(
      finiteValues(context.scope, (row) => value(place, row), context.tick),
      context.tick,
    );
  });
  return {
    ...features,
    value,
    complete,
    usable: () => true,
    distanceValue: (place, row) => {
      const own = value(place, row);
      return Number.isFinite(own) ? own : medians[place]!;
    },
  };
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
      `${many(rows.length, 'row')} ${rows.length === 1 ? 'lacks' : 'lack'} a number in ${name}, the first is data row ${rows[0]! + 1}. Set \`missing\` to \`exclude\` or \`impute\`, or choose other features.`,
      { row: rows[0]!, column },
    );
  }
}

/** The finite values of rows. @throws Cancelled (from tick) */
export function finiteValues(
  rows: Uint32Array,
  value: (row: number) => number,
  tick: TableTick,
): Float64Array {
  const values = new Float64Array(rows.length);
  const ticked = everyRow(tick);
  let found = 0;
  for (let i = 0; i < rows.length; i++) {
    ticked(i, rows.length);
    const own = value(rows[i]!);
    if (Number.isFinite(own)) values[found++] = own;
  }
  return values.subarray(0, found);
}

/** The middle value, or the mean of the two in the middle; 0 without values. */
export function median(values: Float64Array, tick?: TableTick): number {
  const sorted = sortNumbers(values.slice(), tick);
  const middle = sorted.length >> 1;
  if (!sorted.length) return 0;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
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
    const numeric = profiles[index]!.semantic === 'numeric' && profiles[index]!.numbers;
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
    const values = finiteValues(rows, (row) => features.value(place, row), tick);
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
  rows.forEach((row, point) => {
    places.forEach((place, dimension) => {
      values[point * dimensions + dimension] = features.distanceValue(place, row) / scales[place]!;
    });
  });
  return { count: rows.length, dimensions, values };
}

/** The plain mean; NaN without values. @throws Cancelled (from tick) */
export function meanOf(values: Float64Array, tick?: TableTick): number {
  const ticked = everyRow(tick);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    ticked(i, values.length);
    sum += values[i]!;
  }
  return sum / values.length;
}

/** Population standard deviation in two passes; 0 without values. @throws Cancelled (from tick) */
export function standardDeviation(values: Float64Array, tick?: TableTick): number {
  if (!values.length) return 0;
  const ticked = everyRow(tick);
  const mean = meanOf(values, tick);
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    ticked(i, values.length);
    squares += (values[i]! - mean) ** 2;
  }
  return Math.sqrt(squares / values.length);
}

function interquartileRange(values: Float64Array, tick: TableTick): number {
  const sorted = sortNumbers(values.slice(), tick);
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const lower = sorted[Math.floor(place)]!;
    return lower + (sorted[Math.ceil(place)]! - lower) * (place - Math.floor(place));
  };
  return sorted.length ? at(0.75) - at(0.25) : 0;
}
