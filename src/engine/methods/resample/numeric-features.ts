import { rowNumbers } from '../../row-numbers';
import type { MethodContext } from '../../method';
import type { Points } from '../../kernels/nearest-neighbours';
import type { ChoiceParam } from '../../params';
import { EngineError } from '../../problems';
import type { Table } from '../../table';

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

/** The numeric feature columns of a table, as distances and interpolation read them. */
export interface NumericFeatures {
  readonly columns: readonly number[];
  /** Feature columns that are not numeric. */
  readonly others: readonly number[];
  /** Value of a row in a column of `columns` (by place); NaN when missing. */
  value(place: number, row: number): number;
  /** True when every numeric feature of the row is a finite number. */
  complete(row: number): boolean;
}

/** @throws EngineError no-numeric-feature */
export function numericFeatures(table: Table, context: MethodContext): NumericFeatures {
  const features = featureColumns(context);
  const { columns } = features;
  if (!columns.length) {
    throw new EngineError(
      'no-numeric-feature',
      'No numeric column is a feature, so there is no distance between rows.',
    );
  }
  const codes = columns.map((column) => table.columns[column]!.codes);
  const numbers = columns.map((column) => context.profiles[column]!.numbers!);
  const value = (place: number, row: number) => numbers[place]![codes[place]![row]!]!;
  return {
    ...features,
    value,
    complete: (row) => columns.every((_, place) => Number.isFinite(value(place, row))),
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
  tick: (done: number, total: number) => void,
): Float64Array {
  return Float64Array.from(features.columns, (_, place) => {
    tick(place, features.columns.length);
    if (scale === 'none') return 1;
    const values = Float64Array.from(rows, (row) => features.value(place, row)).filter(
      Number.isFinite,
    );
    const spread = scale === 'robust' ? interquartileRange(values) : 0;
    return spread > 0 ? spread : standardDeviation(values);
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
      values[point * dimensions + dimension] = features.value(place, row) / scales[place]!;
    });
  });
  return { count: rows.length, dimensions, values };
}

/** Population standard deviation in two passes; 0 without values. */
export function standardDeviation(values: Float64Array): number {
  if (!values.length) return 0;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

function interquartileRange(values: Float64Array): number {
  const sorted = values.slice().sort();
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const lower = sorted[Math.floor(place)]!;
    return lower + (sorted[Math.ceil(place)]! - lower) * (place - Math.floor(place));
  };
  return sorted.length ? at(0.75) - at(0.25) : 0;
}
