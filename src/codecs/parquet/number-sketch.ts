import { BinCounter, NO_BINS } from '../../engine/sketches/bins';
import { CellHash } from '../../engine/sketches/cell-hash';
import { addHash, REGISTERS } from '../../engine/sketches/hyper-log-log';
import { NO_RANGE, NumberCount } from '../../engine/sketches/sketch-builder';
import type { ColumnHint, SketchState } from '../../engine/sketches/state';
import { PowerSums } from '../../engine/sketches/sums';
import { PLAIN_KINDS } from '../../engine/table/sketch';
import { UTF8 } from '../encodings/charset';
import { HIGHEST_POWER } from './plain-numbers';

const INTEGER = PLAIN_KINDS.indexOf('integer');
const FLOAT = PLAIN_KINDS.indexOf('float');
/** A double has at most so many significant digits. */
const DIGITS = 17;
const LOG10_2 = Math.log10(2);
const POWERS = Array.from({ length: HIGHEST_POWER + 1 }, (_, i) => 10 ** i);

/** Decimals of the shortest text of a number that is not whole. */
export function decimalsOf(number: number): number {
  const text = String(number);
  return text.length - text.indexOf('.') - 1;
}

/** The value by which a candidate of a hint is counted; NaN: by its text, as what is written with an exponent. */
export function candidateNumber(bytes: Uint8Array): number {
  const text = UTF8.decode(bytes);
  const value = Number(text);
  return !/[eE]/.test(text) && Number.isFinite(value) && !Object.is(value, -0) ? value : NaN;
}

/**
 * Sketches numbers of a column that is expected to be numeric, from their values: what `SketchBuilder` would learn from
 * the texts of `plain-numbers`, except that distinct values are told apart by value. Its state merges with the builder's.
 */
export class NumberSketch {
  readonly #hash = new CellHash();
  readonly #registers = new Uint8Array(REGISTERS);
  readonly #kinds = new Float64Array(PLAIN_KINDS.length);
  readonly #counts = new Float64Array(Object.keys(NumberCount).length);
  readonly #range = Float64Array.from(NO_RANGE);
  readonly #sums: PowerSums;
  readonly #bins = new BinCounter();
  readonly #shift: number;
  /** Place of each candidate by its value. */
  readonly #places = new Map<number, number>();
  readonly #top: Float64Array;
  /** Decimals of values of the column that are scaled integers; -1: as many as a value needs. */
  readonly #scale: number;
  #decimals = 0;
  #power = 1;

  /** `scale`: all values are written with so many decimals; -1: each with as many as it needs. */
  constructor(hint: ColumnHint, scale: number) {
    this.#shift = hint.shift;
    this.#sums = new PowerSums(hint.shift);
    this.#top = new Float64Array(hint.candidates.length);
    this.#scale = scale;
    hint.candidates.forEach((bytes, place) => {
      const value = candidateNumber(bytes);
      if (!Number.isNaN(value)) this.#places.set(value, place);
    });
  }

  /** Takes `count` cells with a number that `numberReader` gave. */
  add(value: number, count = 1): void {
    const counts = this.#counts;
    const whole = Number.isInteger(value);
    this.#kinds[whole && this.#scale <= 0 ? INTEGER : FLOAT]! += count;
    this.#hash.hashNumber(value);
    addHash(this.#registers, this.#hash.high, this.#hash.low);
    if (this.#places.size > 0) this.#count(value, count);
    counts[NumberCount.finite]! += count;
    if (value === 0) counts[NumberCount.zeros]! += count;
    if (value < 0) counts[NumberCount.negatives]! += count;
    if (whole) counts[NumberCount.integers]! += count;
    else if (this.#scale < 0) this.#measure(value);
    if (value < this.#range[0]!) this.#range[0] = value;
    if (value > this.#range[1]!) this.#range[1] = value;
    this.#sums.add(value, count);
    this.#bins.add(value - this.#shift, count);
  }

  get state(): SketchState {
    const cells = this.#kinds.reduce((sum, count) => sum + count, 0);
    return {
      cells,
      nullLike: 0,
      kinds: this.#kinds,
      decimals: this.#scale > 0 && cells > 0 ? this.#scale : this.#decimals,
      registers: this.#registers,
      counts: this.#counts,
      range: this.#range,
      sums: this.#sums.sums,
      bins: this.#bins.bins,
      characters: NO_BINS,
      words: NO_BINS,
      dates: undefined,
      top: this.#top,
      odd: [],
    };
  }

  #count(value: number, count: number): void {
    const place = this.#places.get(value);
    if (place !== undefined) this.#top[place]! += count;
  }

  /** Raises the number of decimals if this value has more. */
  #measure(value: number): void {
    const size = Math.abs(value);
    // No more decimals than those are possible, and none are hidden when the scaled value is exactly divided again.
    const most = DIGITS - Math.floor(Math.log2(size) * LOG10_2) - 1;
    if (most <= this.#decimals) return;
    if (this.#decimals <= HIGHEST_POWER && Math.round(size * this.#power) / this.#power === size) {
      return;
    }
    this.#decimals = Math.max(this.#decimals, decimalsOf(size));
    this.#power = POWERS[Math.min(HIGHEST_POWER, this.#decimals)]!;
  }
}
