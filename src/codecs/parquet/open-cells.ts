import { ODD_ROWS } from '../../engine/table/sketch';
import { CellHash } from '../../engine/sketches/cell-hash';
import { CellKey } from '../../engine/sketches/cell-key';
import { isExpected, PlainCell } from '../../engine/sketches/plain-cell';
import { SketchBuilder } from '../../engine/sketches/sketch-builder';
import type { ColumnHint, SketchState } from '../../engine/sketches/state';
import type { EmptyRows } from '../delimited/empty-rows';
import type { KeyStore } from '../delimited/columns/key-store';
import type { HeldPart } from '../delimited/columns/part-column';
import { isDecimal, scaleOf } from './cell-format';
import { NumberSketch } from './number-sketch';
import { numberReader, plainNumber } from './plain-numbers';
import type { Field } from './schema';

/** The cells of an open column: texts go to a sketch of texts, plain numbers of numeric columns to one of numbers. */
export class OpenCells {
  /** What the last cell adds to the key of its row; 0 and 0 where the column is not in the keys. */
  key = 0;
  readonly takesNumbers: boolean;
  readonly #hint: ColumnHint;
  readonly #index: number;
  readonly #texts: SketchBuilder;
  readonly #numbers: NumberSketch;
  readonly #key = new CellKey();
  readonly #hash = new CellHash();

  constructor(field: Field, hint: ColumnHint, index: number) {
    const { element } = field.leaves[0]!;
    const isNumeric = field.flat && numberReader(element) !== undefined;
    this.takesNumbers = isNumeric && hint.expects === 'number';
    this.#hint = hint;
    this.#index = index;
    this.#texts = new SketchBuilder(hint);
    const scale = isDecimal(element) ? scaleOf(element) : element.type === 'DOUBLE' ? -1 : 0;
    this.#numbers = new NumberSketch(hint, scale);
  }

  /** Takes `count` cells [start, end), which are not empty, as if all lay in `row`. */
  addText(bytes: Uint8Array, start: number, end: number, row: number, count = 1): void {
    const number = this.takesNumbers ? plainNumber(bytes, start, end) : NaN;
    if (!Number.isNaN(number)) {
      this.addNumber(number, count);
      return;
    }
    this.#texts.add(bytes, start, end, row, count);
    if (!this.#hint.inKeys) return;
    this.#key.read(bytes, start, end, this.#index, this.#hint.byValue);
    this.key = this.#key.low;
  }

  /** Takes a number that `numberReader` gave. */
  addNumber(value: number, count = 1): void {
    this.#numbers.add(value, count);
    if (!this.#hint.inKeys) return;
    this.#hash.hashNumber(value);
    this.#hash.contribution(this.#index);
    this.key = this.#hash.keyLow;
  }

  /** Adds what was learned of the rows before. */
  merge(earlier: SketchState): void {
    this.#texts.merge(earlier, 0);
  }

  /** What was learned; `odd`: rows to note instead of those that were given. */
  state(odd?: number[]): SketchState {
    const all = new SketchBuilder(this.#hint);
    all.merge({ ...this.#texts.state, ...(odd && { odd }) }, 0);
    all.merge(this.#numbers.state, 0);
    return all.state;
  }
}

/** As `sketchHeld` of delimited text, where numbers of numeric columns are sketched by their value. */
export function sketchHeldCells(
  field: Field,
  { codes, size, arena, offsets }: Omit<HeldPart, 'kind'>,
  hint: ColumnHint,
  index: number,
  firstRow: number,
  empty: EmptyRows,
  keys: KeyStore,
): { readonly state: SketchState } {
  const isEmpty = (code: number) => offsets[code] === offsets[code + 1];
  const counts = new Uint32Array(size);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    counts[code]!++;
    if (isEmpty(code)) empty.set(firstRow + row);
  }
  const cells = new OpenCells(field, hint, index);
  const plain = new PlainCell();
  const added = new Uint32Array(size);
  const odd = new Uint8Array(size);
  for (let code = 1; code < size; code++) {
    if (counts[code] === 0 || isEmpty(code)) continue;
    const [start, end] = [offsets[code]!, offsets[code + 1]!];
    cells.addText(arena, start, end, 0, counts[code]!);
    plain.read(arena, start, end);
    if (!plain.nullLike && !isExpected(hint.expects, plain.kind)) odd[code] = 1;
    added[code] = cells.key;
  }
  if (hint.inKeys) keys.addByCode(firstRow, codes, added);
  const rows = rowsOf(codes, odd).map((row) => row + firstRow);
  return { state: cells.state(rows) };
}

/** The first rows whose code is odd. */
function rowsOf(codes: HeldPart['codes'], odd: Uint8Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < codes.length && rows.length < ODD_ROWS; row++) {
    if (odd[codes[row]!] === 1) rows.push(row);
  }
  return rows;
}
