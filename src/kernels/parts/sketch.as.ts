// What one pass learns about the cells of an open column; the twin in TypeScript is src/engine/sketches/sketch-builder.ts.

import { addToBins, makeBins } from './bins.as';
import { hashCell, hashNumber } from './cell-hash.as';
import { take, takeZeros } from './heap.as';
import { decimalsOf } from './host.as';
import {
  CODE,
  DATE,
  decimals,
  FLOAT,
  INTEGER,
  isNullLike,
  kindOf,
  OTHER,
  POWERS,
  time,
  value,
} from './plain-kind.as';
import { characters, isBlank, measure, words } from './text.as';

/** What a column is expected to be, as `ColumnHint.expects`. */
const EXPECTS_NUMBERS: u32 = 0;
const EXPECTS_DATES: u32 = 1;

/** CellTag of a string of JSON: "1" is no number. */
const STRING_TAG: u32 = 1;
const REGISTERS: u32 = 14;
const ODD_ROWS: u32 = 100;
/** Spellings of dates are kept up to this length. */
const LONGEST_DATE: u32 = 64;
const MOST_CANDIDATES: u32 = 16;

/** Laid out as the host reads it: src/codecs/delimited/columns/kernel-sketch.ts. */
@unmanaged
export class Sketch {
  // What the hint says.
  expects: u32;
  measuresText: bool;
  inKeys: bool;
  byValue: bool;
  shift: f64;
  // What was counted.
  cells: u32;
  nullLike: u32;
  decimals: u32;
  odd: u32;
  minTime: f64;
  maxTime: f64;
  minLength: u32;
  maxLength: u32;
  min: f64;
  max: f64;
  /** Addresses. */
  kinds: usize;
  counts: usize;
  sums: usize;
  registers: usize;
  oddRows: usize;
  dates: usize;
  bins: usize;
  characters: usize;
  words: usize;
  candidates: usize;
  candidateCount: u32;
  /** Bit h & 63 is set for the hash h of each candidate. */
  candidateBits: u64;
  /** The same for the candidates that are numbers, and their values. */
  numberBits: u64;
  numbers: usize;
}

export const SKETCH_BYTES: usize = 160;

/** A sketch without cells. */
export function makeSketch(
  expects: u32,
  measuresText: bool,
  inKeys: bool,
  byValue: bool,
  shift: f64,
): Sketch {
  const its = changetype<Sketch>(takeZeros(SKETCH_BYTES));
  its.expects = expects;
  its.measuresText = measuresText;
  its.inKeys = inKeys;
  its.byValue = byValue;
  its.shift = shift;
  its.minTime = Infinity;
  its.maxTime = -Infinity;
  its.min = Infinity;
  its.max = -Infinity;
  its.kinds = takeZeros(5 << 2);
  its.counts = takeZeros(5 << 2);
  its.sums = takeZeros(8 << 3);
  its.registers = takeZeros(1 << REGISTERS);
  its.oddRows = takeZeros(ODD_ROWS << 2);
  its.dates = takeZeros(LONGEST_DATE << 1);
  its.bins = makeBins();
  if (measuresText) {
    its.characters = makeBins();
    its.words = makeBins();
  }
  its.candidates = takeZeros(MOST_CANDIDATES << 4);
  its.numbers = takeZeros(MOST_CANDIDATES << 3);
  return its;
}

/** Counts a value, up to 16 of them; `at` must stay readable. */
export function addCandidate(its: Sketch, at: usize, length: u32, tag: u32): void {
  const entry = its.candidates + ((<usize>its.candidateCount) << 4);
  const copy = take(length + 1);
  memory.copy(copy, at, length);
  store<u64>(entry, hashCell(copy, length, tag));
  store<u32>(entry, 0, 8);
  store<u32>(entry, <u32>copy, 12);
  const one: u64 = 1;
  const hash = load<u64>(entry);
  its.candidateBits |= one << (hash & 63);
  its.candidateCount++;
}

/** Counts the candidate that was added last by its value, too; NaN: by its text alone. */
export function watchNumber(its: Sketch, number: f64): void {
  store<f64>(its.numbers + ((<usize>its.candidateCount - 1) << 3), number);
  const one: u64 = 1;
  if (!isNaN(number)) its.numberBits |= one << (hashNumber(number) & 63);
}

function count(at: usize, index: u32, cells: u32): void {
  const address = at + ((<usize>index) << 2);
  store<u32>(address, load<u32>(address) + cells);
}

/** The sum of a product as such, and what its rounding lost (Dekker 1971). */
let product: f64 = 0;
let lost: f64 = 0;

/** Splits a double into halves of 26 bits (Veltkamp 1968). */
const SPLITTER: f64 = 134217729;
/** 2^970: beyond, splitting overflows, and products are left rounded. */
const LARGEST: f64 = 9.9792015476736e291;

function multiply(a: f64, b: f64): void {
  product = a * b;
  lost = 0;
  if (!(abs(product) < LARGEST) || !(abs(a) < LARGEST)) return;
  const aWide = a * SPLITTER;
  const aHigh = aWide - (aWide - a);
  const aLow = a - aHigh;
  const bWide = b * SPLITTER;
  const bHigh = bWide - (bWide - b);
  const bLow = b - bHigh;
  lost = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** Adds to sum `index`, and what rounding loses to its compensation (Neumaier 1974). */
function addToSum(sums: usize, index: u32, x: f64): void {
  const address = sums + ((<usize>index) << 3);
  const sum = load<f64>(address);
  const next = sum + x;
  const error = abs(sum) >= abs(x) ? sum - next + x : x - next + sum;
  store<f64>(address, next);
  store<f64>(address, load<f64>(address, 32) + error, 32);
}

function addPower(sums: usize, index: u32, x: f64, cells: u32): void {
  if (cells === 1) addToSum(sums, index, x);
  else {
    multiply(x, <f64>cells);
    addToSum(sums, index, product);
    addToSum(sums, index, lost);
  }
}

function addNumber(its: Sketch, x: f64, cells: u32): void {
  if (abs(x) === Infinity) {
    count(its.counts, 3, cells);
    if (x < 0) count(its.counts, 2, cells);
    return;
  }
  count(its.counts, 0, cells);
  if (x === 0) count(its.counts, 1, cells);
  if (x < 0) count(its.counts, 2, cells);
  if (trunc(x) === x) count(its.counts, 4, cells);
  if (x < its.min) its.min = x + 0;
  if (x > its.max) its.max = x + 0;
  const d = x - its.shift;
  const d2 = d * d;
  addPower(its.sums, 0, d, cells);
  addPower(its.sums, 1, d2, cells);
  addPower(its.sums, 2, d2 * d, cells);
  addPower(its.sums, 3, d2 * d2, cells);
  addToBins(its.bins, d, cells);
}

function addDate(its: Sketch, start: usize, end: usize): void {
  const length = min<u32>(<u32>(end - start), LONGEST_DATE);
  if (time < its.minTime) {
    its.minTime = time;
    its.minLength = length;
    memory.copy(its.dates, start, length);
  }
  if (time > its.maxTime) {
    its.maxTime = time;
    its.maxLength = length;
    memory.copy(its.dates + LONGEST_DATE, start, length);
  }
}

function countCandidate(its: Sketch, hash: u64, cells: u32): void {
  for (let i: u32 = 0; i < its.candidateCount; i++) {
    const entry = its.candidates + ((<usize>i) << 4);
    if (load<u64>(entry) === hash) {
      store<u32>(entry, load<u32>(entry, 8) + cells, 8);
      return;
    }
  }
}

function countNumber(its: Sketch, number: f64, cells: u32): void {
  for (let i: u32 = 0; i < its.candidateCount; i++) {
    if (load<f64>(its.numbers + ((<usize>i) << 3)) === number) {
      const entry = its.candidates + ((<usize>i) << 4);
      store<u32>(entry, load<u32>(entry, 8) + cells, 8);
      return;
    }
  }
}

function register(its: Sketch, hash: u64): void {
  const register = its.registers + ((<usize>hash) & ((1 << REGISTERS) - 1));
  const rank = <u32>clz(hash >> REGISTERS) - REGISTERS + 1;
  if (rank > load<u8>(register)) store<u8>(register, rank);
}

/** What the last cell adds to the key of its row as hash; `counted` says whether it adds anything. */
export let keyHash: u64 = 0;
export let counted: bool = false;
/** The last cell is of another kind than expected. */
export let isOdd: bool = false;

/** Takes `cells` equal cells [start, end) with a tag, which are not missing; `hash` is that of `hashCell`. */
export function addCells(
  its: Sketch,
  start: usize,
  end: usize,
  tag: u32,
  hash: u64,
  cells: u32,
): void {
  its.cells += cells;
  register(its, hash);
  if (((its.candidateBits >> (hash & 63)) & 1) !== 0) countCandidate(its, hash, cells);
  let from = start;
  let to = end;
  while (from < to && isBlank(load<u8>(from))) from++;
  while (to > from && isBlank(load<u8>(to - 1))) to--;
  const kind = from === to ? OTHER : kindOf(from, to);
  count(its.kinds, kind, cells);
  keyHash = hash;
  counted = true;
  isOdd = false;
  if (kind <= FLOAT) {
    if (decimals > its.decimals) its.decimals = decimals;
    addNumber(its, value, cells);
    if (its.byValue && tag !== STRING_TAG && abs(value) !== Infinity) keyHash = hashNumber(value);
    isOdd = its.expects !== EXPECTS_NUMBERS;
  } else if (kind === DATE) {
    addDate(its, start, end);
    isOdd = its.expects !== EXPECTS_DATES;
  } else {
    isOdd = its.expects <= EXPECTS_DATES;
    if (kind === OTHER && isNullLike(from, to, <u32>(end - start))) {
      its.nullLike += cells;
      if (its.byValue) counted = false;
      isOdd = false;
    }
  }
  if (its.measuresText) {
    measure(start, end);
    addToBins(its.characters, <f64>characters, cells);
    addToBins(its.words, <f64>words, cells);
  }
}

/** A double has at most so many significant digits. */
const DIGITS: i32 = 17;
const LOG10_2: f64 = 0.3010299956639812;
const HIGHEST_POWER: u32 = 22;

/** Raises the number of decimals if a number, which is not whole, has more. */
function measureDecimals(its: Sketch, number: f64): void {
  const size = abs(number);
  const exponent = <i32>((reinterpret<u64>(size) >> 52) & 0x7ff) - 1023;
  // No more decimals than those are possible, and none are hidden when the scaled value is exactly divided again.
  const most = DIGITS - <i32>floor(<f64>exponent * LOG10_2) - 1;
  if (most <= <i32>its.decimals) return;
  if (its.decimals <= HIGHEST_POWER) {
    const power = unchecked(POWERS[its.decimals]);
    if (nearest(size * power) / power === size) return;
  }
  its.decimals = max(its.decimals, decimalsOf(size));
}

/**
 * Takes `cells` equal cells of a column that is expected to be numeric, by their value: its text is that of the double in
 * plain notation. `scale`: all are written with so many decimals; below 0: each with as many as it needs.
 */
export function addNumberCells(its: Sketch, number: f64, scale: i32, cells: u32): void {
  its.cells += cells;
  const hash = hashNumber(number);
  register(its, hash);
  if (((its.numberBits >> (hash & 63)) & 1) !== 0) countNumber(its, number, cells);
  const whole = trunc(number) === number;
  count(its.kinds, whole && scale <= 0 ? INTEGER : FLOAT, cells);
  if (scale > 0) its.decimals = max(its.decimals, <u32>scale);
  else if (scale < 0 && !whole) measureDecimals(its, number);
  addNumber(its, number, cells);
  keyHash = hash;
  counted = true;
  isOdd = false;
}

/** Notes a row with an odd cell; rows come in ascending order. */
export function noteOdd(its: Sketch, row: u32): void {
  if (its.odd >= ODD_ROWS) return;
  store<u32>(its.oddRows + ((<usize>its.odd) << 2), row);
  its.odd++;
}
