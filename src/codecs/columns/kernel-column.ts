import type { ColumnHint } from '../../engine/sketches/state';
import { ODD_ROWS } from '../../engine/table/sketch';
import { CodeStore } from '../delimited/columns/code-store';
import type { ColumnKernel, KernelInstance } from './column-kernel';
import { EmptyRows } from '../delimited/empty-rows';
import type { KeyStore } from '../delimited/columns/key-store';
import { readSketch } from '../delimited/columns/kernel-sketch';
import type { PartColumn } from '../delimited/columns/part-column';

const EXPECTS = { number: 0, date: 1, other: 2 } as const;

/**
 * One column in the memory of a kernel: its codes and empty rows outside, everything else inside. Whoever finds cells
 * gives them to the kernel at `address` and tells this what came of it.
 */
export class KernelColumn {
  /** Place in row keys. */
  readonly number: number;
  readonly address: number;
  readonly empty = new EmptyRows();
  /** Codes of the rows so far; undefined once the column is open. */
  codes: CodeStore | undefined;
  readonly #instance: KernelInstance<ColumnKernel>;
  readonly #tagged: boolean;
  #hint: ColumnHint | undefined;
  /** Odd rows from before the column was opened. */
  #odd: number[] = [];
  /** Rows that came. */
  #rows = 0;

  /** `tagged`: values have tags other than text. */
  constructor(
    instance: KernelInstance<ColumnKernel>,
    number: number,
    expectedRows: number,
    tagged = false,
  ) {
    this.number = number;
    this.#instance = instance;
    this.#tagged = tagged;
    this.address = instance.kernel.makeColumn();
    this.codes = new CodeStore(expectedRows);
  }

  get isOpen(): boolean {
    return this.#hint !== undefined;
  }

  get inKeys(): boolean {
    return this.#hint?.inKeys ?? false;
  }

  /** The rows before `row` that did not come have no cell. */
  skipTo(row: number): void {
    const { codes } = this;
    if (codes && codes.rows < row) codes.skip(row - codes.rows);
    if (!codes && this.#rows < row) this.empty.fill(this.#rows, row);
    this.#rows = row;
  }

  /** Adds the codes of the next rows, which the kernel wrote at an address, two bytes each. */
  addCodes(at: number, rows: number): void {
    const { kernel, memory } = this.#instance;
    this.codes!.add(new Uint16Array(memory.buffer, at, rows), kernel.codesOf(this.address));
  }

  /** Adds the empty rows among `rows` rows from `firstRow` on: bits that the kernel wrote at an address. */
  addEmpty(at: number, rows: number, firstRow: number): void {
    const bits = new Uint32Array((rows + 31) >>> 5);
    const bytes = new Uint8Array(this.#instance.memory.buffer, at, (rows + 7) >> 3);
    new Uint8Array(bits.buffer).set(bytes);
    this.empty.append(bits, firstRow);
    this.#rows = firstRow + rows;
  }

  /** From now on the cells go to a sketch, those before included. */
  open(hint: ColumnHint, keys: KeyStore): void {
    const { kernel, memory } = this.#instance;
    kernel.open(
      this.address,
      EXPECTS[hint.expects],
      hint.measuresText,
      hint.inKeys,
      hint.byValue,
      hint.shift,
    );
    hint.candidates.forEach((value, i) => {
      const at = kernel.take(value.length + 1) >>> 0;
      new Uint8Array(memory.buffer, at, value.length).set(value);
      kernel.watch(this.address, at, value.length, hint.candidateTags?.[i] ?? 0);
      kernel.give(at, value.length + 1);
    });
    const { codes } = this.codes!;
    const size = kernel.codesOf(this.address);
    const room = kernel.take(size * 13) >>> 0;
    const word = (nth: number) => new Uint32Array(memory.buffer, room + nth * 4 * size, size);
    const counts = word(0).fill(0);
    for (const code of codes) counts[code]!++;
    new Uint8Array(memory.buffer, room + 4 * size, 9 * size).fill(0);
    kernel.openWith(
      this.address,
      this.number,
      room,
      room + 4 * size,
      room + 8 * size,
      room + 12 * size,
    );
    if (hint.inKeys) keys.addByCode(0, codes, word(1));
    const odd = new Uint8Array(memory.buffer, room + 12 * size, size);
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!;
      if (code === 0) this.empty.set(row);
      else if (odd[code] === 1 && this.#odd.length < ODD_ROWS) this.#odd.push(row);
    }
    kernel.give(room, size * 13);
    this.codes = undefined;
    this.#hint = hint;
  }

  /** What was taken, `rows` rows; not to be used afterwards. */
  finish(rows: number): PartColumn {
    const { kernel, memory } = this.#instance;
    if (this.#hint) {
      const state = readSketch({
        memory,
        address: kernel.sketchOf(this.address),
        candidates: this.#hint.candidates.length,
        list: (which, into) => kernel.listOf(this.address, which, into),
        take: (bytes) => kernel.take(bytes),
        give: (block, bytes) => {
          kernel.give(block, bytes);
        },
      });
      state.odd = [...this.#odd, ...state.odd].slice(0, ODD_ROWS);
      return { kind: 'open', state, empty: this.empty.finish(rows) };
    }
    const size = kernel.codesOf(this.address);
    const view = (at: number, length: number) =>
      new Uint8Array(memory.buffer, at >>> 0, length).slice();
    const offsets = new Uint32Array(view(kernel.offsetsOf(this.address), 4 * (size + 1)).buffer);
    const arena = view(kernel.arenaOf(this.address), offsets[size]!);
    const tags = this.#tagged ? { tags: view(kernel.tagsOf(this.address), size) } : {};
    return { kind: 'held', codes: this.codes!.finish(), size, arena, offsets, ...tags };
  }
}
