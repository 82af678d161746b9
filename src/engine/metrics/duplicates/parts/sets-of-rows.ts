import { key } from '../../../detectors/key';
import { equalRowsIn } from '../../../table/equal-rows';
import type { RowClusters } from '../../../kernels/row-clusters';
import type { MetricContext } from '../../../metric';
import { columnNamed } from '../../../methods/columns';
import type { ColumnParam, Values } from '../../../params/params';
import { findColumn, type Table } from '../../../table/table';
import { read } from '../../../params/values';

/** A column of sets of rows, as a parameter of the metrics that look at sets. */
export const SETS_COLUMN: ColumnParam = {
  kind: 'column',
  id: 'column',
  title: 'Sets',
  summary:
    'Column whose equal values make a set; when not set, `dup_cluster_id` or `_cluster`, else rows that are equal but for ids.',
  default: null,
};

/** Columns in which other methods write sets. */
const WRITTEN = ['dup_cluster_id', '_cluster'];

/** Sets of two or more rows. */
export interface SetsOfRows {
  readonly clusters: RowClusters;
  /** The column of the sets; null: rows that are equal in all columns but ids. */
  readonly column: number | null;
}

/** The sets of a column, else of equal rows; undefined when every column is an id. @throws EngineError, Cancelled */
export function setsOfRows(
  table: Table,
  values: Values,
  { roles, profiles, tick }: MetricContext,
): SetsOfRows | undefined {
  const given = read.textOrNull(values, SETS_COLUMN.id);
  const column =
    given === null
      ? WRITTEN.map((name) => findColumn(table.columns, name)).find((index) => index >= 0)
      : columnNamed(table, given);
  if (column !== undefined) {
    const search = { table, profiles, roles, within: [], acrossParts: false, tick };
    const name = `#${String(column + 1)}`;
    const asKey = { key: [name], missingKey: 'keep-all' };
    return { clusters: key.find({ ...search, values: asKey }).clusters, column };
  }
  const compared = comparedAlways(table, { roles });
  if (compared.length === 0) return undefined;
  return { clusters: equalRowsIn(table, profiles, compared, tick), column: null };
}

/** The columns in which copies agree unless others are named: all but ids and those that are in no file. */
export function comparedAlways(table: Table, { roles }: Pick<MetricContext, 'roles'>): number[] {
  return table.columns.flatMap(({ made }, i) => (roles[i] === 'id' || made ? [] : [i]));
}
