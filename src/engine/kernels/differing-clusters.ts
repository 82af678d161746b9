import type { Table, TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { addBit, noBits, type BitSet } from './bit-sets';
import type { RowClusters } from './row-clusters';
import { isHeld, type RowKey } from './row-hasher';

/**
 * Column by column, the clusters in which it holds more than one value: bit c for cluster c. The set is overwritten for
 * the next column. @throws Cancelled (from tick)
 */
export function differingClusters(
  { backing }: Pick<Table, 'backing'>,
  clusters: RowClusters,
  keys: readonly RowKey[],
  visit: (differing: BitSet, key: number) => void,
  tick: TableTick,
): void {
  const pairs = new Pairs(clusters, tick);
  const differing = noBits(clusters.count);
  keys.forEach((key, index) => {
    differing.fill(0);
    const part = (done: number, total: number) => {
      tick(index + done / total, keys.length);
    };
    if (isHeld(key)) {
      const { codes, canonical } = key;
      const ticked = everyRow(part);
      for (let i = 0; i < pairs.length; i++) {
        ticked(i, pairs.length);
        const a = codes[pairs.first[i]!]!;
        const b = codes[pairs.second[i]!]!;
        if (a !== b && !(canonical && canonical[a] === canonical[b])) {
          addBit(differing, pairs.cluster[i]!);
        }
      }
    } else if (backing) {
      for (const i of backing.differing(pairs.first, pairs.second, [key], part)) {
        addBit(differing, pairs.cluster[i]!);
      }
    }
    visit(differing, index);
  });
}

/** The first row of each cluster with every other. */
class Pairs {
  readonly length: number;
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  readonly cluster: Uint32Array;

  constructor(clusters: RowClusters, tick: TableTick) {
    this.length = clusters.copies;
    this.first = new Uint32Array(this.length);
    this.second = new Uint32Array(this.length);
    this.cluster = new Uint32Array(this.length);
    const ticked = everyRow(tick);
    let n = 0;
    for (let cluster = 0; cluster < clusters.count; cluster++) {
      ticked(cluster, clusters.count);
      const rows = clusters.rows(cluster);
      for (let i = 1; i < rows.length; i++) {
        this.first[n] = rows[0]!;
        this.second[n] = rows[i]!;
        this.cluster[n++] = cluster;
      }
    }
  }
}
