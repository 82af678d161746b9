import { CellKey } from '../engine/sketches/cell-key';
import type { KeyLanes, OpenKey } from '../engine/table';
import type { Tick } from './codec';
import { CellBytes } from './cell-bytes';
import { readAgain, type DelimitedLayout } from './second-reading';

/** Keys of all rows over some columns. */
export interface RowKeys {
  readonly columns: readonly OpenKey[];
  readonly lanes: KeyLanes;
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
  layout: DelimitedLayout,
  known: RowKeys | undefined,
  columns: readonly OpenKey[],
  tick: Tick,
): KeyLanes {
  const added = missingFrom(columns, known?.columns ?? []);
  const gone = missingFrom(known?.columns ?? [], columns);
  // From nothing is shorter than by a detour.
  const base = known && added.length + gone.length < columns.length ? known : undefined;
  const low = base ? base.lanes.low.slice() : new Uint32Array(layout.rows);
  const high = base ? base.lanes.high.slice() : new Uint32Array(layout.rows);
  const key = new CellKey();
  const cells = new CellBytes();
  const sum = (
    list: readonly OpenKey[],
    sign: 1 | -1,
    last: number,
    fromRow: number,
    row: number,
  ) => {
    for (const { column, byValue } of list) {
      for (let at = fromRow, into = row; at < last; at++, into++) {
        cells.read(at, column);
        key.read(cells.bytes, cells.start, cells.end, column, byValue);
        low[into] = low[into]! + sign * key.low;
        high[into] = high[into]! + sign * key.high;
      }
    }
  };
  readAgain(
    layout,
    (bytes, batch, fromRow, row) => {
      cells.load(bytes, batch);
      sum(base ? added : columns, 1, batch.rows, fromRow, row);
      if (base) sum(gone, -1, batch.rows, fromRow, row);
    },
    tick,
  );
  return { low, high };
}

/** What of `a` is not in `b`. */
function missingFrom(a: readonly OpenKey[], b: readonly OpenKey[]): OpenKey[] {
  return a.filter(
    (key) => !b.some(({ column, byValue }) => column === key.column && byValue === key.byValue),
  );
}
