import type { ColumnHint } from '../../../engine/sketches/state';
import { ODD_ROWS } from '../../../engine/table/sketch';
import { CellTag, type Codes } from '../../../engine/table/table';
import { QUOTE } from '../dialect/delimiter';
import type { ScanBatch } from '../scan-delimited';
import { CodeStore } from './code-store';
import { CountedCells } from './counted-cells';
import { EmptyRows } from '../empty-rows';
import type { Kernel } from '../kernel';
import type { KernelScanner } from '../kernel-scanner';
import { readSketch } from './kernel-sketch';
import { KeyStore } from './key-store';
import { letGoOfCodes } from './let-go';
import type { HeldLimits, PartColumn, PartValues } from './part-column';
import type { PartColumns, PartPlan } from './part-columns';

const EXPECTS = { number: 0, date: 1, other: 2 } as const;

/** Columns in the memory of a kernel: only codes, keys and what is finished leave it. */
export class KernelColumns implements PartColumns {
  readonly #scanner: KernelScanner;
  readonly #kernel: Kernel;
  readonly #plan: PartPlan;
  readonly #columns: KernelColumn[];
  readonly #keys: KeyStore;
  #rows = 0;
  /** Rows for which the kernel has room at `#room`. */
  #roomRows = 0;
  #room = 0;

  constructor(scanner: KernelScanner, plan: PartPlan) {
    this.#scanner = scanner;
    this.#kernel = scanner.instance.kernel;
    this.#plan = plan;
    this.#keys = new KeyStore(plan.expectedRows);
    this.#columns = plan.fields.map((index) => new KernelColumn(scanner, index, plan.expectedRows));
  }

  take(_bytes: Uint8Array, batch: ScanBatch, fromRow: number): void {
    const count = batch.rows - fromRow;
    if (count <= 0) return;
    const { codes, low, high, empty } = this.#reserve(count);
    const { memory } = this.#scanner.instance;
    let keyed = false;
    new Uint8Array(memory.buffer, low, 8 * count).fill(0);
    for (const column of this.#columns) {
      let from = fromRow;
      if (!column.isOpen) {
        const { limits, opened, hints } = this.#plan;
        if (!opened?.has(column.index)) {
          from = column.takeCodes(fromRow, batch.rows, codes, limits, this.#rows);
          if (from === batch.rows) continue;
        }
        column.open(hints()[column.index]!, this.#keys);
      }
      const done = from - fromRow;
      const at = { low: low + 4 * done, high: high + 4 * done, empty };
      column.takeCells(from, batch.rows, this.#rows + done, at);
      keyed ||= column.inKeys;
    }
    if (keyed) this.#keys.add(this.#rows, new Uint32Array(memory.buffer, low, count));
    this.#rows += count;
  }

  shrink(bytes: number): number {
    return letGoOfCodes(this.#columns, this.#keys, this.#plan.hints, bytes);
  }

  finish(rows: number) {
    return {
      columns: this.#columns.map((column) => column.finish(rows)),
      keys: this.#keys.finish(rows),
    };
  }

  /** Addresses for what a batch of `rows` rows gives: codes, two lanes of keys one behind the other, bits. */
  #reserve(rows: number) {
    if (rows > this.#roomRows) {
      if (this.#roomRows > 0) this.#kernel.give(this.#room, this.#roomRows * 11 + 64);
      this.#roomRows = rows;
      this.#room = this.#kernel.take(rows * 11 + 64) >>> 0;
    }
    const low = this.#room;
    const high = low + 4 * rows;
    const codes = high + 4 * rows;
    return { low, high, codes, empty: codes + 2 * rows };
  }
}

const NO_CODES = new Uint8Array(0);

/** One column: its codes outside, everything else in the kernel. */
class KernelColumn {
  readonly index: number;
  readonly #scanner: KernelScanner;
  readonly #kernel: Kernel;
  readonly #address: number;
  readonly #empty = new EmptyRows();
  #codes: CodeStore | undefined;
  /** In place of codes that were let go. */
  #counted: CountedCells | undefined;
  #hint: ColumnHint | undefined;
  /** Odd rows from before the column was opened. */
  #odd: number[] = [];

  constructor(scanner: KernelScanner, index: number, expectedRows: number) {
    this.index = index;
    this.#scanner = scanner;
    this.#kernel = scanner.instance.kernel;
    this.#address = this.#kernel.makeColumn();
    this.#codes = new CodeStore(expectedRows);
  }

  get isOpen(): boolean {
    return this.#hint !== undefined;
  }

  get inKeys(): boolean {
    return this.#hint?.inKeys ?? false;
  }

  get codeBytes(): number {
    return this.#codes?.bytes ?? 0;
  }

  count(hint: ColumnHint, keys: KeyStore): void {
    this.#counted = new CountedCells(hint, this.index, this.#empty, keys);
    this.#counted.add(0, this.#codes!.codes, this.#values());
    this.#codes = undefined;
  }

  /** Returns the row at which the column became too large, or `to`. */
  takeCodes(
    from: number,
    to: number,
    codes: number,
    { values, bytes }: HeldLimits,
    firstRow: number,
  ): number {
    const kernel = this.#kernel;
    const stopped = kernel.takeCodes(
      this.#address,
      this.#scanner.origin,
      this.index,
      from,
      to,
      QUOTE,
      codes,
      values,
      bytes,
    );
    const { buffer } = this.#scanner.instance.memory;
    const taken = new Uint16Array(buffer, codes, stopped - from);
    if (this.#counted) this.#counted.add(firstRow, taken, this.#values());
    else this.#codes!.add(taken, kernel.codesOf(this.#address));
    return stopped;
  }

  takeCells(
    from: number,
    to: number,
    firstRow: number,
    { low, high, empty }: { low: number; high: number; empty: number },
  ): void {
    const { memory } = this.#scanner.instance;
    const bytes = (to - from + 7) >> 3;
    new Uint8Array(memory.buffer, empty, bytes).fill(0);
    const empties = this.#kernel.takeCells(
      this.#address,
      this.index,
      this.#scanner.origin,
      this.index,
      from,
      to,
      QUOTE,
      firstRow,
      low,
      high,
      empty,
    );
    if (empties === 0) return;
    new Uint8Array(memory.buffer, empty, bytes).forEach((byte, i) => {
      for (let bit = 0; bit < 8; bit++)
        if (byte & (1 << bit)) this.#empty.set(firstRow + i * 8 + bit);
    });
  }

  /** From now on the cells go to a sketch, those before included. */
  open(hint: ColumnHint, keys: KeyStore): void {
    const kernel = this.#kernel;
    const { memory } = this.#scanner.instance;
    kernel.open(
      this.#address,
      EXPECTS[hint.expects],
      hint.measuresText,
      hint.inKeys,
      hint.byValue,
      hint.shift,
    );
    for (const value of hint.candidates) {
      const at = kernel.take(value.length + 1) >>> 0;
      new Uint8Array(memory.buffer, at, value.length).set(value);
      kernel.watch(this.#address, at, value.length, CellTag.text);
      kernel.give(at, value.length + 1);
    }
    const codes = this.#codes?.codes ?? NO_CODES;
    const size = kernel.codesOf(this.#address);
    const counted = this.#counted?.counts(size);
    const room = kernel.take(size * 13) >>> 0;
    const word = (nth: number) => new Uint32Array(memory.buffer, room + nth * 4 * size, size);
    const counts = word(0).fill(0);
    if (counted) counts.set(counted);
    countInto(codes, counts);
    new Uint8Array(memory.buffer, room + 4 * size, 9 * size).fill(0);
    kernel.openWith(
      this.#address,
      this.index,
      room,
      room + 4 * size,
      room + 8 * size,
      room + 12 * size,
    );
    if (hint.inKeys && !counted) keys.addByCode(0, codes, word(1));
    const odd = new Uint8Array(memory.buffer, room + 12 * size, size);
    noteRows(codes, odd, this.#empty, this.#odd);
    kernel.give(room, size * 13);
    this.#odd.push(...(this.#counted?.odd ?? []));
    this.#codes = undefined;
    this.#counted = undefined;
    this.#hint = hint;
  }

  finish(rows: number): PartColumn {
    if (this.#hint) {
      const { kernel, memory } = this.#scanner.instance;
      const { take, give } = kernel;
      const state = readSketch({
        memory,
        address: kernel.sketchOf(this.#address),
        candidates: this.#hint.candidates.length,
        list: (which, into) => kernel.listOf(this.#address, which, into),
        take,
        give,
      });
      state.odd = [...this.#odd, ...state.odd].slice(0, ODD_ROWS);
      return { kind: 'open', state, empty: this.#empty.finish(rows) };
    }
    const { size, arena, offsets } = this.#values();
    const values = { size, arena: arena.slice(), offsets: offsets.slice() };
    if (!this.#counted) return { kind: 'held', codes: this.#codes!.finish(), ...values };
    const { odd } = this.#counted;
    const counts = this.#counted.counts(size);
    return { kind: 'counted', counts, odd, empty: this.#empty.finish(rows), ...values };
  }

  /** The values so far, where they lie in the kernel. */
  #values(): PartValues {
    const { kernel, memory } = this.#scanner.instance;
    const { buffer } = memory;
    const size = kernel.codesOf(this.#address);
    const offsets = new Uint32Array(buffer, kernel.offsetsOf(this.#address) >>> 0, size + 1);
    const arena = new Uint8Array(buffer, kernel.arenaOf(this.#address) >>> 0, offsets[size]!);
    return { size, arena, offsets };
  }
}

// Loops over cells are functions of their own: their compiled code stays, that of a loop in `open` is made for each file.

function countInto(codes: Codes, counts: Uint32Array): void {
  for (let row = 0; row < codes.length; row++) counts[codes[row]!]!++;
}

/** Notes rows without a value, and the first of those whose code is odd. */
function noteRows(codes: Codes, isOdd: Uint8Array, empty: EmptyRows, odd: number[]): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code === 0) empty.set(row);
    else if (isOdd[code] === 1 && odd.length < ODD_ROWS) odd.push(row);
  }
}
