import type { RowClusters } from '../../../kernels/row-clusters';
import { countCodes, type Column, type TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';

/** Rows of the files, by the code of the file, and what any two share. */
export interface FileOverlaps {
  readonly rows: Uint32Array;
  /** Different rows. */
  readonly distinct: Uint32Array;
  /** Files that share rows, in order of the first such row. */
  readonly pairs: readonly OverlapPair[];
}

/** What two files share; `one` has the lower code. */
export interface OverlapPair {
  readonly one: number;
  readonly other: number;
  /** Different rows in both. */
  readonly shared: number;
  /** Rows that have a partner each, copies counted. */
  readonly matched: number;
}

/** Which files share rows, where clusters are sets of equal rows. @throws Cancelled (from tick) */
export function fileOverlaps(clusters: RowClusters, part: Column, tick: TableTick): FileOverlaps {
  const { codes, dictionary } = part;
  const rows = Uint32Array.from(countCodes(part));
  const distinct = rows.slice();
  const pairs = new Map<number, { shared: number; matched: number }>();
  const ticked = everyRow(tick);
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    ticked(cluster, clusters.count);
    const counts = new Map<number, number>();
    for (const row of clusters.rows(cluster)) {
      counts.set(codes[row]!, (counts.get(codes[row]!) ?? 0) + 1);
    }
    for (const [code, count] of counts) distinct[code]! -= count - 1;
    const own = [...counts].sort(([a], [b]) => a - b);
    own.forEach(([one, count], i) => {
      for (const [other, others] of own.slice(i + 1)) {
        const key = one * dictionary.size + other;
        const pair = pairs.get(key) ?? { shared: 0, matched: 0 };
        pair.shared++;
        pair.matched += Math.min(count, others);
        pairs.set(key, pair);
      }
    });
  }
  return {
    rows,
    distinct,
    pairs: Array.from(pairs, ([key, own]) => ({
      one: Math.floor(key / dictionary.size),
      other: key % dictionary.size,
      ...own,
    })),
  };
}
