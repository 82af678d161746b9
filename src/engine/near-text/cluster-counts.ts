import { DisjointSets } from '../kernels/disjoint-sets';
import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { NO_DOCUMENT } from './documents';
import { nodesOf } from './linked-rows';
import type { NearTexts } from './near-texts';

/** Sets of two rows or more, and rows beyond the first of each. */
export interface ClusterCounts {
  readonly count: number;
  readonly copies: number;
}

/**
 * How many sets `nearClusters` finds at each of some ascending thresholds: sets only grow as the threshold falls, so that one
 * pass over the rows serves all. @throws Cancelled
 */
export function clusterCounts(
  { documents, pairs, jaccard }: Pick<NearTexts, 'documents' | 'pairs' | 'jaccard'>,
  rowCount: number,
  thresholds: readonly number[],
  tick: TableTick,
): ClusterCounts[] {
  const nodes = nodesOf(documents, rowCount, {}, tick);
  const sets = new DisjointSets(nodes.count);
  /** Rows per set, at the node that stands for it. */
  const sizes = new Uint32Array(nodes.count);
  const ticked = everyRow(tick);
  for (let row = 0; row < rowCount; row++) {
    ticked(row, rowCount);
    const node = nodes.of(row);
    if (node !== NO_DOCUMENT) sizes[node]!++;
  }
  let [count, copies] = [0, 0];
  for (const size of sizes) {
    if (size > 1) count++;
    copies += Math.max(0, size - 1);
  }
  const unite = (one: number, other: number) => {
    const [a, b] = [sets.find(one), sets.find(other)];
    if (a === b) return;
    count += 1 - Number(sizes[a]! > 1) - Number(sizes[b]! > 1);
    copies++;
    const both = sizes[a]! + sizes[b]!;
    sets.unite(a, b);
    sizes[sets.find(a)] = both;
  };
  const counts: ClusterCounts[] = [];
  let below = Infinity;
  for (const threshold of thresholds.toReversed()) {
    // Similarities are held in float32: so is what they are compared with.
    const least = Math.fround(threshold);
    for (let i = 0; i < jaccard.length; i++) {
      ticked(i, jaccard.length);
      if (jaccard[i]! >= least && jaccard[i]! < below) {
        nodes.join(pairs.first[i]!, pairs.second[i]!, unite);
      }
    }
    counts.push({ count, copies });
    below = least;
  }
  return counts.reverse();
}
