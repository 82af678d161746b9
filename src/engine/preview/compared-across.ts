import type { Roles } from '../roles/roles';
import { findColumn, type Table } from '../table/table';

/** Columns that methods add: they tell rows apart that are copies, and copies together that are none. */
const ADDED =
  /^(_row|_copy|_synthetic|_op|_parent_row|_neighbor_row|_lambda|_family|_weight|_cluster|dup_cluster_id|dup_cluster_size|is_representative|nearest_similarity)$/;

/**
 * Columns in which rows of two parts must agree to be one: all but ids, split, label, what was repaired in a column beside,
 * and those that methods add.
 */
export function comparedAcross(table: Table, roles: Roles): number[] {
  return table.columns.flatMap((_, index) => (isApart(table, roles, index) ? [] : [index]));
}

/** The other columns. */
export function apartAcross(table: Table, roles: Roles): number[] {
  return table.columns.flatMap((_, index) => (isApart(table, roles, index) ? [index] : []));
}

function isApart(table: Table, roles: Roles, index: number): boolean {
  const role = roles[index];
  const { name, made } = table.columns[index]!;
  if (role === 'id' || role === 'split' || role === 'label' || made) return true;
  // The column beside says the same in one spelling.
  const isRepaired = role === 'ignored' && findColumn(table.columns, `${name}_repaired`) >= 0;
  return isRepaired || ADDED.test(name);
}
