import { SketchBuilder } from '../../../engine/sketches/sketch-builder';
import type { ColumnHint } from '../../../engine/sketches/state';
import { ODD_ROWS } from '../../../engine/table/sketch';
import type { CellTag, Codes } from '../../../engine/table/table';
import { Interner } from '../../columns/intern';
import { CountedCells } from '../columns/counted-cells';
import { EmptyRows } from '../empty-rows';
import { KeyStore } from '../columns/key-store';
import type { CountedPart, HeldLimits, PartColumn, PartValues } from '../columns/part-column';
import { sketchCounted, type SketchHeld } from '../columns/sketch-held';

/** Codes that are joined between two ticks. */
const TICK_CODES = 1 << 18;

/** What was read of consecutive rows. */
export interface RowsPart {
  readonly rows: number;
  readonly columns: readonly PartColumn[];
  readonly keys: Uint32Array | undefined;
}

/** What merging asks for. */
export interface Merging {
  hints(): readonly ColumnHint[];
  readonly limits: HeldLimits;
  /** Sketches a column that is held in a part and open in the whole. */
  readonly sketchHeld: SketchHeld;
  /** Called for each part and each column, and while codes are joined. @throws Cancelled */
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
    if (part.keys) keys.add(firstRows[i]!, part.keys);
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
      mergeValues(pieces, rows, index, merging, keys) ??
      mergeOpen(pieces, rows, index, merging, keys)
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

/** A column in one part, whose first row has number `firstRow` among all. */
interface Piece<P extends PartColumn = PartColumn> {
  readonly column: P;
  readonly firstRow: number;
}

type WithValues = Exclude<PartColumn, { kind: 'open' }>;

/** Undefined when a part is open, or all of them together hold too much. */
function mergeValues(
  all: readonly Piece[],
  rows: number,
  index: number,
  { hints, limits, tick }: Merging,
  keys: KeyStore,
): PartColumn | undefined {
  const pieces = all.filter((piece): piece is Piece<WithValues> => piece.column.kind !== 'open');
  if (pieces.length < all.length) return undefined;
  const interner = new Interner();
  const codesOf = pieces.map(({ column }) => allCodes(column, interner));
  if (interner.size - 1 > limits.values || interner.bytes > limits.bytes) return undefined;
  const { values } = interner;
  if (pieces.some(({ column }) => column.kind === 'counted')) {
    return mergeCounted(pieces, codesOf, values, rows, { hint: hints()[index]!, index, keys });
  }
  const codes: Codes = values.size > 256 ? new Uint16Array(rows) : new Uint8Array(rows);
  pieces.forEach(({ column, firstRow }, i) => {
    if (column.kind !== 'held') return;
    const global = codesOf[i]!;
    // As are those of the first piece: its values are the first of all.
    const same = global.every((code, own) => code === own);
    for (let from = 0; from < column.codes.length; from += TICK_CODES) {
      tick?.();
      const own = column.codes.subarray(from, from + TICK_CODES);
      const into = codes.subarray(firstRow + from, firstRow + from + own.length);
      if (same) into.set(own);
      else recode(own, global, into);
    }
  });
  return { kind: 'held', codes, ...values };
}

/** Writes the code among all values of each code of `from` to `into`, which is as long. */
function recode(from: Codes, global: Uint16Array, into: Codes): void {
  if (into instanceof Uint8Array) recodeBytes(from, global, into);
  else if (from instanceof Uint8Array) recodeWidened(from, global, into);
  else recodeWords(from, global, into);
}

// The same loop for each width of codes: one that meets several is compiled to ask at every step which it has, and takes
// five times as long.

function recodeBytes(from: Codes, global: Uint16Array, into: Uint8Array): void {
  for (let at = 0; at < from.length; at++) into[at] = global[from[at]!]!;
}

function recodeWords(from: Codes, global: Uint16Array, into: Codes): void {
  for (let at = 0; at < from.length; at++) into[at] = global[from[at]!]!;
}

function recodeWidened(from: Uint8Array, global: Uint16Array, into: Codes): void {
  for (let at = 0; at < from.length; at++) into[at] = global[from[at]!]!;
}

/** The code among all values of each code of a part. */
function allCodes({ size, arena, offsets, tags }: PartValues, interner: Interner): Uint16Array {
  const global = new Uint16Array(size);
  for (let code = 1; code < size; code++) {
    const tag = tags?.[code] as CellTag | undefined;
    global[code] = interner.intern(arena, offsets[code]!, offsets[code + 1]!, tag);
  }
  return global;
}

/** What it takes to count a column that some part holds and another does not. */
interface Counting {
  readonly hint: ColumnHint;
  readonly index: number;
  readonly keys: KeyStore;
}

function mergeCounted(
  pieces: readonly Piece<WithValues>[],
  codesOf: readonly Uint16Array[],
  values: PartValues,
  rows: number,
  { hint, index, keys }: Counting,
): CountedPart {
  const counts = new Float64Array(values.size);
  const empty = new EmptyRows();
  const odd: number[] = [];
  pieces.forEach(({ column, firstRow }, i) => {
    const counted = column.kind === 'counted' ? column : undefined;
    const cells = new CountedCells(hint, index, empty, keys);
    if (column.kind === 'held') cells.add(firstRow, column.codes, column);
    if (counted) empty.append(counted.empty, firstRow);
    const own = counted?.counts ?? cells.counts(column.size);
    own.forEach((count, code) => (counts[codesOf[i]![code]!]! += count));
    odd.push(...(counted?.odd.map((row) => firstRow + row) ?? cells.odd));
  });
  const first = odd.slice(0, ODD_ROWS);
  return { kind: 'counted', counts, odd: first, empty: empty.finish(rows), ...values };
}

function mergeOpen(
  pieces: readonly Piece[],
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
      const state = column.kind === 'open' ? column.state : sketchCounted(column, hint).state;
      sketch.merge(state, firstRow);
      empty.append(column.empty, firstRow);
    }
  }
  return { kind: 'open', state: sketch.state, empty: empty.finish(rows) };
}
