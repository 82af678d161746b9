import { binKey, binRange, type Bins } from '../sketch';

/** No bins. */
export const NO_BINS: Bins = { keys: new Uint32Array(0), counts: new Float64Array(0) };

/** Marks a free slot; keys have 20 bits. */
const FREE = 0xffffffff;

/** Counts numbers by size: a hash table from bin to count, at most half full. */
export class BinCounter {
  #keys = new Uint32Array(64).fill(FREE);
  #counts = new Float64Array(64);
  #used = 0;

  /** Counts a finite number `count` times. */
  add(value: number, count = 1): void {
    this.addKey(binKey(value), count);
  }

  /** Counts in a bin. */
  addKey(key: number, count: number): void {
    const slot = slotOf(this.#keys, key);
    this.#counts[slot]! += count;
    if (this.#keys[slot] === key) return;
    this.#keys[slot] = key;
    if (++this.#used * 2 > this.#keys.length) this.#grow();
  }

  /** Counts what another counter counted. */
  merge({ keys, counts }: Bins): void {
    for (let i = 0; i < keys.length; i++) this.addKey(keys[i]!, counts[i]!);
  }

  /** What was counted, smallest first. */
  get bins(): Bins {
    if (this.#used === 0) return NO_BINS;
    const keys = this.#keys.filter((key) => key !== FREE).sort();
    return {
      keys,
      counts: Float64Array.from(keys, (key) => this.#counts[slotOf(this.#keys, key)]!),
    };
  }

  #grow(): void {
    const keys = new Uint32Array(this.#keys.length * 2).fill(FREE);
    const counts = new Float64Array(keys.length);
    for (let from = 0; from < this.#keys.length; from++) {
      const key = this.#keys[from]!;
      if (key === FREE) continue;
      const slot = slotOf(keys, key);
      keys[slot] = key;
      counts[slot] = this.#counts[from]!;
    }
    this.#keys = keys;
    this.#counts = counts;
  }
}

/** The slot of a key, or the free one where it belongs. */
function slotOf(keys: Uint32Array, key: number): number {
  const mask = keys.length - 1;
  let slot = (Math.imul(key, 0x9e3779b1) >>> 12) & mask;
  while (keys[slot] !== key && keys[slot] !== FREE) slot = (slot + 1) & mask;
  return slot;
}

/** Counts by size with what is known of the numbers exactly. */
export interface BinnedValues {
  readonly bins: Bins;
  /** Sum of the counts. */
  readonly n: number;
  readonly min: number;
  readonly max: number;
  /** All are whole: so are then quantiles that fall on a number. */
  readonly whole: boolean;
}

/**
 * Quantile with linear interpolation (Hyndman and Fan 1996, type 7) from counts by size; NaN without numbers. The
 * numbers of a bin are taken to be spread evenly over it: the error is less than the bin's width, 2^-8 of the value,
 * and none for whole numbers up to 512 and for the smallest and the largest number. `p` in 0..1.
 */
export function binQuantile(of: BinnedValues, p: number): number {
  if (of.n === 0) return NaN;
  const position = (of.n - 1) * p;
  const below = Math.floor(position);
  const low = nth(of, below);
  const share = position - below;
  return share === 0 ? low : low + share * (nth(of, below + 1) - low);
}

/** About the k-th smallest number, k from 0. */
function nth({ bins, n, min, max, whole }: BinnedValues, k: number): number {
  if (k <= 0) return min;
  if (k >= n - 1) return max;
  let bin = 0;
  let before = 0;
  while (bin < bins.keys.length - 1 && before + bins.counts[bin]! <= k)
    before += bins.counts[bin++]!;
  const [low, high] = binRange(bins.keys[bin]!);
  const share = (k - before + 0.5) / bins.counts[bin]!;
  const value = whole ? wholeBetween(low, high, share) : low + (high - low) * share;
  return Math.min(max, Math.max(min, value));
}

/** The whole number at a share 0..1 of those between two numbers. */
function wholeBetween(low: number, high: number, share: number): number {
  const first = Math.ceil(low);
  const count = Math.floor(high) - first + 1;
  return first + Math.min(count - 1, Math.floor(share * count));
}
