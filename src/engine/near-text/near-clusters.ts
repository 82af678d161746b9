import { DisjointSets } from '../kernels/disjoint-sets';
import { RowClusters } from '../kernels/row-clusters';
import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { NO_DOCUMENT } from './documents';
import { nodesOf, type LinkedRows, type Nodes } from './linked-rows';
import type { NearTexts } from './near-texts';
import { PairList } from './pair-list';

/**
 * Sets of rows whose texts are linked by pairs of at least `threshold`, rows of one text together: connected components.
 * @throws Cancelled
 */
export function nearClusters(
  { documents, pairs, jaccard }: NearTexts,
  rowCount: number,
  threshold: number,
  tick: TableTick,
  linked: LinkedRows = {},
): RowClusters {
  const nodes = nodesOf(documents, rowCount, linked, tick);
  const sets = new DisjointSets(nodes.count);
  const unite = (one: number, other: number) => {
    sets.unite(one, other);
  };
  // Similarities are held in float32: so is what they are compared with.
  const least = Math.fround(threshold);
  const ticked = everyRow(tick);
  for (let i = 0; i < jaccard.length; i++) {
    ticked(i, jaccard.length);
    if (jaccard[i]! >= least) nodes.join(pairs.first[i]!, pairs.second[i]!, unite);
  }
  return clustersOfNodes(nodes, (node) => sets.find(node), rowCount, tick);
}

/** Sets of rows whose nodes are of one set. @throws Cancelled */
export function clustersOfNodes(
  nodes: Nodes,
  setOf: (node: number) => number,
  rowCount: number,
  tick: TableTick,
): RowClusters {
  const ticked = everyRow(tick);
  /** Row + 1 per set; 0 before its first. */
  const firstRow = new Uint32Array(nodes.count);
  const found = new PairList();
  for (let row = 0; row < rowCount; row++) {
    ticked(row, rowCount);
    const node = nodes.of(row);
    if (node === NO_DOCUMENT) continue;
    const set = setOf(node);
    const first = firstRow[set]!;
    if (first === 0) firstRow[set] = row + 1;
    else found.push(first - 1, row);
  }
  return new RowClusters(found.listed(), rowCount, nodes.rows, tick);
}
