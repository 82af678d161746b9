import { addBit, hasBit, noBits, type BitSet } from '../kernels/bit-sets';
import { DisjointSets } from '../kernels/disjoint-sets';
import { RowClusters } from '../kernels/row-clusters';
import type { TableTick } from '../table';
import { everyRow } from '../ticks';
import { NO_DOCUMENT, type Documents } from './documents';
import type { NearTexts } from './near-texts';
import { PairList } from './pair-list';

/**
 * Sets of rows whose texts are linked by pairs of at least `threshold`, the rows of a text together: connected
 * components. `only`: rows that are looked at; all when absent. @throws Cancelled
 */
export function nearClusters(
  near: NearTexts,
  rowCount: number,
  threshold: number,
  tick: TableTick,
  only?: BitSet,
): RowClusters {
  const { documents, pairs, jaccard } = near;
  const ticked = everyRow(tick);
  const rows = rowsLookedAt(documents, rowCount, only, ticked);
  const sets = new DisjointSets(documents.count);
  for (let i = 0; i < jaccard.length; i++) {
    ticked(i, jaccard.length);
    const [a, b] = [pairs.first[i]!, pairs.second[i]!];
    // Similarities are held in float32: so is what they are compared with.
    if (jaccard[i]! < Math.fround(threshold)) continue;
    if (!only || (hasBit(rows.documents, a) && hasBit(rows.documents, b))) sets.unite(a, b);
  }
  /** Row + 1 per set; 0 before its first. */
  const firstRow = new Uint32Array(documents.count);
  const linked = new PairList();
  for (let row = 0; row < rowCount; row++) {
    ticked(row, rowCount);
    const document = documents.of(row);
    if (document === NO_DOCUMENT || (only && !hasBit(only, row))) continue;
    const set = sets.find(document);
    const first = firstRow[set]!;
    if (first === 0) firstRow[set] = row + 1;
    else linked.push(first - 1, row);
  }
  return new RowClusters(linked.listed(), rowCount, rows.count, tick);
}

/** Documents of the rows that are looked at, and how many of these rows have a text. */
function rowsLookedAt(
  documents: Documents,
  rowCount: number,
  only: BitSet | undefined,
  ticked: TableTick,
): { readonly documents: BitSet; readonly count: number } {
  const found = noBits(documents.count);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    ticked(row, rowCount);
    const document = documents.of(row);
    if (document === NO_DOCUMENT || (only && !hasBit(only, row))) continue;
    addBit(found, document);
    count++;
  }
  return { documents: found, count };
}
