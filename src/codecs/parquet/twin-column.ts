import { Interner } from '../columns/intern';
import type { ByteSource } from '../bytes';
import { EmptyRows } from '../delimited/empty-rows';
import type { HeldPart } from '../delimited/columns/part-column';
import { FieldCells } from './field-cells';
import type { RowGroup } from './footer';
import type { FieldPlan, FieldReader } from './group-part';
import type { Progress } from './load-field';
import { OpenCells, sketchHeldCells } from './open-cells';

/**
 * A column in TypeScript, cell by cell: what `KernelColumn` is measured against, and what reads lists, maps and types that
 * the kernel does not know, or where there is no WebAssembly.
 */
export class TwinColumn implements FieldReader {
  readonly #plan: FieldPlan;
  readonly #cells: FieldCells;
  readonly #interner = new Interner();
  #codes = new Uint16Array(0);
  #open: OpenCells | undefined;
  /** Of rows whose cell is there, once the column is open. */
  #filled = new Uint32Array(0);
  #inKeys = false;
  #keys = new Uint32Array(0);

  constructor(source: ByteSource, plan: FieldPlan) {
    this.#plan = plan;
    this.#cells = new FieldCells(source, plan.field);
  }

  take(_source: ByteSource, group: RowGroup, progress: Progress): void {
    const { field, firstRow } = this.#plan;
    const takeNumber = (value: number, row: number) => {
      this.#open!.addNumber(value);
      this.#enter(row - firstRow);
    };
    this.#cells.each(
      group,
      (bytes, start, end, row) => {
        this.#take(bytes, start, end, row - firstRow);
      },
      () => {
        progress(0);
      },
      this.#open?.takesNumbers ? { takeNumber } : {},
    );
    for (const { index } of field.leaves) {
      progress(group.chunks[index]!.end - group.chunks[index]!.start);
    }
  }

  finish() {
    const { nans: nan, binary } = this.#cells;
    const { rows, firstRow, keys } = this.#plan;
    const from = ({ count, first }: { count: number; first: number }) => ({
      count,
      first: count > 0 ? first - firstRow : -1,
    });
    const odd = { nan: from(nan), binary: from(binary) };
    if (!this.#open) return { column: this.#held(rows), odd };
    if (this.#inKeys) keys.add(0, this.#keys);
    const empty = new Uint32Array((rows + 31) >>> 5).fill(0xffffffff);
    this.#filled.subarray(0, empty.length).forEach((word, i) => {
      empty[i]! &= ~word;
    });
    const past = rows & 31;
    if (past !== 0) empty[empty.length - 1]! &= 2 ** past - 1;
    return { column: { kind: 'open' as const, state: this.#open.state(), empty }, odd };
  }

  #take(bytes: Uint8Array, start: number, end: number, row: number): void {
    if (!this.#open) {
      const { limits } = this.#plan;
      const { size } = this.#interner;
      const code = this.#interner.intern(bytes, start, end);
      const isNew = code >= size;
      if (!isNew || (code <= limits.values && this.#interner.bytes <= limits.bytes)) {
        this.#codes = this.#grown(this.#codes, row);
        this.#codes[row] = code;
        return;
      }
      this.#openAt(row);
    }
    if (start === end) return;
    this.#open!.addText(bytes, start, end, row);
    this.#enter(row);
  }

  #enter(row: number): void {
    this.#filled = this.#grown(this.#filled, row >>> 5);
    this.#filled[row >>> 5]! |= 1 << (row & 31);
    if (!this.#inKeys) return;
    this.#keys = this.#grown(this.#keys, row);
    this.#keys[row]! += this.#open!.key;
  }

  /** From row `row` on cells go to a sketch, those before included. */
  #openAt(row: number): void {
    const { field, index, hints, keys } = this.#plan;
    const hint = hints()[index]!;
    // The last value of the interner is the one that was too many, which no row before has.
    const held = this.#held(row);
    const empty = new EmptyRows();
    this.#open = new OpenCells(field, hint, index);
    const { state } = sketchHeldCells(field, held, hint, index, 0, empty, keys);
    this.#open.merge(state);
    this.#filled = empty.finish(row).map((word) => ~word);
    const past = row & 31;
    if (past !== 0) this.#filled[row >>> 5]! &= 2 ** past - 1;
    this.#inKeys = hint.inKeys;
    this.#codes = new Uint16Array(0);
  }

  /** The first `rows` rows, all of them held. */
  #held(rows: number): HeldPart {
    const found = this.#codes.subarray(0, rows);
    const codes = this.#interner.size <= 0x100 ? new Uint8Array(rows) : new Uint16Array(rows);
    codes.set(found);
    return { kind: 'held', codes, ...this.#interner.values };
  }

  /** An array with room for place `at`: a damaged file may claim rows without having them. */
  #grown<T extends Uint16Array | Uint32Array>(array: T, at: number): T {
    if (at < array.length) return array;
    const room = Math.min(this.#plan.rows, Math.max(1024, 2 * at));
    const larger = (
      array instanceof Uint16Array ? new Uint16Array(room) : new Uint32Array(room)
    ) as T;
    larger.set(array);
    return larger;
  }
}
