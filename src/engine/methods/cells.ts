import type { MethodContext } from '../method';
import { numbersByGroup, select } from '../plan/row-numbers';
import type { Table } from '../table/table';
import { binned } from './bins';
import { levelsOf, type Levels } from './classes';

/** Stands for "in no cell": a value is missing. */
export const NO_CELL = -1;

/** Rows or cells between two ticks. */
const STRIDE = 8192;

/** Most empty combinations that are listed. */
const EMPTY_LISTED = 50;

/** The crossing of one or more columns, over the rows in scope. */
export interface Cells {
  readonly levels: readonly Levels[];
  /** Combinations that occur, in class order of the first column, then the second ... */
  readonly cells: readonly Cell[];
  /** Cell per row in scope (by place in the scope), NO_CELL where a value is missing. */
  readonly cellOf: Int32Array;
  /** Rows in scope that are in no cell. */
  readonly outside: Uint32Array;
  /** Combinations of occurring values that never occur together: how many, and the names of the first 50. */
  readonly empty: { readonly count: number; readonly names: readonly string[] };
}

export interface Cell {
  /** Level per column. */
  readonly levels: readonly number[];
  /** Its values, joined by `|`. */
  readonly name: string;
  /** Ascending. */
  readonly rows: Uint32Array;
}

/**
 * Crosses columns over the rows in scope. With `bins`, numeric columns of many values but the label are cut into so
 * many parts. @throws Cancelled
 */
export function cellsOf(
  table: Table,
  columns: readonly number[],
  context: MethodContext,
  bins?: number,
): Cells {
  const levels = columns.map((column) => {
    const own = levelsOf(table, column, context);
    return bins === undefined || context.roles[column] === 'label'
      ? own
      : binned(own, context.profiles[column]!, bins);
  });
  return crossed(table, levels, context);
}

/** Crosses the levels of columns over the rows in scope. @throws Cancelled */
export function crossed(table: Table, levels: readonly Levels[], context: MethodContext): Cells {
  const { scope } = context;
  const keyAt = keysOf(table, levels);
  // Cells are numbered as they come, and in order once all are known.
  const found = new Map<number, number>();
  const cellOf = new Int32Array(scope.length);
  for (let i = 0; i < scope.length; i++) {
    if (i % STRIDE === 0) context.tick(i, 3 * scope.length);
    const key = keyAt(scope[i]!);
    let cell = key === NO_CELL ? NO_CELL : found.get(key);
    if (cell === undefined) found.set(key, (cell = found.size));
    cellOf[i] = cell;
  }
  const ordered = Float64Array.from(found.keys()).sort();
  const place = new Uint32Array(ordered.length);
  ordered.forEach((key, index) => (place[found.get(key)!] = index));
  for (let i = 0; i < scope.length; i++) {
    if (i % STRIDE === 0) context.tick(scope.length + i, 3 * scope.length);
    if (cellOf[i] !== NO_CELL) cellOf[i] = place[cellOf[i]!]!;
  }
  const rows = numbersByGroup(cellOf, ordered.length, context.tick, scope);
  const cells = Array.from(ordered, (key, index): Cell => {
    if (index % STRIDE === 0) context.tick(2 * ordered.length + index, 3 * ordered.length);
    const at = unfold(key, levels);
    return { levels: at, name: nameOf(at, levels), rows: rows[index]! };
  });
  return {
    levels,
    cells,
    cellOf,
    outside: select(scope, (_, at) => cellOf[at] === NO_CELL),
    empty: emptyCells(levels, found),
  };
}

/** One number per combination of levels, NO_CELL where a value is missing. */
function keysOf(table: Table, levels: readonly Levels[]): (row: number) => number {
  const columns = levels.map(({ column, indexOf, values }) => ({
    codes: table.columns[column]!.codes,
    indexOf,
    size: values.length,
  }));
  return (row) => {
    let key = 0;
    for (const { codes, indexOf, size } of columns) {
      const at = indexOf[codes[row]!]!;
      if (at < 0) return NO_CELL;
      key = key * size + at;
    }
    return key;
  };
}

function unfold(key: number, levels: readonly Levels[]): number[] {
  const at = new Array<number>(levels.length);
  for (let i = levels.length - 1; i >= 0; i--) {
    const size = levels[i]!.values.length;
    at[i] = key % size;
    key = Math.floor(key / size);
  }
  return at;
}

function nameOf(at: readonly number[], levels: readonly Levels[]): string {
  return at.map((level, i) => levels[i]!.values[level]!).join('|');
}

function emptyCells(levels: readonly Levels[], present: ReadonlyMap<number, number>) {
  const possible = levels.reduce((product, level) => product * level.values.length, 1);
  const names: string[] = [];
  for (let key = 0; key < possible && names.length < EMPTY_LISTED; key++) {
    if (!present.has(key)) names.push(nameOf(unfold(key, levels), levels));
    if (key - names.length > 1_000_000) break;
  }
  return { count: possible - present.size, names };
}
