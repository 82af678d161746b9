import type { Role, Roles } from './roles';
import type { Table } from '../table/table';

/** Columns that methods add: they tell rows apart that are copies, and copies together that are none. */
const ADDED =
  /^(_row|_copy|_synthetic|_op|_parent_row|_neighbor_row|_lambda|_family|_weight|_cluster|dup_cluster_id|dup_cluster_size|is_representative|nearest_similarity)$/;

const APART: readonly Role[] = ['id', 'split', 'label', 'ignored'];

/**
 * Columns in which rows of two parts must agree to be one: all that a model may see, so not ids, split, label, what is
 * ignored (an old spelling of the label, say), and what methods add.
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
  return Boolean(made) || (role !== undefined && APART.includes(role)) || ADDED.test(name);
}
