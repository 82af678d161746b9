import { addBit, bitsOf, hasBit, noBits } from '../../kernels/bit-sets';
import { findClusters, type RowClusters } from '../../kernels/row-clusters';
import type { Method } from '../../method';
import { NO_ROW } from '../../plan';
import { EngineError } from '../../problems';
import { read } from '../../values';
import { many } from '../../words';
import { keptShares } from '../kept-shares';
import { Leaving } from '../plans';
import { COLUMNS, comparedColumns, comparedParts } from './parts/compared';
import { keeperOf, KEEP_PARAMS } from './parts/keep';
import { markColumns, sizeColumn } from './parts/marks';
import { comparedColumn, NORMALISATIONS } from './parts/normalise';

/** Keeps one row of each set of identical rows. */
export const exactDedup: Method = {
  id: 'exact-dedup',
  family: 'deduplicate',
  title: 'Remove exact copies',
  summary: 'One row of each set of identical rows stays.',
  cites: ['Elmagarmid, Ipeirotis and Verykios 2007, Duplicate Record Detection'],
  needs: { optional: ['label', 'id', 'split', 'score', 'text', 'timestamp', 'group', 'domain'] },
  changes: 'removes-rows',
  params: [
    COLUMNS,
    ...KEEP_PARAMS,
    {
      kind: 'choice',
      id: 'normalise',
      title: 'Spelling',
      summary: 'Spellings of text that count as equal; numbers are always compared by value.',
      default: 'none',
      options: NORMALISATIONS,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'floatTolerance',
      title: 'Number grid',
      summary:
        'Numbers count as equal when they round to the same multiple of this; none is exact.',
      default: null,
      min: 1e-300,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'acrossParts',
      title: 'Across the split',
      summary: 'With a split column, train rows that equal a row of another part leave too.',
      default: true,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'clusterSize',
      title: 'Add the number of copies',
      summary: 'Adds a column `dup_cluster_size` with the size of the set that a row stands for.',
      default: false,
      advanced: true,
    },
  ],
  guards: ['G-TAIL', 'G-LABELS', 'G-HALF', 'G-COARSE', 'G-EVIDENCE'],
  apply(table, values, context) {
    const compared = comparedColumns(table, values, context);
    if (!compared.length) {
      throw new EngineError(
        'bad-parameter',
        'Every column is an id: name the `columns` to compare.',
      );
    }
    const tick = (done: number, total: number) => {
      context.tick(done, total);
    };
    const keys = compared.map((index) =>
      comparedColumn(
        table,
        index,
        context.profiles[index]!,
        read.text(values, 'normalise'),
        read.number(values, 'floatTolerance'),
        tick,
      ),
    );
    const isTrain = comparedParts(table, values, context);
    const inScope = bitsOf(context.scope, table.rowCount);
    const clusters = findClusters(table, keys, {
      ...(isTrain || context.scopeName === 'all' ? {} : { only: inScope }),
      tick,
    });
    const keeper = keeperOf(table, values, context, 'exact-dedup/keep');
    const leaving = new Leaving(table.rowCount, context.tick);
    const copies = noBits(table.rowCount);
    const markOnly = read.text(values, 'keep') === 'all';
    let acrossParts = 0;
    for (let cluster = 0; cluster < clusters.count; cluster++) {
      if (cluster % 4096 === 0) context.tick(cluster, clusters.count);
      const members = clusters.rows(cluster);
      // A test set stays as it is, so it is the train copy that goes.
      const others = isTrain ? members.filter((row) => !isTrain(row)) : members;
      const kept = keeper(others.length ? others : members);
      for (const row of members) {
        if (!hasBit(inScope, row) || row === kept) continue;
        addBit(copies, row);
        if (others.length && isTrain?.(row)) acrossParts++;
        if (!markOnly) leaving.add(row, 'exact', kept ?? NO_ROW);
      }
    }
    const rows = leaving.staying();
    const sizes = read.flag(values, 'clusterSize') ? [sizeColumn(clusters, rows)] : [];
    return leaving.plan({
      rows,
      columns: markOnly ? markColumns(clusters, copies, rows) : sizes,
      notices: acrossParts
        ? [
            `${many(acrossParts, 'train row')} ${acrossParts === 1 ? 'equals a row' : 'equal rows'} of another part: a model would be tested on what it has seen.`,
          ]
        : [],
      tables: {
        copies: copiesTable(clusters),
        kept: keptShares(table, leaving.removed().rows, context),
      },
    });
  },
};

/** Sets and rows by number of copies, as in the spectrum of repetitions. */
function copiesTable(clusters: RowClusters) {
  const edges = [1, 2, 3, 5, 11, 101, 1001];
  const table = edges.map((from, index) => ({
    from,
    to: index + 1 < edges.length ? edges[index + 1]! - 1 : null,
    sets: 0,
    rows: 0,
  }));
  const alone = clusters.rowCount - clusters.members.length;
  table[0]!.sets = alone;
  table[0]!.rows = alone;
  for (const size of clusters.sizes()) {
    const entry = table.findLast(({ from }) => size >= from)!;
    entry.sets++;
    entry.rows += size;
  }
  return table;
}
