import { CellKey } from '../../engine/sketches/cell-key';
import type { SketchBuilder } from '../../engine/sketches/sketch-builder';
import type { ColumnHint } from '../../engine/sketches/state';
import type { CellTag } from '../../engine/table/table';
import { Interner } from './intern';
import { CodeStore } from '../delimited/columns/code-store';
import { EmptyRows } from '../delimited/empty-rows';
import type { KeyStore } from '../delimited/columns/key-store';
import type { HeldLimits, PartColumn } from '../delimited/columns/part-column';
import { sketchHeld } from '../delimited/columns/sketch-held';

/** One column in TypeScript, cell by cell: what `KernelColumn` is measured against. */
export class TwinColumn {
  /** Place in row keys. */
  readonly number: number;
  readonly #empty = new EmptyRows();
  readonly #key = new CellKey();
  readonly #limits: HeldLimits;
  readonly #hintOf: () => ColumnHint;
  #interner: Interner | undefined = new Interner();
  #codes: CodeStore | undefined;
  #sketch: SketchBuilder | undefined;
  #hint: ColumnHint | undefined;
  /** Rows that came. */
  #rows = 0;

  constructor(number: number, expectedRows: number, limits: HeldLimits, hint: () => ColumnHint) {
    this.number = number;
    this.#limits = limits;
    this.#hintOf = hint;
    this.#codes = new CodeStore(expectedRows);
  }

  get inKeys(): boolean {
    return this.#hint?.inKeys ?? false;
  }

  /** The rows before `row` that did not come have no cell. */
  skipTo(row: number): void {
    if (this.#codes && this.#codes.rows < row) this.#codes.skip(row - this.#codes.rows);
    if (!this.#codes && this.#rows < row) this.#empty.fill(this.#rows, row);
    this.#rows = row;
  }

  /**
   * Takes the cells of the `rows` rows of a batch, the first of which is row `firstRow`; `cellOf` is asked for each row
   * in turn and gives undefined where it is missing. What cells add to the keys of their rows goes to `added`.
   */
  take(
    rows: number,
    firstRow: number,
    cellOf: (row: number) => Cell | undefined,
    added: Uint32Array,
    keys: KeyStore,
  ): void {
    const codes = new Uint16Array(rows);
    for (let row = 0; row < rows; row++) {
      const cell = cellOf(row);
      if (this.#interner) {
        const code = cell === undefined ? 0 : this.#codeOf(this.#interner, cell);
        if (code >= 0) {
          codes[row] = code;
          continue;
        }
        this.#codes!.add(codes.subarray(0, row), this.#interner.size);
        this.#open(keys);
      }
      if (cell === undefined) this.#empty.set(firstRow + row);
      else this.#sketchCell(cell, firstRow + row, row, added);
    }
    if (this.#interner) this.#codes!.add(codes, this.#interner.size);
    this.#rows = firstRow + rows;
  }

  finish(rows: number): PartColumn {
    if (this.#sketch) {
      return { kind: 'open', state: this.#sketch.state, empty: this.#empty.finish(rows) };
    }
    return { kind: 'held', codes: this.#codes!.finish(), ...this.#interner!.values };
  }

  #sketchCell(
    { bytes, start, end, tag }: Cell,
    row: number,
    nth: number,
    added: Uint32Array,
  ): void {
    this.#sketch!.add(bytes, start, end, row, 1, tag);
    const { inKeys, byValue } = this.#hint!;
    if (!inKeys) return;
    this.#key.read(bytes, start, end, this.number, byValue, tag);
    added[nth]! += this.#key.low;
  }

  /** -1: the column would hold too much. */
  #codeOf(interner: Interner, { bytes, start, end, tag }: Cell): number {
    const { size } = interner;
    const code = interner.intern(bytes, start, end, tag);
    if (code < size) return code;
    // The new value is the last one of an interner that is let go.
    return code > this.#limits.values || interner.bytes > this.#limits.bytes ? -1 : code;
  }

  #open(keys: KeyStore): void {
    const hint = this.#hintOf();
    const held = { codes: this.#codes!.codes, ...this.#interner!.values };
    this.#sketch = sketchHeld(held, hint, this.number, 0, this.#empty, keys);
    this.#hint = hint;
    this.#interner = undefined;
    this.#codes = undefined;
  }
}

/** A cell that is not missing: bytes [start, end) with a tag. */
export interface Cell {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly tag: CellTag;
}
