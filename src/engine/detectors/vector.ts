import { DisjointSets } from '../kernels/disjoint-sets';
import { RowClusters } from '../kernels/row-clusters';
import { PairList } from '../near-text/pair-list';
import { starsOf } from '../near-text/stars';
import type { NumberParam } from '../params/params';
import { EngineError } from '../problems';
import { read } from '../params/values';
import { nearVectors, type NearVectors } from '../vectors/near-vectors';
import { comparedVectors, rowPoints } from '../vectors/row-points';
import type { Detector, Found } from './detector';
import { groupsOf } from './groups';
import { LINKAGE } from './linkage';
import { t } from '../language';

/** How far vectors may be apart. */
export const EPSILON: NumberParam = {
  kind: 'number',
  id: 'epsilon',
  title: 'Distance of vectors',
  summary: 'Vectors are near when 1 less their cosine is at most this: 0.001 is strict, 0.1 loose.',
  default: 0.01,
  min: 0,
  max: 1,
};

/** How far numbers may be apart. */
export const NEARNESS: NumberParam = {
  kind: 'number',
  id: 'nearness',
  title: 'Distance of numbers',
  summary:
    'Rows of numbers are near below this part of the median distance of rows to their nearest.',
  default: 0.13,
  min: 0,
  max: 1,
};

/** Rows whose vectors, or whose numbers, nearly agree. */
export const vector: Detector = {
  id: 'vector',
  title: 'Nearly equal numbers or vectors',
  reason: 'semantic',
  params: [EPSILON, NEARNESS, LINKAGE],
  find(search): Found {
    const { table, profiles, roles, values, within, only, tick } = search;
    const compared = comparedVectors(roles, profiles);
    if (!compared) {
      throw new EngineError(
        'no-numeric-feature',
        t('No feature is a number or a vector, so there is no distance between rows.'),
      );
    }
    const rows = rowPoints(table, profiles, compared, only, tick);
    const near = nearVectors(rows, {
      epsilon: read.number(values, EPSILON.id)!,
      nearness: read.number(values, NEARNESS.id)!,
      tick,
    });
    const groups = groupsOf(search);
    let clusters = clustersOf(near, table.rowCount, groups);
    if (read.text(values, LINKAGE.id) === 'star') {
      const all = () => 1;
      clusters = starsOf(clusters, table.rowCount, near.least, all, near.similarity, tick);
    }
    return {
      clusters,
      columns: [...compared.columns, ...within],
      similarity: near.similarity,
      notices: near.notices,
      tables: {
        vectors: {
          of: compared.of,
          rows: rows.rows.length,
          median: Number.isFinite(near.median) ? near.median : null,
          crowded: near.crowded,
        },
      },
    };
  },
};

/** Connected components; rows of different groups are not linked. */
function clustersOf(
  { rows, pairs, equalTo }: NearVectors,
  rowCount: number,
  groups: Uint32Array | undefined,
): RowClusters {
  const sets = new DisjointSets(rows.length);
  const unite = (a: number, b: number) => {
    if (!groups || groups[rows[a]!] === groups[rows[b]!]) sets.unite(a, b);
  };
  // Of points that are equal, each is linked to all that are near the first: within groups every two must be tried.
  const members = new Map<number, number[]>();
  equalTo.forEach((first, point) => {
    const own = members.get(first) ?? [];
    members.set(first, own);
    for (const other of groups ? own : own.slice(0, 1)) unite(other, point);
    own.push(point);
  });
  pairs.first.forEach((one, i) => {
    const other = pairs.second[i]!;
    if (!groups) unite(one, other);
    else for (const a of members.get(one)!) for (const b of members.get(other)!) unite(a, b);
  });
  const found = new PairList();
  const firstOf = new Map<number, number>();
  rows.forEach((row, point) => {
    const set = sets.find(point);
    const first = firstOf.get(set);
    if (first === undefined) firstOf.set(set, row);
    else found.push(first, row);
  });
  return new RowClusters(found.listed(), rowCount, rows.length);
}
