import { KernelColumn } from '../columns/kernel-column';
import { KeyStore } from '../delimited/columns/key-store';
import type { JsonPartColumns, JsonPlan } from './columns-of-part';
import type { KernelScanner } from './kernel-scanner';
import { PathColumns, type PathColumn } from './path-columns';

/** Columns in the memory of a kernel: only codes, keys and what is finished leave it. */
export class KernelColumns implements JsonPartColumns {
  readonly #scanner: KernelScanner;
  readonly #plan: JsonPlan;
  readonly #names: PathColumns;
  /** Undefined while all values are null. */
  readonly #columns: (KernelColumn | undefined)[] = [];
  readonly #keys: KeyStore;
  /** The number of the batch's first row. */
  #firstRow = 0;
  /** Rows for which the kernel has room at `#room`. */
  #roomRows = 0;
  #room = 0;

  constructor(scanner: KernelScanner, plan: JsonPlan) {
    this.#scanner = scanner;
    this.#plan = plan;
    this.#names = new PathColumns(scanner);
    this.#keys = new KeyStore(plan.expectedRows);
  }

  take(firstRow: number): void {
    this.#firstRow = firstRow;
    const { kernel, memory } = this.#scanner.instance;
    const { rows } = this.#scanner.batch;
    this.#sort();
    const room = this.#reserve(rows);
    new Uint8Array(memory.buffer, room.low, 8 * rows).fill(0);
    let keyed = false;
    this.#names.list.forEach((named, index) => {
      const from = kernel.firstOf(index) >>> 0;
      const to = kernel.firstOf(index + 1) >>> 0;
      if (from === to) return;
      const column = (this.#columns[index] ??= this.#makeColumn(named));
      column.skipTo(this.#firstRow);
      this.#takeColumn(column, named, from, to, room);
      keyed ||= column.inKeys;
    });
    if (keyed) this.#keys.add(this.#firstRow, new Uint32Array(memory.buffer, room.low, rows));
  }

  finish(rows: number) {
    const columns = this.#names.list.map(({ name }, index) => {
      const column = this.#columns[index];
      column?.skipTo(rows);
      return { name, cells: column?.finish(rows) };
    });
    return { columns, keys: this.#keys.finish(rows) };
  }

  #makeColumn({ keyNumber }: PathColumn): KernelColumn {
    return new KernelColumn(this.#scanner.instance, keyNumber, this.#plan.expectedRows, true);
  }

  /** Sorts the leaves of the batch by column, naming columns that are new. */
  #sort(): void {
    const { kernel } = this.#scanner.instance;
    const { rows, rowLeaves } = this.#scanner.batch;
    const leaves = rowLeaves[rows]!;
    for (;;) {
      const leaf = kernel.sortLeaves(rows, this.#names.list.length) >>> 0;
      if (leaf === leaves) return;
      // Sorting may have grown the memory.
      const path = this.#scanner.batch.leafPaths[leaf]!;
      kernel.setColumn(path, this.#names.columnFor(path));
    }
  }

  #takeColumn(
    column: KernelColumn,
    named: PathColumn,
    from: number,
    to: number,
    { codes, low, high, empty }: ReturnType<typeof addressesAt>,
  ): void {
    const { kernel, memory } = this.#scanner.instance;
    const { rows } = this.#scanner.batch;
    let leaf = from;
    let row = 0;
    if (!column.isOpen) {
      const { values, bytes } = this.#plan.limits;
      new Uint8Array(memory.buffer, codes, 2 * rows).fill(0);
      leaf = kernel.takeCodes(column.address, from, to, codes, values, bytes) >>> 0;
      row = leaf === to ? rows : kernel.rowOf(leaf);
      column.addCodes(codes, row);
      if (leaf === to) return;
      column.open(this.#plan.hint(named), this.#keys);
    }
    this.#fillEmpty(empty, row, rows);
    const { address, number } = column;
    kernel.takeCells(address, number, leaf, to, this.#firstRow, low, high, empty);
    column.addEmpty(empty, rows, this.#firstRow);
  }

  /** Bits of the rows [from, to) of the batch: each row is empty until it has a leaf. */
  #fillEmpty(at: number, from: number, to: number): void {
    const bytes = new Uint8Array(this.#scanner.instance.memory.buffer, at, (to + 7) >> 3);
    bytes.fill(0, 0, from >> 3);
    bytes.fill(0xff, from >> 3);
    bytes[from >> 3]! &= 0xff << (from & 7);
    if ((to & 7) !== 0) bytes[to >> 3]! &= (1 << (to & 7)) - 1;
  }

  #reserve(rows: number) {
    if (rows > this.#roomRows) {
      const { kernel } = this.#scanner.instance;
      if (this.#roomRows > 0) kernel.give(this.#room, roomBytes(this.#roomRows));
      this.#roomRows = rows;
      this.#room = kernel.take(roomBytes(rows)) >>> 0;
    }
    return addressesAt(this.#room, rows);
  }
}

const roomBytes = (rows: number) => rows * 11 + 64;

/** Addresses for what a batch of `rows` rows gives: two lanes of keys one behind the other, codes, bits. */
function addressesAt(low: number, rows: number) {
  const high = low + 4 * rows;
  const codes = high + 4 * rows;
  return { low, high, codes, empty: codes + 2 * rows };
}
