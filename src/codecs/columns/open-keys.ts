import { CellKey } from '../../engine/sketches/cell-key';
import type { ColumnHint } from '../../engine/sketches/state';
import type { OpenKey } from '../../engine/table/table';
import type { Tick } from '../codec';
import type { BatchCells } from '../delimited/cell-bytes';
import type { CellPass } from '../delimited/again/cell-pass';
import type { PartColumn } from '../delimited/columns/part-column';

/** Keys of all rows over some columns. */
export interface RowKeys {
  readonly columns: readonly OpenKey[];
  readonly keys: Uint32Array;
}

/** The columns over which keys were made in passing. */
export function openKeysOf(
  columns: readonly PartColumn[],
  hints: readonly ColumnHint[],
): OpenKey[] {
  return columns.flatMap(({ kind }, column) => {
    const { inKeys, byValue } = hints[column]!;
    return kind !== 'held' && inKeys ? [{ column, byValue }] : [];
  });
}

/** Whether two lists name the same columns in the same way, in any order. */
export function areSameKeys(a: readonly OpenKey[], b: readonly OpenKey[]): boolean {
  return a.length === b.length && missingFrom(a, b).length === 0 && missingFrom(b, a).length === 0;
}

/**
 * The keys of all rows over `columns`, in one pass over the file. Keys are sums, so that only the columns are hashed in
 * which they differ from those at hand. @throws EngineError unreadable, source-changed; Cancelled
 */
export function keysAgain(
  pass: CellPass,
  known: RowKeys | undefined,
  columns: readonly OpenKey[],
  tick: Tick,
): Uint32Array {
  const { added, gone, keys } = keyChanges(pass.rows, known, columns);
  const key = new CellKey();
  const sum = (
    cells: BatchCells,
    list: readonly OpenKey[],
    sign: 1 | -1,
    last: number,
    fromRow: number,
    row: number,
  ) => {
    for (const { column, byValue } of list) {
      const number = pass.keyNumber(column);
      for (let at = fromRow, into = row; at < last; at++, into++) {
        cells.read(at, column);
        key.read(cells.bytes, cells.start, cells.end, number, byValue, cells.tag);
        keys[into] = keys[into]! + sign * key.low;
      }
    }
  };
  pass.each(
    [...added, ...gone].map(({ column }) => column),
    (cells, from, to, row) => {
      sum(cells, added, 1, to, from, row);
      sum(cells, gone, -1, to, from, row);
    },
    tick,
  );
  return keys;
}

/** What is to be added to keys, and taken from them, to make them the keys over `columns`. */
export function keyChanges(
  rows: number,
  known: RowKeys | undefined,
  columns: readonly OpenKey[],
): { readonly added: readonly OpenKey[]; readonly gone: readonly OpenKey[] } & Pick<
  RowKeys,
  'keys'
> {
  const added = missingFrom(columns, known?.columns ?? []);
  const gone = missingFrom(known?.columns ?? [], columns);
  // From nothing is shorter than by a detour.
  if (!known || added.length + gone.length >= columns.length) {
    return { added: columns, gone: [], keys: new Uint32Array(rows) };
  }
  return { added, gone, keys: known.keys.slice() };
}

/**
 * The keys to hold on to: those asked for last, unless they have no column of those at hand. Keys of an id alone are
 * asked for once, those of all other columns again and again.
 */
export function keysToHold(known: RowKeys | undefined, asked: RowKeys): RowKeys {
  const apart = known && missingFrom(known.columns, asked.columns).length === known.columns.length;
  return apart ? known : asked;
}

/** What of `a` is not in `b`. */
function missingFrom(a: readonly OpenKey[], b: readonly OpenKey[]): OpenKey[] {
  return a.filter(
    (key) => !b.some(({ column, byValue }) => column === key.column && byValue === key.byValue),
  );
}
