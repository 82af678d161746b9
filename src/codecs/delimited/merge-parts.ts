import { SketchBuilder } from '../../engine/sketches/sketch-builder';
import type { ColumnHint } from '../../engine/sketches/state';
import type { CellTag, Codes } from '../../engine/table';
import { Interner } from '../intern';
import { EmptyRows } from './empty-rows';
import { KeyStore } from './key-store';
import type { HeldLimits, HeldPart, PartColumn, PartKeys } from './part-column';
import type { SketchHeld } from './sketch-held';

/** What was read of consecutive rows. */
export interface RowsPart {
  readonly rows: number;
  readonly columns: readonly PartColumn[];
  readonly keys: PartKeys | undefined;
}

/** What merging asks for. */
export interface Merging {
  hints(): readonly ColumnHint[];
  readonly limits: HeldLimits;
  /** Sketches a column that is held in a part and open in the whole. */
  readonly sketchHeld: SketchHeld;
  /** Called for each part and each column. @throws Cancelled */
  tick?(): void;
}

/**
 * The columns of all rows, from parts in file order. Lets go of each column's parts once they are merged.
 * @throws Cancelled (from `merging.tick`)
 */
export function mergeParts(
  parts: readonly RowsPart[],
  merging: Merging,
): Pick<RowsPart, 'columns' | 'keys'> {
  const [only] = parts;
  if (parts.length === 1 && only) return { columns: [...only.columns], keys: only.keys };
  const firstRows: number[] = [];
  const rows = parts.reduce((before, part) => {
    firstRows.push(before);
    return before + part.rows;
  }, 0);
  const keys = new KeyStore(rows);
  parts.forEach((part, i) => {
    merging.tick?.();
    if (part.keys) keys.add(firstRows[i]!, part.keys.low, part.keys.high);
  });
  const filled = parts.flatMap((part, i) => (part.rows > 0 ? [{ part, i }] : []));
  const width = Math.max(0, ...filled.map(({ part }) => part.columns.length));
  const columns = Array.from({ length: width }, (_, index) => {
    merging.tick?.();
    const pieces = filled.map(({ part, i }) => ({
      column: take(part.columns as PartColumn[], index),
      firstRow: firstRows[i]!,
    }));
    return (
      mergeHeld(
        pieces.map(({ column }) => column),
        rows,
        merging.limits,
      ) ?? mergeOpen(pieces, rows, index, merging, keys)
    );
  });
  return { columns, keys: keys.finish(rows) };
}

/** Takes a column out of a part, so that its memory is free when it was merged. */
function take(columns: PartColumn[], index: number): PartColumn {
  const column = columns[index]!;
  columns[index] = { ...column, ...(column.kind === 'held' && { codes: new Uint8Array(0) }) };
  return column;
}

/** Undefined when a part is open, or all of them together hold too much. */
function mergeHeld(
  pieces: readonly PartColumn[],
  rows: number,
  limits: HeldLimits,
): PartColumn | undefined {
  const held = pieces.filter((piece): piece is HeldPart => piece.kind === 'held');
  if (held.length < pieces.length) return undefined;
  const interner = new Interner();
  const codesOf = held.map(({ size, arena, offsets, tags }) => {
    const global = new Uint16Array(size);
    for (let code = 1; code < size; code++) {
      const tag = tags?.[code] as CellTag | undefined;
      global[code] = interner.intern(arena, offsets[code]!, offsets[code + 1]!, tag);
    }
    return global;
  });
  if (interner.size - 1 > limits.values || interner.bytes > limits.bytes) return undefined;
  const codes: Codes = interner.size > 256 ? new Uint16Array(rows) : new Uint8Array(rows);
  let row = 0;
  held.forEach((piece, i) => {
    const global = codesOf[i]!;
    const from = piece.codes;
    for (let at = 0; at < from.length; at++) codes[row++] = global[from[at]!]!;
  });
  return { kind: 'held', codes, ...interner.values };
}

function mergeOpen(
  pieces: readonly { readonly column: PartColumn; readonly firstRow: number }[],
  rows: number,
  index: number,
  { hints, sketchHeld }: Merging,
  keys: KeyStore,
): PartColumn {
  const hint = hints()[index]!;
  const sketch = new SketchBuilder(hint);
  const empty = new EmptyRows();
  for (const { column, firstRow } of pieces) {
    if (column.kind === 'held') {
      sketch.merge(sketchHeld(column, hint, index, firstRow, empty, keys).state, 0);
    } else {
      sketch.merge(column.state, firstRow);
      empty.append(column.empty, firstRow);
    }
  }
  return { kind: 'open', state: sketch.state, empty: empty.finish(rows) };
}
