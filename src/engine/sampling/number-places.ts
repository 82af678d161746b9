import type { SampledColumn } from './sampled-columns';

/** The different numbers of a sampled column, and where each row's stands among them. */
export interface NumberPlaces {
  /** Ascending, each once; infinite ones too. */
  readonly values: Float64Array;
  /** Rows with each. */
  readonly rows: Uint32Array;
  /** Place in `values` per row, -1 where there is no number. */
  readonly of: Int32Array;
}

const KNOWN = new WeakMap<Float64Array, NumberPlaces>();

/** The places of a column's numbers; sorted once, level by level, however often they are asked for. */
export function numberPlaces({
  numbers,
  levels,
  levelCount,
}: Pick<SampledColumn, 'levels' | 'levelCount'> & {
  readonly numbers: Float64Array;
}): NumberPlaces {
  const known = KNOWN.get(numbers);
  if (known) return known;
  const ofLevel = new Float64Array(levelCount).fill(NaN);
  for (let row = 0; row < levels.length; row++) {
    if (levels[row]! >= 0) ofLevel[levels[row]!] = numbers[row]!;
  }
  const values = distinct(ofLevel);
  const placeOf = new Int32Array(levelCount);
  for (let level = 0; level < levelCount; level++) {
    placeOf[level] = Number.isNaN(ofLevel[level]!) ? -1 : placeIn(values, ofLevel[level]!);
  }
  const rows = new Uint32Array(values.length);
  const of = new Int32Array(levels.length);
  for (let row = 0; row < levels.length; row++) {
    const place = levels[row]! < 0 ? -1 : placeOf[levels[row]!]!;
    of[row] = place;
    if (place >= 0) rows[place]!++;
  }
  const places = { values, rows, of };
  KNOWN.set(numbers, places);
  return places;
}

/** The numbers but NaN, each once, ascending. */
function distinct(numbers: Float64Array): Float64Array {
  // NaN comes last.
  const sorted = numbers.slice().sort();
  let kept = 0;
  for (let i = 0; i < sorted.length && !Number.isNaN(sorted[i]!); i++) {
    if (kept === 0 || sorted[i] !== sorted[kept - 1]) sorted[kept++] = sorted[i]!;
  }
  return sorted.slice(0, kept);
}

/** Where a number stands among ascending ones, of which it is one. */
function placeIn(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows of finite numbers in ascending order of these, rows of equal ones in their own. */
export function rowsInOrder({ values, rows, of }: NumberPlaces): Uint32Array {
  const next = new Uint32Array(values.length);
  let n = 0;
  for (let place = 0; place < values.length; place++) {
    next[place] = n;
    if (Number.isFinite(values[place]!)) n += rows[place]!;
  }
  const order = new Uint32Array(n);
  for (let row = 0; row < of.length; row++) {
    const place = of[row]!;
    if (place >= 0 && Number.isFinite(values[place]!)) order[next[place]!++] = row;
  }
  return order;
}

/** Ranks of finite numbers from 1 with ties at their middle; NaN elsewhere. */
export function midRanksOf({ values, rows, of }: NumberPlaces): Float64Array {
  const rankOf = new Float64Array(values.length).fill(NaN);
  for (let place = 0, before = 0; place < values.length; place++) {
    if (!Number.isFinite(values[place]!)) continue;
    rankOf[place] = (2 * before + rows[place]! + 1) / 2;
    before += rows[place]!;
  }
  const ranks = new Float64Array(of.length);
  for (let row = 0; row < of.length; row++) ranks[row] = of[row]! < 0 ? NaN : rankOf[of[row]!]!;
  return ranks;
}
