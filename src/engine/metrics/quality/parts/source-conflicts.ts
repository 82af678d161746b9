import type { RowClusters } from '../../../kernels/row-clusters';
import type { MetricContext } from '../../../metric';
import { columnsWith } from '../../../roles/roles';
import { mostFrequent } from '../../../statistics/extremes';
import { classesOf } from '../../../table/classes';
import type { Table } from '../../../table/table';
import type { Label } from '../../label';

/** How often two sources label a text that both have differently. */
export interface SourceConflicts {
  readonly column: string;
  /** Pairs of sources with most shared texts first, at most 50. */
  readonly pairs: readonly {
    readonly a: string;
    readonly b: string;
    /** Sets of equal or nearly equal texts with labelled rows of both. */
    readonly shared: number;
    /** Sets in which the most frequent label of one is not that of the other. */
    readonly conflicts: number;
  }[];
}

const SOURCES = 30;
const PAIRS = 50;

/** Compares the 30 largest sources of each column of sources. @throws Cancelled (from tick) */
export function sourceConflicts(
  table: Table,
  clusters: RowClusters,
  { column: own, classes }: Label,
  { roles, profiles, tick }: MetricContext,
): SourceConflicts[] {
  const k = classes.codes.length;
  return columnsWith(roles, 'domain').flatMap((index) => {
    const column = table.columns[index]!;
    const sources = classesOf(column, profiles[index]!, undefined, tick);
    const largest = mostFrequent(sources.counts, SOURCES).sort((a, b) => a - b);
    const placeOf = new Int32Array(sources.codes.length).fill(-1);
    largest.forEach((source, place) => (placeOf[source] = place));
    const m = largest.length;
    const shared = new Float64Array(m * m);
    const conflicts = new Float64Array(m * m);
    for (let cluster = 0; cluster < clusters.count; cluster++) {
      if (cluster % 1024 === 0) tick(cluster, clusters.count);
      const votes = new Map<number, Map<number, number>>();
      for (const row of clusters.rows(cluster)) {
        const source = sources.indexOf[column.codes[row]!]!;
        const place = source < 0 ? -1 : placeOf[source]!;
        const of = classes.indexOf[own.codes[row]!]!;
        if (place < 0 || of < 0) continue;
        const counts = votes.get(place) ?? new Map<number, number>();
        counts.set(of, (counts.get(of) ?? 0) + 1);
        votes.set(place, counts);
      }
      if (votes.size < 2) continue;
      const said = [...votes].map(([place, counts]) => ({ place, of: mostVoted(counts, k) }));
      for (const a of said) {
        for (const b of said) {
          if (a.place >= b.place) continue;
          shared[a.place * m + b.place]!++;
          if (a.of !== b.of) conflicts[a.place * m + b.place]!++;
        }
      }
    }
    const pairs = mostFrequent(shared, PAIRS).map((at) => ({
      a: sources.values[largest[Math.floor(at / m)]!]!,
      b: sources.values[largest[at % m]!]!,
      shared: shared[at]!,
      conflicts: conflicts[at]!,
    }));
    return pairs.length > 0 ? [{ column: column.name, pairs }] : [];
  });
}

/** The class with most votes, of equals the first. */
function mostVoted(counts: ReadonlyMap<number, number>, k: number): number {
  let [best, most] = [k, 0];
  for (const [of, count] of counts) {
    if (count > most || (count === most && of < best)) [best, most] = [of, count];
  }
  return best;
}
