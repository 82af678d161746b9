import type { Points } from './nearest-neighbours';

/** One word of four bytes per dimension or two, one after the other: float32, or pairs of 16-bit numbers. */
export interface FilterWords {
  readonly float: Float32Array;
  readonly whole: Int16Array;
}

/**
 * Where points lie for the filter of block-search.ts: numbers less their mean; each nominal column as up to 16
 * coordinates of which one is not 0, so that levels that differ are sqrt(mismatch) apart, or 0 if they share a
 * coordinate. Squared distances in it never exceed the true ones, but for rounding. For points a and b with norms |a|^2
 * and |b|^2 a distance of at most T means a.b - |b|^2 / 2 >= (|a|^2 - T) / 2. The filter sums the left side with
 * rounded numbers; bounds are lowered by what it may be wrong by, split into a part of a and a part of b.
 */
export interface FilterSpace {
  /** Coordinates are 16-bit numbers; else float32. */
  readonly whole: boolean;
  /** Words per point. */
  readonly words: number;
  /** What coordinates are multiplied by. */
  readonly scale: number;
  /**
   * Writes the words of a point, `stride` words apart from `at`. Answers its norm, lowered by twice what sums with it
   * may be wrong by: as a query, or as one of those that are asked.
   */
  place(point: number, to: FilterWords, at: number, stride: number): FilterNorms;
}

/** Squared norms in the filter, lowered. */
export interface FilterNorms {
  readonly asking: number;
  readonly asked: number;
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
  const { count, dimensions, values, nominal } = points;
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
  const place = new Float64Array(all + (all % 2));
  /** Writes the coordinates of a point to `place`, exact but for their own rounding in float64. */
  const locate = (point: number) => {
    for (let d = 0, from = point * dimensions; d < dimensions; d++) {
      place[d] = (values[from + d]! - mean[d]!) * scale;
    }
    for (let kind = 0, at = dimensions; kind < kinds; at += levels[kind++]!) {
      const code = nominal!.codes[point * nominal!.dimensions + kind]!;
      place.fill(0, at, at + levels[kind]!);
      place[at + (code % levels[kind]!)] = apart * scale;
    }
  };
  return {
    whole,
    words: whole ? place.length / 2 : all,
    scale,
    place: (point, to, at, stride) => {
      locate(point);
      if (whole) return writeWhole(place, all, to.whole, at, stride);
      return writeFloat(place, all, to.float, at, stride);
    },
  };
}

/**
 * Rounding to whole numbers is wrong by 1/2 per coordinate: a product of rounded points by half the sums of their
 * absolute coordinates and a quarter per dimension.
 */
function writeWhole(
  place: Float64Array,
  dimensions: number,
  to: Int16Array,
  at: number,
  stride: number,
): FilterNorms {
  let norm = 0;
  let sum = 0;
  for (let d = 0; d < place.length; d++) {
    const value = place[d]!;
    to[2 * (at + (d >> 1) * stride) + (d & 1)] = Math.round(value);
    norm += value * value;
    sum += Math.abs(value);
  }
  // Float64 is wrong by far less than the last term.
  const lowered = norm - sum - dimensions / 4 - 1;
  return { asking: lowered, asked: lowered };
}

/**
 * A sum of n products in float32 begun with a norm rounds each product and each of n sums by 2^-24, coordinates twice
 * and the norm once (Higham 2002, 3.1): by at most (n + 6) 2^-24 of |a|^2 / 2 + |b|^2. The rest is for second order terms.
 */
function writeFloat(
  place: Float64Array,
  dimensions: number,
  to: Float32Array,
  at: number,
  stride: number,
): FilterNorms {
  let norm = 0;
  for (let d = 0; d < dimensions; d++) {
    to[at + d * stride] = place[d]!;
    norm += place[d]! * place[d]!;
  }
  const slack = (dimensions + 8) * 2 ** -24;
  return { asking: norm * (1 - slack), asked: norm * (1 - 2 * slack) };
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
