import { Utf8Lengths } from '../cells/text-lengths';
import { ODD_ROWS, PLAIN_KINDS } from '../table/sketch';
import { BinCounter } from './bins';
import { Candidates } from './candidates';
import { CellHash } from './cell-hash';
import { addHash, mergeRegisters, REGISTERS } from './hyper-log-log';
import { isExpected, PlainCell } from './plain-cell';
import type { ColumnHint, SketchState } from './state';
import { PowerSums } from './sums';
import { asciiText } from '../cells/ascii';
import { CellTag } from '../table/table';

/** Places in `SketchState.counts`. */
export const NumberCount = {
  finite: 0,
  zeros: 1,
  /** Below zero, -Infinity included. */
  negatives: 2,
  infinities: 3,
  /** Whole by value: 1.0 is. */
  integers: 4,
} as const;

/** The range before there is a number. */
export const NO_RANGE = [Infinity, -Infinity] as const;

/**
 * Sketches the cells of a column, or of a part of its rows: what a part learned can be merged into what the part
 * before it did, and the result is that of one pass over both (the last bits of the sums apart). The plain twin of the
 * kernel that sketches while it scans.
 */
export class SketchBuilder {
  readonly #hint: ColumnHint;
  readonly #cell = new PlainCell();
  readonly #hash = new CellHash();
  readonly #lengths = new Utf8Lengths();
  readonly #candidates: Candidates;
  readonly #kinds = new Float64Array(PLAIN_KINDS.length);
  readonly #registers = new Uint8Array(REGISTERS);
  readonly #counts = new Float64Array(Object.keys(NumberCount).length);
  readonly #range = Float64Array.from(NO_RANGE);
  readonly #sums: PowerSums;
  readonly #bins = new BinCounter();
  readonly #characters = new BinCounter();
  readonly #words = new BinCounter();
  readonly #odd: number[] = [];
  #cells = 0;
  #nullLike = 0;
  #decimals = 0;
  #dates: SketchState['dates'];

  constructor(hint: ColumnHint) {
    this.#hint = hint;
    this.#sums = new PowerSums(hint.shift);
    this.#candidates = new Candidates(hint.candidates, hint.candidateTags);
  }

  /**
   * Takes a cell, bytes [start, end) as in the table; an empty one is none, unless it is a string of JSON. Rows count
   * from the part's first and do not go back. `count` cells with the same bytes may be taken at once, as if all lay in
   * `row`.
   */
  add(
    bytes: Uint8Array,
    start: number,
    end: number,
    row: number,
    count = 1,
    tag: CellTag = CellTag.text,
  ): void {
    if (start === end && tag === CellTag.text) return;
    const cell = this.#cell;
    cell.read(bytes, start, end);
    this.#cells += count;
    this.#kinds[cell.kind]! += count;
    this.#hash.hashCell(bytes, start, end, tag);
    addHash(this.#registers, this.#hash.high, this.#hash.low);
    this.#candidates.count(this.#hash, bytes, start, end, count);
    if (cell.nullLike) this.#nullLike += count;
    else if (!isExpected(this.#hint.expects, cell.kind)) this.#addOdd(row);
    if (!Number.isNaN(cell.value)) this.#addNumber(cell.value, cell.decimals, count);
    if (!Number.isNaN(cell.time)) this.#addDate(cell.time, bytes, start, end);
    if (this.#hint.measuresText) {
      this.#lengths.measure(bytes, start, end);
      this.#characters.add(this.#lengths.characters, count);
      this.#words.add(this.#lengths.words, count);
    }
  }

  /** Adds what a later part learned; `rowOffset` is the number of its first row. */
  merge(later: SketchState, rowOffset: number): void {
    this.#cells += later.cells;
    this.#nullLike += later.nullLike;
    addTo(this.#kinds, later.kinds);
    addTo(this.#counts, later.counts);
    this.#decimals = Math.max(this.#decimals, later.decimals);
    mergeRegisters(this.#registers, later.registers);
    this.#widen(later.range[0]!, later.range[1]!);
    this.#sums.merge(later.sums);
    this.#bins.merge(later.bins);
    this.#characters.merge(later.characters);
    this.#words.merge(later.words);
    this.#candidates.merge(later.top);
    if (later.dates) {
      this.#widenDates(later.dates.minTime, () => later.dates!.min);
      this.#widenDates(later.dates.maxTime, () => later.dates!.max);
    }
    for (const row of later.odd) this.#addOdd(row + rowOffset);
  }

  /** What was learned so far. */
  get state(): SketchState {
    return {
      cells: this.#cells,
      nullLike: this.#nullLike,
      kinds: this.#kinds,
      decimals: this.#decimals,
      registers: this.#registers,
      counts: this.#counts,
      range: this.#range,
      sums: this.#sums.sums,
      bins: this.#bins.bins,
      characters: this.#characters.bins,
      words: this.#words.bins,
      dates: this.#dates && { ...this.#dates },
      top: this.#candidates.counts,
      odd: [...this.#odd],
    };
  }

  #addNumber(value: number, decimals: number, count: number): void {
    const counts = this.#counts;
    if (decimals > this.#decimals) this.#decimals = decimals;
    if (value < 0) counts[NumberCount.negatives]! += count;
    if (value === Infinity || value === -Infinity) {
      counts[NumberCount.infinities]! += count;
      return;
    }
    counts[NumberCount.finite]! += count;
    if (value === 0) counts[NumberCount.zeros]! += count;
    if (Number.isInteger(value)) counts[NumberCount.integers]! += count;
    // Adding 0 folds -0 into 0.
    this.#widen(value + 0, value + 0);
    this.#sums.add(value, count);
    this.#bins.add(value - this.#hint.shift, count);
  }

  #widen(min: number, max: number): void {
    if (min < this.#range[0]!) this.#range[0] = min;
    if (max > this.#range[1]!) this.#range[1] = max;
  }

  #addDate(time: number, bytes: Uint8Array, start: number, end: number): void {
    this.#widenDates(time, () => asciiText(bytes, start, end));
  }

  #widenDates(time: number, text: () => string): void {
    const dates = this.#dates;
    if (!dates) {
      const written = text();
      this.#dates = { minTime: time, min: written, maxTime: time, max: written };
      return;
    }
    if (time < dates.minTime) {
      dates.minTime = time;
      dates.min = text();
    }
    if (time > dates.maxTime) {
      dates.maxTime = time;
      dates.max = text();
    }
  }

  #addOdd(row: number): void {
    if (this.#odd.length < ODD_ROWS) this.#odd.push(row);
  }
}

function addTo(into: Float64Array, other: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i]! += other[i]!;
}
