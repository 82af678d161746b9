import type { ColumnProfile } from './profile';
import { EngineError } from '../problems';
import type { ColumnSketch } from './sketch';
import type { Needs } from '../metric';
import type { Role, Roles } from '../roles/roles';
import { isOpen, type Column, type Table, type TableTick } from './table';

/** The sketch of a column that was judged by it: figures come from there, and its cells are not asked for. */
export function sketchOf(column: Column, profile: ColumnProfile): ColumnSketch | undefined {
  return profile.distinctEstimated && column.sketch;
}

/** Roles of columns by which rows are told apart: who needs one of them reads all its cells. */
const TELLING: ReadonlySet<Role> = new Set<Role>(['label', 'group', 'domain', 'split']);

/**
 * Something new begins that needs columns of some roles: those whose codes were let go are read together where there is
 * room for them, in place of columns that were read for what went before. @throws Cancelled (from tick)
 */
export function beginWith(
  table: Table,
  roles: Roles,
  { required = [], anyOf = [], optional = [] }: Needs,
  tick: TableTick,
): void {
  const { backing } = table;
  if (!backing) return;
  backing.begin?.();
  const needed = new Set([...required, ...anyOf, ...optional].filter((role) => TELLING.has(role)));
  const columns = table.columns.filter(
    ({ index, sketch }) => !sketch && needed.has(roles[index] ?? 'ignored') && isOpen(table, index),
  );
  loadedIfRoom(table, columns, tick);
}

/**
 * Reads the cells of open columns in one pass; false when they are too large to be held, and the sketches must do.
 * @throws Cancelled (from tick)
 */
export function loadedIfRoom(table: Table, columns: readonly Column[], tick: TableTick): boolean {
  if (columns.length === 0) return true;
  try {
    table.backing?.load(
      columns.map(({ index }) => index),
      tick,
    );
    return true;
  } catch (error) {
    if (error instanceof EngineError && error.code === 'too-large') return false;
    throw error;
  }
}
