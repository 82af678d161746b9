import type { Table, TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { addBit, hasBit, noBits, Ranks, rowsOf, type BitSet } from './bit-sets';
import { equalPairs, type EqualPairs } from './equal-pairs';
import { provePairs } from './prove-pairs';
import { RowHasher, type HeldKey, type RowKey } from './row-hasher';

export interface ClusterOptions {
  /** Only these rows; all rows of the table when absent. */
  readonly only?: BitSet;
  /** Bits of the hashes that are used. Tests set few to make rows collide; the result must not change. */
  readonly hashBits?: number;
  /** @throws Cancelled */
  readonly tick?: TableTick;
}

/**
 * Rows that have an equal, cluster by cluster: a cluster is a set of two or more equal rows, and clusters are numbered
 * in order of their first row. Rows without an equal are not held, so that memory follows the copies.
 */
export class RowClusters {
  /** Rows that were looked at, whether or not they have an equal. */
  readonly rowCount: number;
  /** All members: cluster by cluster, ascending within each. */
  readonly members: Uint32Array;
  /** Cluster c has the members `offsets[c]` .. `offsets[c + 1]`. */
  readonly offsets: Uint32Array;
  /** Rows of the table, looked at or not. */
  readonly tableRows: number;
  #clusterOf:
    { readonly bits: BitSet; readonly ranks: Ranks; readonly clusters: Uint32Array } | undefined;

  /** `pairs`: the rows beyond the first of each cluster, ascending within it. */
  constructor(
    { first, second }: EqualPairs,
    tableRows: number,
    rowCount: number,
    tick: TableTick = () => undefined,
  ) {
    const firsts = noBits(tableRows);
    const ticked = everyRow(tick);
    for (let i = 0; i < first.length; i++) {
      ticked(i, first.length);
      addBit(firsts, first[i]!);
    }
    const ranks = new Ranks(firsts);
    const offsets = new Uint32Array(ranks.size + 1);
    for (let i = 0; i < first.length; i++) {
      ticked(i, first.length);
      offsets[ranks.of(first[i]!) + 1]!++;
    }
    for (let c = 0; c < ranks.size; c++) offsets[c + 1]! += offsets[c]! + 1;
    const members = new Uint32Array(first.length + ranks.size);
    const filled = offsets.slice(0, ranks.size);
    for (let i = 0; i < first.length; i++) {
      ticked(i, first.length);
      const cluster = ranks.of(first[i]!);
      if (filled[cluster] === offsets[cluster]) members[filled[cluster]!++] = first[i]!;
      members[filled[cluster]!++] = second[i]!;
    }
    this.rowCount = rowCount;
    this.members = members;
    this.offsets = offsets;
    this.tableRows = tableRows;
  }

  /** Number of clusters. */
  get count(): number {
    return this.offsets.length - 1;
  }

  /** Rows beyond the first of each cluster. */
  get copies(): number {
    return this.members.length - this.count;
  }

  /** Rows that are left when one of each cluster stays. */
  get distinctRows(): number {
    return this.rowCount - this.copies;
  }

  /** The rows of a cluster, ascending. */
  rows(cluster: number): Uint32Array {
    return this.members.subarray(this.offsets[cluster], this.offsets[cluster + 1]);
  }

  /** Rows per cluster. */
  sizes(): Uint32Array {
    const sizes = new Uint32Array(this.count);
    for (let c = 0; c < sizes.length; c++) sizes[c] = this.offsets[c + 1]! - this.offsets[c]!;
    return sizes;
  }

  /** All members, ascending over all clusters. */
  allRows(): Uint32Array {
    return rowsOf(this.#memberBits());
  }

  /** The cluster of a row; -1 when the row has no equal. */
  clusterOf(row: number): number {
    this.#clusterOf ??= this.#invert();
    const { bits, ranks, clusters } = this.#clusterOf;
    return hasBit(bits, row) ? clusters[ranks.of(row)]! : -1;
  }

  #memberBits(): BitSet {
    if (this.#clusterOf) return this.#clusterOf.bits;
    const bits = noBits(this.tableRows);
    for (let i = 0; i < this.members.length; i++) addBit(bits, this.members[i]!);
    return bits;
  }

  #invert() {
    const bits = this.#memberBits();
    const ranks = new Ranks(bits);
    const clusters = new Uint32Array(ranks.size);
    for (let c = 0; c < this.count; c++) {
      for (let i = this.offsets[c]!; i < this.offsets[c + 1]!; i++) {
        clusters[ranks.of(this.members[i]!)] = c;
      }
    }
    return { bits, ranks, clusters };
  }
}

/**
 * The rows that are equal in all of `keys`: 64-bit hashes say which rows may be, and every pair is proven, in held
 * columns by their codes and in open ones by the table's backing, all pairs in one call. Memory: one to two bytes per
 * row, four per row that may have an equal, eight per row that has an earlier one, and the lanes of open columns.
 * @throws Cancelled
 */
export function findClusters(
  table: Pick<Table, 'rowCount' | 'backing'>,
  keys: readonly RowKey[],
  options: ClusterOptions = {},
): RowClusters {
  const { only, hashBits, tick = () => undefined } = options;
  const hasher = new RowHasher(keys, table.backing, tick, hashBits);
  const { pairs, looked } = equalPairs(hasher, table.rowCount, only, tick);
  const proven = provePairs(pairs, (first, second) => {
    const marks = hasher.differing(first, second, tick);
    if (hasher.open.length && table.backing) {
      for (const i of table.backing.differing(first, second, hasher.open, tick)) addBit(marks, i);
    }
    return rowsOf(marks);
  });
  return new RowClusters(proven, table.rowCount, looked, tick);
}

/**
 * The answer of `findClusters` where a hash over a few held columns tells all rows apart; undefined where some agree in
 * it, equal or not. @throws Cancelled
 */
export function clustersOfNone(
  { rowCount }: Pick<Table, 'rowCount'>,
  keys: readonly HeldKey[],
  tick: TableTick,
): RowClusters | undefined {
  const hasher = new RowHasher(keys, undefined, tick);
  const { pairs, looked } = equalPairs(hasher, rowCount, undefined, tick);
  return pairs.first.length ? undefined : new RowClusters(pairs, rowCount, looked, tick);
}
