import type { MethodContext } from '../../../method';
import type { LabelSets } from '../../label-sets';

/** Shares per category, 0..1. */
export interface Frequencies {
  /** Of the rows that have it. */
  readonly rows: Float64Array;
  /** Of all instances; absent: rarity is by rows alone. */
  readonly instances?: Float64Array;
}

/**
 * max(1, sqrt(t / f)) per category, f its share of the rows (Gupta et al. 2019) or the geometric mean of this and its
 * share of the instances (Yaman et al. 2023); without `root`, max(1, t / f). 1 where no row has it.
 */
export function categoryFactors(
  { rows, instances }: Frequencies,
  t: number,
  root: boolean,
): Float64Array {
  return rows.map((share, category) => {
    const f = instances ? Math.sqrt(share * instances[category]!) : share;
    if (!f) return 1;
    return Math.max(1, root ? Math.sqrt(t / f) : t / f);
  });
}

/** The largest factor of a row's categories; 1 without any. */
export function rowFactor(labels: readonly number[] | null, factors: Float64Array): number {
  return (labels ?? []).reduce((most, label) => Math.max(most, factors[label]!), 1);
}

const STEPS = 60;

/**
 * The threshold at which rows grow to `growth` times as many on average, by bisection of 0 .. 1; 1 where even that gives
 * less. @throws Cancelled
 */
export function thresholdFor(
  frequencies: Frequencies,
  sets: LabelSets,
  { scope, tick }: Pick<MethodContext, 'scope' | 'tick'>,
  root: boolean,
  growth: number,
): number {
  const meanAt = (t: number) => {
    const factors = categoryFactors(frequencies, t, root);
    let sum = 0;
    for (let place = 0; place < scope.length; place++) {
      if (place % 8192 === 0) tick(place, scope.length);
      sum += rowFactor(sets.at(place), factors);
    }
    return sum / scope.length;
  };
  let [low, high] = [0, 1];
  if (meanAt(high) <= growth) return high;
  for (let step = 0; step < STEPS && high - low > 1e-12; step++) {
    const middle = (low + high) / 2;
    if (meanAt(middle) > growth) high = middle;
    else low = middle;
  }
  return low;
}
