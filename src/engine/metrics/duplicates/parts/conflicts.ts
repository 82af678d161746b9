import { addBit, noBits, rowsOf } from '../../../kernels/bit-sets';
import type { RowClusters } from '../../../kernels/row-clusters';
import type { Label } from '../../label';
import { classCounts, type ClassCount } from './class-counts';
import type { Answers } from './numeric-label';

/** Clusters of equal rows in which the label takes more than one value. */
export interface Conflicts {
  /** All clusters of equal rows, contradicting or not. */
  readonly clusters: RowClusters;
  /** Rows per cluster; 0 where the labels agree. */
  readonly sizes: Uint32Array;
  /** Contradicting clusters. */
  readonly sets: number;
  /** Their rows, ascending. */
  readonly members: Uint32Array;
  /** Fewest rows to change for no contradiction. */
  readonly minimumChanges: number;
  /** Class indices that meet in a set, a < b; those with most rows of the two classes first. */
  readonly pairs: readonly ClassPair[];
}

/** Two classes, the sets in which they meet and their rows there. */
export interface ClassPair {
  readonly a: number;
  readonly b: number;
  sets: number;
  rows: number;
}

/** Sets of very many classes would make a square of pairs: so many of their most frequent classes stand for them. */
const PAIRED = 20;

/** The contradictions among clusters of rows that all have a label; numbers have no pairs. @throws Cancelled */
export function conflictsIn(
  clusters: RowClusters,
  { label, numbers }: Answers,
  tick: (done: number, total: number) => void,
): Conflicts {
  const { count } = clusters;
  const sizes = new Uint32Array(count);
  const pairs = new Map<number, ClassPair>();
  let sets = 0;
  let minimumChanges = 0;
  for (let cluster = 0; cluster < count; cluster++) {
    if (cluster % 4096 === 0) tick(cluster, count);
    const rows = clusters.rows(cluster);
    if (agree(rows, label)) continue;
    const counts = classCounts(rows, label);
    sets++;
    sizes[cluster] = rows.length;
    minimumChanges += rows.length - counts[0]!.count;
    if (!numbers) addPairs(pairs, counts.slice(0, PAIRED), label.classes.codes.length);
  }
  return {
    clusters,
    sizes,
    sets,
    members: membersOf(clusters, sizes, label.column.codes.length),
    minimumChanges,
    pairs: [...pairs.values()].sort((x, y) => y.rows - x.rows || x.a - y.a || x.b - y.b),
  };
}

function agree(rows: Uint32Array, { column, classes }: Label): boolean {
  const { codes } = column;
  const { indexOf } = classes;
  const first = indexOf[codes[rows[0]!]!];
  for (let i = 1; i < rows.length; i++) if (indexOf[codes[rows[i]!]!] !== first) return false;
  return true;
}

function addPairs(
  pairs: Map<number, ClassPair>,
  counts: readonly ClassCount[],
  classes: number,
): void {
  counts.forEach((one, i) => {
    for (const other of counts.slice(i + 1)) {
      const a = Math.min(one.of, other.of);
      const b = Math.max(one.of, other.of);
      const pair = pairs.get(a * classes + b) ?? { a, b, sets: 0, rows: 0 };
      pair.sets++;
      pair.rows += one.count + other.count;
      pairs.set(a * classes + b, pair);
    }
  });
}

/** Rows of the clusters whose size is not 0, ascending. */
function membersOf(clusters: RowClusters, sizes: Uint32Array, tableRows: number): Uint32Array {
  const bits = noBits(tableRows);
  for (let cluster = 0; cluster < sizes.length; cluster++) {
    if (sizes[cluster] !== 0) for (const row of clusters.rows(cluster)) addBit(bits, row);
  }
  return rowsOf(bits);
}
