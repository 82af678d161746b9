import { binKey, binRange, type Bins, type NumberSketch } from '../sketch';
import { quantile, weightedValues, type WeightedValues } from '../statistics/weighted-values';

/** Places over which the numbers of a bin are spread, at most. */
const PLACES = 8;
/** Head's middle in units of its spread, beyond which sizes are counted from the middle and not from 0. */
const FAR = 8;

/** Counts by size, with what is known exactly. */
export type BinnedValues = Pick<NumberSketch, 'bins' | 'shift' | 'n' | 'min' | 'max' | 'zeros'> & {
  /** All numbers are whole. */
  readonly whole: boolean;
};

/** A number and how often it is there. */
type Known = readonly [value: number, count: number];

/**
 * Stands in for the numbers that were counted by size: each bin's are spread evenly over it, so that every number is
 * off by less than its bin's width, 2^-8 of its distance from the shift. The smallest, the largest and all zeros are in
 * their exact place, and so are whole numbers less than 512 from a whole shift. Quantiles, deviations and histograms
 * are then those of any other numbers.
 */
export function spreadBins(of: BinnedValues): WeightedValues {
  return spreadAround(of, knownOf(of));
}

/** Lengths counted by size; those of 512 and more are known to 2^-8. */
export function spreadLengths(bins: Bins): WeightedValues {
  return spreadAround({ bins, shift: 0, min: 0, max: Infinity, whole: true }, []);
}

function spreadAround(
  { bins, shift, min, max, whole }: Omit<BinnedValues, 'n' | 'zeros'>,
  known: readonly Known[],
): WeightedValues {
  const left = bins.counts.slice();
  const knownIn = new Map<number, Known[]>();
  let most = known.length;
  for (const number of known) {
    const bin = bins.keys.indexOf(binKey(number[0] - shift));
    left[bin]! -= number[1];
    knownIn.set(bin, [...(knownIn.get(bin) ?? []), number]);
  }
  for (const count of left) most += Math.max(0, Math.min(PLACES, count));
  const values = new Float64Array(most);
  const counts = new Float64Array(most);
  let at = 0;
  const put = (value: number, count: number) => {
    // Where the shift is large, the edge of a bin is rounded and may lie beyond the ends.
    values[at] = Math.min(max, Math.max(min, value));
    counts[at++] = count;
  };
  for (let bin = 0; bin < left.length; bin++) {
    const here = knownIn.get(bin) ?? [];
    // Bins ascend, and so does what stands for them when the largest number comes last.
    for (const [value, count] of here) if (value !== max) put(value, count);
    const [low, high] = binRange(bins.keys[bin]!);
    const places =
      whole && Number.isInteger(shift)
        ? wholeNumbers(
            Math.max(min, Math.ceil(low) + shift),
            Math.min(max, Math.floor(high) + shift),
          )
        : { low: Math.max(min, low + shift), high: Math.min(max, high + shift), places: PLACES };
    spread(places, left[bin]!, put);
    for (const [value, count] of here) if (value === max) put(value, count);
  }
  return weightedValues(values.subarray(0, at), counts.subarray(0, at));
}

/** Numbers whose value is known, each once. */
function knownOf({ n, min, max, zeros }: BinnedValues): Known[] {
  if (n === 0) return [];
  if (min === max) return [[min, n]];
  const known: Known[] = zeros > 0 ? [[0, zeros]] : [];
  if (min !== 0) known.push([min, 1]);
  if (max !== 0) known.push([max, 1]);
  return known;
}

interface Places {
  readonly low: number;
  readonly high: number;
  readonly places: number;
  readonly whole?: true;
}

function wholeNumbers(first: number, last: number): Places {
  return { low: first, high: last + 1, places: Math.max(1, last - first + 1), whole: true };
}

/** Shares `count` numbers out to places in the middle of equal parts of a range. */
function spread(
  { low, high, places, whole }: Places,
  count: number,
  put: (value: number, count: number) => void,
): void {
  const parts = Math.min(PLACES, places, count);
  for (let part = 0; part < parts; part++) {
    const at = low + (high - low) * ((part + 0.5) / parts);
    const here = Math.floor(((part + 1) * count) / parts) - Math.floor((part * count) / parts);
    put(whole ? Math.floor(at) : at, here);
  }
}

/**
 * The number that sizes and powers are measured from, given the numbers of the file's first rows: 0, or the median
 * where it lies far from 0 for how little the numbers differ (years, coordinates, kelvins).
 */
export function shiftOf(head: WeightedValues): number {
  const median = quantile(head, 0.5);
  const spread = quantile(head, 0.95) - quantile(head, 0.05);
  return Math.abs(median) > FAR * spread ? median : 0;
}
