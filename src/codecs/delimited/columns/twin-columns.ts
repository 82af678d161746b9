import { CellKey } from '../../../engine/sketches/cell-key';
import type { SketchBuilder } from '../../../engine/sketches/sketch-builder';
import type { ColumnHint } from '../../../engine/sketches/state';
import { Interner } from '../../columns/intern';
import { fieldValue } from '../field-value';
import type { ScanBatch } from '../scan-delimited';
import { CodeStore } from './code-store';
import { CountedCells } from './counted-cells';
import { EmptyRows } from '../empty-rows';
import { KeyStore } from './key-store';
import { letGoOfCodes } from './let-go';
import type { HeldLimits, PartColumn } from './part-column';
import type { PartColumns, PartPlan } from './part-columns';
import { sketchCounted, sketchHeld } from './sketch-held';

/** Columns in TypeScript: what `KernelColumns` is measured against, and what is used where there is no WebAssembly. */
export class TwinColumns implements PartColumns {
  readonly #plan: PartPlan;
  readonly #columns: TwinColumn[];
  readonly #keys: KeyStore;
  #rows = 0;

  constructor(plan: PartPlan) {
    this.#plan = plan;
    this.#keys = new KeyStore(plan.expectedRows);
    this.#columns = plan.fields.map((index) => new TwinColumn(index, plan.expectedRows));
  }

  take(bytes: Uint8Array, batch: ScanBatch, fromRow: number): void {
    const count = batch.rows - fromRow;
    if (count <= 0) return;
    const lane = new Uint32Array(count);
    for (const column of this.#columns) {
      column.take(bytes, batch, fromRow, this.#rows, this.#plan, lane, this.#keys);
    }
    if (this.#columns.some(({ inKeys }) => inKeys)) this.#keys.add(this.#rows, lane);
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
}

class TwinColumn {
  readonly index: number;
  readonly #empty = new EmptyRows();
  readonly #key = new CellKey();
  #interner: Interner | undefined = new Interner();
  #codes: CodeStore | undefined;
  /** In place of codes that were let go. */
  #counted: CountedCells | undefined;
  #sketch: SketchBuilder | undefined;
  #hint: ColumnHint | undefined;

  constructor(index: number, expectedRows: number) {
    this.index = index;
    this.#codes = new CodeStore(expectedRows);
  }

  get inKeys(): boolean {
    return this.#hint?.inKeys ?? false;
  }

  take(
    bytes: Uint8Array,
    batch: ScanBatch,
    fromRow: number,
    firstRow: number,
    { limits, opened, hints }: PartPlan,
    lane: Uint32Array,
    keys: KeyStore,
  ): void {
    if (this.#interner && opened?.has(this.index)) this.#open(hints()[this.index]!, keys);
    const codes = new Uint16Array(batch.rows - fromRow);
    for (let row = fromRow; row < batch.rows; row++) {
      const nth = row - fromRow;
      const field = batch.rowFields[row]! + this.index;
      const value = field < batch.rowFields[row + 1]! ? fieldValue(bytes, batch, field) : NO_BYTES;
      if (this.#interner) {
        const code = this.#codeOf(this.#interner, value, limits);
        if (code >= 0) {
          codes[nth] = code;
          continue;
        }
        this.#keep(firstRow, codes.subarray(0, nth), this.#interner);
        this.#open(hints()[this.index]!, keys);
      }
      if (value.length === 0) this.#empty.set(firstRow + nth);
      else {
        this.#sketch!.add(value, 0, value.length, firstRow + nth);
        if (!this.#hint!.inKeys) continue;
        this.#key.read(value, 0, value.length, this.index, this.#hint!.byValue);
        lane[nth]! += this.#key.low;
      }
    }
    if (this.#interner) this.#keep(firstRow, codes, this.#interner);
  }

  get codeBytes(): number {
    return this.#codes?.bytes ?? 0;
  }

  count(hint: ColumnHint, keys: KeyStore): void {
    this.#counted = new CountedCells(hint, this.index, this.#empty, keys);
    this.#counted.add(0, this.#codes!.codes, this.#interner!.values);
    this.#codes = undefined;
  }

  finish(rows: number): PartColumn {
    if (this.#sketch) {
      return { kind: 'open', state: this.#sketch.state, empty: this.#empty.finish(rows) };
    }
    const { values } = this.#interner!;
    if (!this.#counted) return { kind: 'held', codes: this.#codes!.finish(), ...values };
    const { odd } = this.#counted;
    const counts = this.#counted.counts(values.size);
    return { kind: 'counted', counts, odd, empty: this.#empty.finish(rows), ...values };
  }

  #keep(firstRow: number, codes: Uint16Array, { size, values }: Interner): void {
    if (this.#counted) this.#counted.add(firstRow, codes, values);
    else this.#codes!.add(codes, size);
  }

  /** -1: the column would hold too much. */
  #codeOf(interner: Interner, value: Uint8Array, limits: HeldLimits): number {
    if (value.length === 0) return 0;
    const { size } = interner;
    const code = interner.intern(value, 0, value.length);
    if (code < size) return code;
    // The new value is the last one of an interner that is let go.
    return code > limits.values || interner.bytes > limits.bytes ? -1 : code;
  }

  #open(hint: ColumnHint, keys: KeyStore): void {
    const { values } = this.#interner!;
    this.#sketch = this.#counted
      ? sketchCounted(
          { ...values, counts: this.#counted.counts(values.size), odd: this.#counted.odd },
          hint,
        )
      : sketchHeld(
          { codes: this.#codes!.codes, ...values },
          hint,
          this.index,
          0,
          this.#empty,
          keys,
        );
    this.#hint = hint;
    this.#interner = undefined;
    this.#codes = undefined;
    this.#counted = undefined;
  }
}

const NO_BYTES = new Uint8Array(0);
