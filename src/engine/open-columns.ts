import type { ColumnProfile } from './profile';
import { EngineError } from './problems';
import type { ColumnSketch } from './sketch';
import type { Column, Table, TableTick } from './table';

/** The sketch of a column that was judged by it: figures come from there, and its cells are not asked for. */
export function sketchOf(column: Column, profile: ColumnProfile): ColumnSketch | undefined {
  return profile.distinctEstimated && column.sketch;
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
