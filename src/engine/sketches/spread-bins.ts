import { binKey, binRange, type Bins, type NumberSketch } from '../table/sketch';
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
 * are then those of any other numbers. With one place the middle of a bin stands for all of it: as near, and sooner done.
 */
export function spreadBins(of: BinnedValues, places = PLACES): WeightedValues {
  return spreadAround(of, knownOf(of), places);
}

/** Lengths counted by size; those of 512 and more are known to 2^-8. */
export function spreadLengths(bins: Bins): WeightedValues {
  return spreadAround({ bins, shift: 0, min: 0, max: Infinity, whole: true }, []);
}

function spreadAround(
  { bins, shift, min, max, whole }: Omit<BinnedValues, 'n' | 'zeros'>,
  known: readonly Known[],
  places = PLACES,
): WeightedValues {
  const left = bins.counts.slice();
  const knownIn = new Map<number, Known[]>();
  let most = known.length;
  for (const number of known) {
    const bin = bins.keys.indexOf(binKey(number[0] - shift));
    left[bin]! -= number[1];
    knownIn.set(bin, [...(knownIn.get(bin) ?? []), number]);
  }
  for (const count of left) most += Math.max(0, Math.min(places, count));
  const run: Run = { values: new Float64Array(most), counts: new Float64Array(most), at: 0 };
  const ends = { shift, min, max, whole: whole && Number.isInteger(shift) };
  for (let bin = 0; bin < left.length; bin++) {
    const here = knownIn.get(bin) ?? [];
    // Bins ascend, and so does what stands for them when the largest number comes last.
    for (const [value, count] of here) if (value !== max) put(run, ends, value, count);
    spread(run, ends, bins.keys[bin]!, left[bin]!, places);
    for (const [value, count] of here) if (value === max) put(run, ends, value, count);
  }
  return weightedValues(run.values.subarray(0, run.at), run.counts.subarray(0, run.at));
}

/** Values and counts as far as they are filled. */
interface Run {
  readonly values: Float64Array;
  readonly counts: Float64Array;
  at: number;
}

/** What the numbers of all bins are measured from, where they end, and whether they are whole. */
type Ends = Pick<BinnedValues, 'shift' | 'min' | 'max' | 'whole'>;

function put(run: Run, { min, max }: Ends, value: number, count: number): void {
  // Where the shift is large, the edge of a bin is rounded and may lie beyond the ends.
  run.values[run.at] = Math.min(max, Math.max(min, value));
  run.counts[run.at++] = count;
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

/** Shares `count` numbers out to places in the middle of equal parts of a bin. */
function spread(run: Run, ends: Ends, key: number, count: number, most: number): void {
  const { shift, min, max, whole } = ends;
  const range = binRange(key);
  const low = Math.max(min, (whole ? Math.ceil(range[0]) : range[0]) + shift);
  const last = Math.min(max, (whole ? Math.floor(range[1]) : range[1]) + shift);
  const high = whole ? last + 1 : last;
  const places = whole ? Math.max(1, high - low) : most;
  const parts = Math.min(most, places, count);
  for (let part = 0; part < parts; part++) {
    const at = low + (high - low) * ((part + 0.5) / parts);
    const here = Math.floor(((part + 1) * count) / parts) - Math.floor((part * count) / parts);
    put(run, ends, whole ? Math.floor(at) : at, here);
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
