import type { Points } from './nearest-neighbours';

/**
 * Where points lie for the filter of block-search.ts: numbers less their mean; each nominal column as up to 16
 * coordinates of which one is not 0, so that levels that differ are sqrt(mismatch) apart, or 0 if they share a
 * coordinate. Squared distances in it never exceed the true ones, but for rounding. For points a and b with norms |a|^2
 * and |b|^2 a distance of at most T means a.b - |b|^2 / 2 >= (|a|^2 - T) / 2. The filter sums the left side with
 * rounded numbers; bounds are lowered by what it may be wrong by, split into a part of a and a part of b. The kernel
 * places the points (src/kernels/parts/filter-words.as.ts).
 */
export interface FilterSpace {
  /** Coordinates are 16-bit numbers; else float32. */
  readonly whole: boolean;
  /** Words per point, of four bytes: one per coordinate, or one for two of them. */
  readonly words: number;
  readonly coordinates: number;
  /** What coordinates are multiplied by. */
  readonly scale: number;
  /** What is taken from the numbers first. */
  readonly mean: Float64Array;
  /** Coordinates per nominal column; none where mismatches cost nothing. */
  readonly levels: readonly number[];
  /** Of a level: its one coordinate that is not 0, scaled. */
  readonly level: number;
}

/** Coordinates per nominal column; more levels share them. */
const MOST_LEVELS = 16;
/** Beyond these, squares of scaled numbers leave the range of float64. */
const LARGEST = 1e140;
const SMALLEST = 1e-140;
/** The largest norm as 16-bit numbers: sums of products less half a norm then stay below 2^31. */
const LARGEST_NORM = 32_000;

/** The space for all of `points`, centred at the mean of `among`; undefined when numbers are too large or small for it. */
export function filterSpace(
  points: Points,
  among: Uint32Array,
  whole: boolean,
): FilterSpace | undefined {
  const { count, dimensions, nominal } = points;
  const mean = meanOf(points, among);
  const apart = Math.sqrt((nominal?.mismatch ?? 0) / 2);
  const kinds = nominal && apart > 0 ? nominal.dimensions : 0;
  const { most, norm } = extent(points, mean);
  const largest = Math.max(most, apart);
  if (!(largest <= LARGEST) || (largest > 0 && largest < SMALLEST)) return undefined;
  const length = Math.sqrt(norm + kinds * apart * apart);
  const scale = !(largest > 0) ? 1 : whole ? LARGEST_NORM / length : powerAbove(largest);
  const levels = kinds ? levelsOf(nominal!, count) : [];
  const all = dimensions + levels.reduce((sum, level) => sum + level, 0);
  return {
    whole,
    words: whole ? Math.ceil(all / 2) : all,
    coordinates: all,
    scale,
    mean,
    levels,
    level: apart * scale,
  };
}

function meanOf({ dimensions, values }: Points, among: Uint32Array): Float64Array {
  const mean = new Float64Array(dimensions);
  for (const point of among) {
    for (let d = 0; d < dimensions; d++) mean[d]! += values[point * dimensions + d]!;
  }
  return mean.map((sum) => sum / Math.max(1, among.length));
}

/** The largest coordinate and the largest squared norm of the numbers around a mean. */
function extent({ count, dimensions, values }: Points, mean: Float64Array) {
  let most = 0;
  let norm = 0;
  for (let point = 0, at = 0; point < count; point++) {
    let own = 0;
    for (let d = 0; d < dimensions; d++, at++) {
      const value = Math.abs(values[at]! - mean[d]!);
      most = Math.max(most, value);
      own += value * value;
    }
    norm = Math.max(norm, own);
  }
  return { most, norm };
}

/** The power of two that brings numbers up to `largest` into [-1, 1]. */
function powerAbove(largest: number): number {
  return 2 ** -Math.ceil(Math.log2(largest));
}

/** Coordinates that each nominal column is given. */
function levelsOf({ dimensions, codes }: NonNullable<Points['nominal']>, count: number): number[] {
  const most = new Array<number>(dimensions).fill(0);
  for (let at = 0; at < count * dimensions; at++) {
    const kind = at % dimensions;
    if (codes[at]! > most[kind]!) most[kind] = codes[at]!;
  }
  return most.map((code) => Math.min(MOST_LEVELS, code + 1));
}
