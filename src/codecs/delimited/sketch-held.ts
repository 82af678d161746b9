import { CellKey } from '../../engine/sketches/cell-key';
import { isExpected, PlainCell } from '../../engine/sketches/plain-cell';
import { SketchBuilder } from '../../engine/sketches/sketch-builder';
import type { ColumnHint, SketchState } from '../../engine/sketches/state';
import { ODD_ROWS } from '../../engine/sketch';
import { CellTag } from '../../engine/table';
import type { EmptyRows } from './empty-rows';
import type { KeyStore } from './key-store';
import type { HeldPart } from './part-column';

/** As `sketchHeld`. */
export type SketchHeld = (
  held: Omit<HeldPart, 'kind'>,
  hint: ColumnHint,
  index: number,
  firstRow: number,
  empty: EmptyRows,
  keys: KeyStore,
) => { readonly state: SketchState };

/**
 * The sketch of the cells of column `index` that were held in the rows from `firstRow` on. Their empty rows are noted in
 * `empty`, and what they add to the keys of their rows in `keys`.
 */
export function sketchHeld(
  { codes, size, arena, offsets, tags }: Omit<HeldPart, 'kind'>,
  hint: ColumnHint,
  index: number,
  firstRow: number,
  empty: EmptyRows,
  keys: KeyStore,
): SketchBuilder {
  const counts = new Uint32Array(size);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    counts[code]!++;
    if (code === 0) empty.set(firstRow + row);
  }
  const values = new SketchBuilder(hint);
  const cell = new PlainCell();
  const key = new CellKey();
  const low = new Uint32Array(size);
  const high = new Uint32Array(size);
  const odd = new Uint8Array(size);
  for (let code = 1; code < size; code++) {
    if (counts[code] === 0) continue;
    const [start, end] = [offsets[code]!, offsets[code + 1]!];
    const tag = (tags?.[code] ?? CellTag.text) as CellTag;
    values.add(arena, start, end, 0, counts[code]!, tag);
    cell.read(arena, start, end);
    if (!cell.nullLike && !isExpected(hint.expects, cell.kind)) odd[code] = 1;
    if (!hint.inKeys) continue;
    key.read(arena, start, end, hint.keyNumber ?? index, hint.byValue, tag);
    low[code] = key.low;
    high[code] = key.high;
  }
  if (hint.inKeys) keys.addByCode(firstRow, codes, low, high);
  const sketch = new SketchBuilder(hint);
  sketch.merge({ ...values.state, odd: rowsOf(codes, odd) }, firstRow);
  return sketch;
}

/** The first rows whose code is odd. */
export function rowsOf(codes: HeldPart['codes'], odd: Uint8Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < codes.length && rows.length < ODD_ROWS; row++) {
    if (odd[codes[row]!] === 1) rows.push(row);
  }
  return rows;
}
