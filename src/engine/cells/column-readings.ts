import type { Dictionary } from '../table/table';
import { CellReader, kindCode, KINDS } from './cell-reader';
import { NUMBERS_AT_ONCE, OPEN_KIND, plainNumbers, type PlainNumbers } from './plain-numbers';

/** Set beside the kind of a null-like value. */
export const NULL_LIKE = 0x80;

/** What all values of a column are: a small number per distinct value, and sums per kind. */
export interface ColumnReadings {
  /** Index in `KINDS` per code, with `NULL_LIKE` where it applies; 0 for the missing code and codes no row uses. */
  readonly kinds: Uint8Array;
  /** Per code, NaN where it is no number; absent when none is. */
  readonly numbers: Float64Array | undefined;
  /** Cells and distinct values per kind; null-like ones apart. */
  readonly cells: Float64Array;
  readonly values: Float64Array;
  readonly nullCells: Float64Array;
  readonly nullValues: Float64Array;
  /** Most decimals written, per kind. */
  readonly decimals: Float64Array;
  readonly nullLikes: readonly number[];
  /** Some date tells day and month apart. */
  readonly clearDates: boolean;
}

const INTEGER = kindCode('integer');
const FLOAT = kindCode('float');

/** Whether values of a kind are numbers, per kind. */
const ARE_NUMBERS: readonly boolean[] = KINDS.map((kind) =>
  ['integer', 'float', 'formatted-number'].includes(kind),
);

/**
 * Reads every value that has cells, once. `counts` are the cells per code. `tick` gets the share that is done, 0..1. Plain
 * numbers are read by a kernel where the dictionary has bytes, unless `withoutKernel`: it says the same.
 * @throws Cancelled (from tick)
 */
export function readColumn(
  dictionary: Dictionary,
  counts: Float64Array,
  tick: (part: number) => void,
  withoutKernel = false,
): ColumnReadings {
  const { size } = dictionary;
  const reading = new ColumnReading(dictionary, counts);
  let numbers = dictionary.bytes && !withoutKernel ? plainNumbers() : undefined;
  for (let from = 1; from < size; from += NUMBERS_AT_ONCE) {
    if (from > 1) tick(from / size);
    const to = Math.min(size, from + NUMBERS_AT_ONCE);
    // A column whose values are no plain numbers is read without trying again.
    if (!numbers || !reading.takeNumbers(numbers, from, to)) numbers = undefined;
    if (!numbers) reading.readOneByOne(from, to);
  }
  return reading;
}

class ColumnReading implements ColumnReadings {
  readonly kinds: Uint8Array;
  readonly cells = perKind();
  readonly values = perKind();
  readonly nullCells = perKind();
  readonly nullValues = perKind();
  readonly decimals = perKind();
  readonly nullLikes: number[] = [];
  numbers: Float64Array | undefined;
  clearDates = false;
  readonly #dictionary: Dictionary;
  readonly #counts: Float64Array;
  readonly #reader: CellReader;

  constructor(dictionary: Dictionary, counts: Float64Array) {
    this.kinds = new Uint8Array(dictionary.size);
    this.#dictionary = dictionary;
    this.#counts = counts;
    this.#reader = new CellReader(dictionary);
  }

  /** Reads the values [from, to). */
  readOneByOne(from: number, to: number): void {
    for (let code = from; code < to; code++) {
      if (this.#counts[code] !== 0) this.#read(code);
    }
  }

  /** Reads the values [from, to), most of them at once; false, and nothing is read, where that does not pay. */
  takeNumbers(plain: PlainNumbers, from: number, to: number): boolean {
    const open = plain.read(this.#dictionary.bytes!, this.#counts, from, to);
    if (open === undefined || 2 * open > to - from) return false;
    const { sums } = plain;
    this.#add(INTEGER, sums[0]!, sums[2]!, 0);
    this.#add(FLOAT, sums[1]!, sums[3]!, sums[4]!);
    const kinds = plain.kinds.subarray(0, to - from);
    this.kinds.set(kinds, from);
    if (sums[2]! + sums[3]! > 0) {
      this.#ownNumbers().set(plain.numbers.subarray(0, to - from), from);
    }
    for (let i = 0, left = open; left > 0; i++) {
      i = kinds.indexOf(OPEN_KIND, i);
      this.#read(from + i);
      left--;
    }
    return true;
  }

  #add(kind: number, cells: number, values: number, decimals: number): void {
    this.cells[kind]! += cells;
    this.values[kind]! += values;
    this.decimals[kind] = Math.max(this.decimals[kind]!, decimals);
  }

  #ownNumbers(): Float64Array {
    return (this.numbers ??= new Float64Array(this.kinds.length).fill(NaN));
  }

  #read(code: number): void {
    const reader = this.#reader;
    const count = this.#counts[code]!;
    reader.read(code);
    const { kind } = reader;
    if (reader.nullLike) {
      this.nullLikes.push(code);
      this.kinds[code] = kind | NULL_LIKE;
      this.nullCells[kind]! += count;
      this.nullValues[kind]!++;
      return;
    }
    this.kinds[code] = kind;
    this.cells[kind]! += count;
    this.values[kind]!++;
    this.clearDates ||= reader.clearDate;
    if (!ARE_NUMBERS[kind]!) return;
    this.#ownNumbers()[code] = reader.value;
    if (reader.decimals > this.decimals[kind]!) this.decimals[kind] = reader.decimals;
  }
}

const perKind = () => new Float64Array(KINDS.length);
