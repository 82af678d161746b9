import type { Classes } from '../../../table/classes';
import type { MetricContext } from '../../../metric';
import { columnWith } from '../../../roles/roles';
import { wilson } from '../../../statistics/wilson';
import type { Codes, Table } from '../../../table/table';
import type { ClassRates } from './class-rates';

/** A column by its classes. */
interface Coded {
  readonly codes: Codes;
  readonly classes: Classes;
}

/**
 * The rates with their weighted twins: shares of the sums of weights, with Wilson intervals of as many rows as the
 * weights are worth (Kish 1965). As they are without a weight column; rows of negative or unreadable weight count only
 * in the others. @throws Cancelled (from tick)
 */
export function weightedRates(
  rates: ClassRates,
  group: Coded,
  label: Coded,
  table: Table,
  { roles, profiles, tick }: MetricContext,
): ClassRates {
  const index = columnWith(roles, 'weight');
  const numbers = index === undefined ? undefined : profiles[index]!.numbers;
  if (index === undefined || !numbers) return rates;
  const { codes } = table.columns[index]!;
  const size = group.classes.values.length;
  const [sums, squares, positives] = [0, 0, 0].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const of = label.classes.values.indexOf(rates.positive);
  for (let row = 0; row < codes.length; row++) {
    if (row % 8192 === 0) tick(row, codes.length);
    const g = group.classes.indexOf[group.codes[row]!]!;
    const y = label.classes.indexOf[label.codes[row]!]!;
    const weight = numbers[codes[row]!]!;
    if (g < 0 || y < 0 || !(weight >= 0) || !Number.isFinite(weight)) continue;
    sums[g]! += weight;
    squares[g]! += weight * weight;
    if (y === of) positives[g]! += weight;
  }
  return {
    ...rates,
    groups: rates.groups.map((entry) => {
      const g = group.classes.values.indexOf(entry.value);
      if (!(sums[g]! > 0)) return entry;
      const effectiveRows = (sums[g]! * sums[g]!) / squares[g]!;
      const rate = Math.min(1, positives[g]! / sums[g]!);
      const interval = wilson(rate * effectiveRows, effectiveRows);
      return { ...entry, weighted: { rate, ...interval, effectiveRows } };
    }),
  };
}
