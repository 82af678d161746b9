import type { Points } from '../../../kernels/nearest-neighbours';
import { splitMixUniform } from '../../../kernels/splitmix64';
import type { SampledColumn } from '../../../sampling/sampled-columns';
import type { TableTick } from '../../../table/table';

/** What is read of a column. */
type Cells = Pick<SampledColumn, 'levels' | 'text' | 'numbers'>;

/** Weight of a point: how many rows of the file it stands for. */
type Weight = (point: number) => number;

/** Numbers in standard deviations, an empty one at the median; columns of one value are left out. @throws Cancelled */
export function numberPoints(columns: readonly Cells[], weight: Weight, tick: TableTick): Points {
  const count = columns[0]!.levels.length;
  const scaled = columns.flatMap((column, i) => {
    tick(i, columns.length);
    const values = standardised(column.numbers!, weight);
    return values ? [values] : [];
  });
  const dimensions = scaled.length;
  const values = new Float64Array(count * dimensions);
  scaled.forEach((column, d) => {
    for (let point = 0; point < count; point++) values[point * dimensions + d] = column[point]!;
  });
  return { count, dimensions, values };
}

function standardised(numbers: Float64Array, weight: Weight): Float64Array | undefined {
  const known = numbers.filter(Number.isFinite).sort();
  if (known.length === 0 || known[0] === known.at(-1)) return undefined;
  const half = (known.length - 1) / 2;
  const median = (known[Math.floor(half)]! + known[Math.ceil(half)]!) / 2;
  const filled = numbers.map((value) => (Number.isFinite(value) ? value : median));
  let [sum, total] = [0, 0];
  filled.forEach((value, point) => {
    sum += weight(point) * value;
    total += weight(point);
  });
  const mean = sum / total;
  let squares = 0;
  filled.forEach((value, point) => (squares += weight(point) * (value - mean) ** 2));
  const sd = Math.sqrt(squares / total);
  // Numbers near the largest there are have no spread that could be squared.
  return sd > 0 && Number.isFinite(sd) ? filled.map((value) => (value - mean) / sd) : undefined;
}

/** Numbers of a vector that count. */
const LONGEST = 2048;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g;

/** Vectors written as lists of numbers, made of length 1; what is empty or shorter than most is filled with 0. @throws Cancelled */
export function vectorPoints([column]: readonly Cells[], _weight: Weight, tick: TableTick): Points {
  const { levels, text } = column!;
  const lists = Array.from(levels, (level, point) => {
    if (point % 64 === 0) tick(point, levels.length);
    return level < 0 ? [] : (text(level).match(NUMBER) ?? []).slice(0, LONGEST).map(Number);
  });
  const dimensions = lists.reduce((most, list) => Math.max(most, list.length), 0);
  const values = new Float64Array(levels.length * dimensions);
  lists.forEach((list, point) => values.set(list, point * dimensions));
  return unitLength({ count: levels.length, dimensions, values });
}

const WORDS = 64;
const MOST_WORDS = 200;
const LONGEST_TEXT = 4000;

/**
 * Texts by their words, weighted by tf-idf and projected at random onto 64 dimensions (Achlioptas 2003): every word
 * stands for a direction of -1 and 1 that follows from its letters. Of length 1. @throws Cancelled
 */
export function wordPoints([column]: readonly Cells[], _weight: Weight, tick: TableTick): Points {
  const { levels, text } = column!;
  const placeOf = new Map<string, number>();
  const rowsWith: number[] = [];
  const counts = Array.from(levels, (level, point) => {
    if (point % 64 === 0) tick(point, levels.length);
    const own = new Map<number, number>();
    if (level < 0) return own;
    const words =
      text(level)
        .slice(0, LONGEST_TEXT)
        .toLowerCase()
        .match(/\p{L}+|\p{N}+/gu) ?? [];
    for (const word of words.slice(0, MOST_WORDS)) {
      const place = placeOf.get(word) ?? placeOf.size;
      placeOf.set(word, place);
      own.set(place, (own.get(place) ?? 0) + 1);
    }
    for (const place of own.keys()) rowsWith[place] = (rowsWith[place] ?? 0) + 1;
    return own;
  });
  const directions = [...placeOf.keys()].map(directionOf);
  const values = new Float64Array(levels.length * WORDS);
  counts.forEach((own, point) => {
    if (point % 64 === 0) tick(point, levels.length);
    for (const [place, n] of own) {
      const weight = n * (Math.log((1 + levels.length) / (1 + rowsWith[place]!)) + 1);
      const signs = directions[place]!;
      for (let d = 0; d < WORDS; d++) values[point * WORDS + d]! += weight * signs[d]!;
    }
  });
  return unitLength({ count: levels.length, dimensions: WORDS, values });
}

/** 64 signs that follow from a word: the bits of two hashes. */
function directionOf(word: string): Int8Array {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  const bits = [0, 1].map((half) => Math.floor(splitMixUniform(0, hash >>> 0, half) * 2 ** 32));
  return Int8Array.from({ length: WORDS }, (_, d) => ((bits[d >>> 5]! >>> (d & 31)) & 1 ? 1 : -1));
}

function unitLength({ count, dimensions, values }: Points): Points {
  for (let point = 0; point < count; point++) {
    const own = values.subarray(point * dimensions, (point + 1) * dimensions);
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
    if (length > 0 && Number.isFinite(length))
      for (let d = 0; d < dimensions; d++) own[d]! /= length;
    else own.fill(0);
  }
  return { count, dimensions, values };
}
