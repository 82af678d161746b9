import { SketchBuilder } from '../../../engine/sketches/sketch-builder';
import type { ColumnHint, SketchState } from '../../../engine/sketches/state';
import { CellTag } from '../../../engine/table/table';
import { CountedCells } from './counted-cells';
import type { EmptyRows } from '../empty-rows';
import type { KeyStore } from './key-store';
import type { CountedPart, HeldPart } from './part-column';

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
  held: Omit<HeldPart, 'kind'>,
  hint: ColumnHint,
  index: number,
  firstRow: number,
  empty: EmptyRows,
  keys: KeyStore,
): SketchBuilder {
  const cells = new CountedCells(hint, index, empty, keys);
  cells.add(firstRow, held.codes, held);
  return sketchCounted({ ...held, counts: cells.counts(held.size), odd: cells.odd }, hint);
}

/** The sketch of cells that were counted; `odd` as it is. */
export function sketchCounted(
  { size, arena, offsets, tags, counts, odd }: Omit<CountedPart, 'kind' | 'empty'>,
  hint: ColumnHint,
): SketchBuilder {
  const values = new SketchBuilder(hint);
  for (let code = 1; code < size; code++) {
    if (counts[code] === 0) continue;
    const tag = (tags?.[code] ?? CellTag.text) as CellTag;
    values.add(arena, offsets[code]!, offsets[code + 1]!, 0, counts[code]!, tag);
  }
  const sketch = new SketchBuilder(hint);
  sketch.merge({ ...values.state, odd: [...odd] }, 0);
  return sketch;
}
