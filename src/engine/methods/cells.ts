import type { MethodContext } from '../method';
import type { Table } from '../table';
import { binned } from './bins';
import { levelsOf, type Levels } from './classes';

/** Stands for "in no cell": a value is missing. */
export const NO_CELL = -1;

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
  const { scope } = context;
  const levels = columns.map((column) => {
    const own = levelsOf(table, column, context);
    return bins === undefined || context.roles[column] === 'label'
      ? own
      : binned(own, context.profiles[column]!, bins);
  });
  const keyAt = keysOf(table, levels);
  const sizes = new Map<number, number>();
  for (let i = 0; i < scope.length; i++) {
    if (i % 8192 === 0) context.tick(i, 2 * scope.length);
    const key = keyAt(scope[i]!);
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  const outside = new Uint32Array(sizes.get(NO_CELL) ?? 0);
  sizes.delete(NO_CELL);
  const ordered = [...sizes.keys()].sort((a, b) => a - b);
  const indexOf = new Map(ordered.map((key, index) => [key, index]));
  const rows = ordered.map((key) => new Uint32Array(sizes.get(key)!));
  const filled = new Uint32Array(rows.length);
  let outsiders = 0;
  const cellOf = new Int32Array(scope.length);
  for (let i = 0; i < scope.length; i++) {
    if (i % 8192 === 0) context.tick(scope.length + i, 2 * scope.length);
    const cell = indexOf.get(keyAt(scope[i]!)) ?? NO_CELL;
    cellOf[i] = cell;
    if (cell === NO_CELL) outside[outsiders++] = scope[i]!;
    else rows[cell]![filled[cell]!++] = scope[i]!;
  }
  return {
    levels,
    cells: ordered.map((key, index) => {
      const at = unfold(key, levels);
      return { levels: at, name: nameOf(at, levels), rows: rows[index]! };
    }),
    cellOf,
    outside,
    empty: emptyCells(levels, indexOf),
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
  const at: number[] = [];
  for (let i = levels.length - 1; i >= 0; i--) {
    const size = levels[i]!.values.length;
    at.unshift(key % size);
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
