import type { RowClusters } from '../../../kernels/row-clusters';
import type { NearTexts } from '../../../near-text/near-texts';
import type { Pairs } from '../../../near-text/pair-list';
import type { TableTick } from '../../../table/table';
import type { Label } from '../../label';
import { labelMix } from './class-counts';

/** One set of rows with nearly equal texts. */
export interface NearSet {
  readonly size: number;
  /** First 20 rows, ascending. */
  readonly rows: readonly number[];
  /** The row with most words, of equals the first: it stands for the set. */
  readonly centre: number;
  /** How alike each row of `rows` is to the centre. */
  readonly similarities: readonly number[];
  /** Least and mean similarity of all rows to the centre, its own left out. */
  readonly least: number;
  readonly mean: number;
  /** Rows per class of the label; empty without a label. */
  readonly labels: readonly { readonly value: string; readonly count: number }[];
  /** Rows per part of the split, or per file where several were read; empty without. */
  readonly parts: readonly { readonly value: string; readonly count: number }[];
}

/** What is known of sets once every member was compared with the centre of its set. */
export interface CentredSets {
  /** Sets whose label takes more than one value; null without a label. */
  readonly conflicts: number | null;
  /** Sets with a row less than half like the centre. */
  readonly chains: number;
  set(cluster: number): NearSet;
  /** The row that stands for a set, and the least and mean similarity of the others to it. */
  centre(cluster: number): number;
  least(cluster: number): number;
  mean(cluster: number): number;
}

/** What rows of a set are counted by. */
export interface Mixed {
  readonly label: Label | undefined;
  /** The split, or the file. */
  readonly part: Label | undefined;
}

/** Rows named in each set. */
const ROWS = 20;
/** Similarity to the centre below which a row is linked to it by a chain of others only. */
const CHAINED = 0.5;

/** Compares every member with the centre of its set, all in one reading of the texts. @throws Cancelled */
export function centredSets(
  clusters: RowClusters,
  near: NearTexts,
  { label, part }: Mixed,
  tick: TableTick,
): CentredSets {
  const centres = new Uint32Array(clusters.count);
  let conflicts = 0;
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    if (cluster % 1024 === 0) tick(cluster, clusters.count);
    const rows = clusters.rows(cluster);
    centres[cluster] = longest(rows, near);
    if (label && differ(rows, label)) conflicts++;
  }
  const similarity = near.similarities(pairsWith(centres, clusters, near), tick);
  // Places of a set's similarities: one per member, the centre's own among them.
  const { offsets } = clusters;
  const leastOf = (cluster: number) => {
    let least = 1;
    for (let i = offsets[cluster]!; i < offsets[cluster + 1]!; i++) {
      least = Math.min(least, similarity[i]!);
    }
    return least;
  };
  const meanOf = (cluster: number) => {
    const own = similarity.subarray(offsets[cluster], offsets[cluster + 1]);
    return (own.reduce((total, each) => total + each, 0) - 1) / (own.length - 1);
  };
  let chains = 0;
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    if (leastOf(cluster) < CHAINED) chains++;
  }
  return {
    conflicts: label ? conflicts : null,
    chains,
    set(cluster) {
      const rows = clusters.rows(cluster);
      const own = similarity.subarray(offsets[cluster], offsets[cluster + 1]);
      return {
        size: rows.length,
        rows: [...rows.subarray(0, ROWS)],
        centre: centres[cluster]!,
        similarities: [...own.subarray(0, ROWS)],
        least: leastOf(cluster),
        mean: meanOf(cluster),
        labels: label ? labelMix(rows, label) : [],
        parts: part ? labelMix(rows, part) : [],
      };
    },
    centre: (cluster) => centres[cluster]!,
    least: leastOf,
    mean: meanOf,
  };
}

/** Member and centre of every set, as documents; a pair per member, the centre with itself among them. */
function pairsWith(centres: Uint32Array, clusters: RowClusters, { documents }: NearTexts): Pairs {
  const { count, members, offsets } = clusters;
  const first = new Uint32Array(members.length);
  const second = new Uint32Array(members.length);
  for (let cluster = 0; cluster < count; cluster++) {
    const centre = documents.of(centres[cluster]!);
    for (let i = offsets[cluster]!; i < offsets[cluster + 1]!; i++) {
      const own = documents.of(members[i]!);
      first[i] = Math.min(own, centre);
      second[i] = Math.max(own, centre);
    }
  }
  return { first, second };
}

function longest(rows: Uint32Array, { documents, shingles }: NearTexts): number {
  let best = rows[0]!;
  for (const row of rows) {
    if (shingles[documents.of(row)]! > shingles[documents.of(best)]!) best = row;
  }
  return best;
}

function differ(rows: Uint32Array, { column, classes }: Label): boolean {
  const first = classes.indexOf[column.codes[rows[0]!]!]!;
  return rows.some((row) => classes.indexOf[column.codes[row]!]! !== first);
}
