import { CellKey } from '../../../engine/sketches/cell-key';
import { isExpected, PlainCell } from '../../../engine/sketches/plain-cell';
import type { ColumnHint } from '../../../engine/sketches/state';
import { ODD_ROWS } from '../../../engine/table/sketch';
import { CellTag, MISSING, type Codes } from '../../../engine/table/table';
import type { EmptyRows } from '../empty-rows';
import type { KeyStore } from './key-store';
import type { PartValues } from './part-column';

/**
 * What is kept of the cells of a column whose codes are not: how many have each value, and the first rows whose cell is
 * of another kind than is expected. Empty rows and hashes of cells go to those who keep them for all columns.
 */
export class CountedCells {
  /** Rows, ascending, at most ODD_ROWS. */
  readonly odd: number[] = [];
  /** Cells per code. */
  #counts = new Float64Array(1);
  /** Per code: what its cells add to the key of their row. */
  #lanes = new Uint32Array(1);
  #isOdd = new Uint8Array(1);
  /** Codes of which all that is known. */
  #known = 1;
  readonly #cell = new PlainCell();
  readonly #key = new CellKey();

  constructor(
    readonly hint: ColumnHint,
    readonly index: number,
    readonly empty: EmptyRows,
    readonly keys: KeyStore,
  ) {}

  /** Cells per code of the first `size` codes. */
  counts(size: number): Float64Array {
    this.#reserve(size);
    return this.#counts.slice(0, size);
  }

  /** Takes the codes of the rows from `firstRow` on; `values` holds all of them. */
  add(firstRow: number, codes: Codes, values: PartValues): void {
    this.#learn(values);
    const counts = this.#counts;
    const before = counts[MISSING]!;
    for (let at = 0; at < codes.length; at++) counts[codes[at]!]!++;
    if (counts[MISSING]! > before) {
      for (let at = 0; at < codes.length; at++) {
        if (codes[at] === MISSING) this.empty.set(firstRow + at);
      }
    }
    for (let at = 0; at < codes.length && this.odd.length < ODD_ROWS; at++) {
      if (this.#isOdd[codes[at]!] === 1) this.odd.push(firstRow + at);
    }
    if (this.hint.inKeys) this.keys.addByCode(firstRow, codes, this.#lanes);
  }

  /** What the cells of codes that are new are. */
  #learn({ size, arena, offsets, tags }: PartValues): void {
    this.#reserve(size);
    for (; this.#known < size; this.#known++) {
      const code = this.#known;
      const [start, end] = [offsets[code]!, offsets[code + 1]!];
      this.#cell.read(arena, start, end);
      if (!this.#cell.nullLike && !isExpected(this.hint.expects, this.#cell.kind)) {
        this.#isOdd[code] = 1;
      }
      if (!this.hint.inKeys) continue;
      const tag = (tags?.[code] ?? CellTag.text) as CellTag;
      const number = this.hint.keyNumber ?? this.index;
      this.#key.read(arena, start, end, number, this.hint.byValue, tag);
      this.#lanes[code] = this.#key.low;
    }
  }

  #reserve(size: number): void {
    if (size <= this.#counts.length) return;
    const length = size * 2;
    const [counts, lanes, isOdd] = [this.#counts, this.#lanes, this.#isOdd];
    this.#counts = new Float64Array(length);
    this.#lanes = new Uint32Array(length);
    this.#isOdd = new Uint8Array(length);
    this.#counts.set(counts);
    this.#lanes.set(lanes);
    this.#isOdd.set(isOdd);
  }
}
