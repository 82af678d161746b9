import { addBit, noBits } from '../../../kernels/bit-sets';
import type { RowClusters } from '../../../kernels/row-clusters';
import type { Method, MethodContext } from '../../../method';
import type { Json } from '../../../metric';
import type { FlagParam, Values } from '../../../params/params';
import { NO_ROW, type Draft } from '../../../plan/plan';
import { repetitionBands } from '../../../statistics/repetition';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { many } from '../../../words';
import { keptShares } from '../../kept-shares';
import { Leaving } from '../../plans';
import { keeperOf } from './keep';
import { markColumns, sizeColumn } from './marks';
import type { Sets } from './sets';
import { t } from '../../../language';

export const CLUSTER_SIZE: FlagParam = {
  kind: 'flag',
  id: 'clusterSize',
  title: 'Add the number of copies',
  summary: 'Adds a column `dup_cluster_size` with the size of the set that a row stands for.',
  default: false,
  advanced: true,
};

/** How a method departs from "one row of each set stays". */
export interface Collapsing {
  /** Most rows of a set that stay. */
  readonly most?: number;
  /** Sets that are left as they are. */
  readonly spare?: (members: Uint32Array) => boolean;
  /** Rows that stay although another row of their set does. */
  readonly spareRow?: (row: number, kept: number) => boolean;
  /** Copies get columns, and no row leaves. */
  readonly markOnly?: boolean;
  /** What is left besides. */
  readonly leaving?: Leaving;
}

/**
 * The plan that keeps the best rows of each set, by the values of `keepParams`. A set that reaches into other parts of a
 * split stays there, and its train rows leave: what is tested on must not have been seen. @throws EngineError, Cancelled
 */
export function collapse(
  method: Pick<Method, 'id'>,
  sets: Sets,
  table: Table,
  values: Values,
  context: MethodContext,
  {
    most = 1,
    spare,
    spareRow,
    markOnly = false,
    leaving = new Leaving(table.rowCount, context.tick),
  }: Collapsing = {},
): Draft {
  const { clusters, inScope, isTrain, reason, similarity } = sets;
  const keeper = keeperOf(table, values, context, `${method.id}/keep`, similarity);
  const copies = noBits(table.rowCount);
  const left = clusters.sizes();
  let leaks = 0;
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    // Policies may read texts of the file.
    if (cluster % 128 === 0) context.tick(cluster, clusters.count);
    const members = clusters.rows(cluster);
    if (spare?.(members)) continue;
    const { staying, others } = stayingOf(members, keeper, isTrain, most);
    const [kept] = staying;
    const stays = staying.length > 8 ? new Set(staying) : undefined;
    for (const row of members) {
      if (!inScope(row) || row === kept || (stays?.has(row) ?? staying.includes(row))) continue;
      if (kept !== undefined && spareRow?.(row, kept)) continue;
      addBit(copies, row);
      left[cluster]!--;
      if (others.length && isTrain?.(row)) leaks++;
      if (!markOnly) {
        leaving.add(
          row,
          reason,
          kept ?? NO_ROW,
          kept === undefined ? NaN : similarity?.(row, kept),
        );
      }
    }
  }
  const rows = leaving.staying();
  const sizes = values[CLUSTER_SIZE.id] === true ? [sizeColumn(clusters, rows)] : [];
  return leaving.plan({
    rows,
    columns: markOnly ? markColumns(sets, copies, rows) : sizes,
    notices: [...(sets.notices ?? []), ...leakNotices(leaks)],
    tables: {
      ...sets.tables,
      copies: repetitionTable(clusters, clusters.sizes()),
      ...(most > 1 && { copiesAfter: repetitionTable(clusters, left) }),
      kept: keptShares(table, leaving.removed(), context),
    },
  });
}

/**
 * The rows of a set that stand for it, and its rows outside train: where there are any, it is they who stay. `isTrain`:
 * present where the parts of a split are compared with each other.
 */
export function stayingOf(
  members: Uint32Array,
  keeper: ReturnType<typeof keeperOf>,
  isTrain: Sets['isTrain'],
  most: number,
): { readonly staying: readonly number[]; readonly others: Uint32Array } {
  const others = isTrain ? members.filter((row) => !isTrain(row)) : members;
  return { staying: keeper(others.length ? others : members, most), others };
}

/** Sets and rows by number of copies; `sizes`: of the sets, before or after. */
function repetitionTable({ rowCount, members }: RowClusters, sizes: Uint32Array): Json {
  return repetitionBands(sizes, rowCount - members.length).map((band) => ({ ...band }));
}

function leakNotices(leaks: number): string[] {
  if (!leaks) return [];
  const equal = leaks === 1 ? t('equals a row') : t('equal rows');
  return [
    t`${many(leaks, 'train row')} ${equal} of another part: a model would be tested on what it has seen.`,
  ];
}

/** Whether `keep` says that copies are only marked. */
export function marksOnly(values: Values): boolean {
  return read.text(values, 'keep') === 'all';
}
