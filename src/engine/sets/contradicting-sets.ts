import { RowClusters } from '../kernels/row-clusters';
import type { Label } from '../metrics/label';
import { PairList } from '../near-text/pair-list';
import type { TableTick } from '../table/table';

/** Of sets of rows that all have a label, those in which it takes more than one value. @throws Cancelled */
export function contradictingSets(
  clusters: RowClusters,
  { column, classes }: Label,
  tick: TableTick,
): RowClusters {
  const pairs = new PairList();
  for (let set = 0; set < clusters.count; set++) {
    if (set % 4096 === 0) tick(set, clusters.count);
    const rows = clusters.rows(set);
    const classOf = (row: number) => classes.indexOf[column.codes[row]!];
    if (rows.every((row) => classOf(row) === classOf(rows[0]!))) continue;
    for (let i = 1; i < rows.length; i++) pairs.push(rows[0]!, rows[i]!);
  }
  return new RowClusters(pairs.listed(), clusters.tableRows, clusters.rowCount, tick);
}
