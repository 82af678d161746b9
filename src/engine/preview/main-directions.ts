import { Moments } from '../statistics/moments';
import { principalComponents, projected } from '../statistics/principal-components';
import type { Scatter, ScatterAxis } from './preview';

/** A row of the picture: its kind and its number in every column; what is no number counts as the column's mean. */
export interface DrawnRow {
  readonly kind: Scatter['points'][number]['kind'];
  readonly numbers: readonly number[];
}

/** Columns that name a direction. */
const NAMED = 3;
/** A column of less than this part of the largest weight does not name its direction. */
const WORTH_NAMING = 0.5;

/**
 * The two directions in which standardised columns vary most (Pearson 1901), and where the rows lie along them. Columns are
 * standardised, and directions found, by the rows of the file alone: made rows are put where they fall and do not turn the picture. The
 * weightiest column of a direction points upwards. undefined with fewer than three columns that vary, which need no projection.
 */
export function mainDirections(
  columns: readonly number[],
  rows: readonly DrawnRow[],
):
  | { readonly axes: readonly [ScatterAxis, ScatterAxis]; readonly points: [number, number][] }
  | undefined {
  const own = rows.filter(({ kind }) => kind !== 'made');
  const scales = columns.map((column, at) => {
    const moments = new Moments();
    for (const { numbers } of own) if (Number.isFinite(numbers[at])) moments.add(numbers[at]!);
    return { column, at, mean: moments.mean, deviation: Math.sqrt(moments.variance) };
  });
  const varying = scales.filter(({ mean, deviation }) => deviation > 1e-12 * Math.abs(mean));
  const d = varying.length;
  if (d < 3 || own.length < 3) return undefined;
  const standardised = (of: readonly DrawnRow[]) =>
    Float64Array.from({ length: of.length * d }, (_, i) => {
      const { at, mean, deviation } = varying[i % d]!;
      const number = of[Math.floor(i / d)]!.numbers[at]!;
      return Number.isFinite(number) ? (number - mean) / deviation : 0;
    });
  const values = standardised(own);
  const none = () => undefined;
  const basis = principalComponents(values, own.length, d, 2, none);
  const axes = [0, 1].map((axis) => {
    const weights = basis.subarray(axis * d, (axis + 1) * d);
    const order = [...weights.keys()].sort((a, b) => Math.abs(weights[b]!) - Math.abs(weights[a]!));
    const largest = weights[order[0]!]!;
    if (largest < 0) for (let j = 0; j < d; j++) weights[j] = -weights[j]!;
    const names = order
      .slice(0, NAMED)
      .filter((j) => Math.abs(weights[j]!) >= WORTH_NAMING * Math.abs(largest));
    return { columns: names.map((j) => varying[j]!.column), share: 0 };
  });
  const scores = projected(values, own.length, d, basis, 2, none);
  const total = values.reduce((sum, value) => sum + value * value, 0);
  const share = (axis: number) => {
    let sum = 0;
    for (let i = axis; i < scores.length; i += 2) sum += scores[i]! ** 2;
    return sum / total;
  };
  const all = projected(standardised(rows), rows.length, d, basis, 2, none);
  return {
    axes: [
      { ...axes[0]!, share: share(0) },
      { ...axes[1]!, share: share(1) },
    ],
    points: rows.map((_, row) => [all[row * 2]!, all[row * 2 + 1]!]),
  };
}
