import { RowClusters } from '../kernels/row-clusters';
import type { TableTick } from '../table/table';
import { PairList } from './pair-list';

/**
 * Sets parted into stars: in order of `sizeOf`, largest first, of equals the smaller row, a row joins the first centre that is at
 * least `threshold` like it, or is a centre of its own. A chain A - B - C thus never takes C for A. @throws Cancelled
 */
export function starsOf(
  clusters: RowClusters,
  rowCount: number,
  threshold: number,
  sizeOf: (row: number) => number,
  similarity: (row: number, other: number) => number,
  tick: TableTick,
): RowClusters {
  const links: { first: number; second: number }[] = [];
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    if (cluster % 256 === 0) tick(cluster, clusters.count);
    const rows = [...clusters.rows(cluster)].sort((a, b) => sizeOf(b) - sizeOf(a) || a - b);
    const stars: { readonly centre: number; first: number; readonly others: number[] }[] = [];
    for (const row of rows) {
      const star = stars.find(({ centre }) => similarity(row, centre) >= threshold);
      if (!star) stars.push({ centre: row, first: row, others: [] });
      else {
        star.others.push(Math.max(star.first, row));
        star.first = Math.min(star.first, row);
      }
    }
    for (const { first, others } of stars)
      for (const second of others) links.push({ first, second });
  }
  links.sort((a, b) => a.second - b.second);
  const pairs = new PairList();
  for (const { first, second } of links) pairs.push(first, second);
  return new RowClusters(pairs.listed(), rowCount, clusters.rowCount, tick);
}
