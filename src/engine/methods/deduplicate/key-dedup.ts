import { key, keyColumns, withoutKey } from '../../detectors/key';
import { countBoth, eachRow, type BitSet } from '../../kernels/bit-sets';
import { rowKey } from '../../kernels/canonical-codes';
import { differingClusters } from '../../kernels/differing-clusters';
import type { Method, MethodContext } from '../../method';
import type { Json } from '../../metric';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { count, listed, many, percent, quoted } from '../../words';
import { Leaving } from '../plans';
import { CLUSTER_SIZE, collapse, marksOnly } from './parts/collapse';
import { keepParams } from './parts/keep';
import { ACROSS_PARTS, setsOf, type Sets } from './parts/sets';
import { t } from '../../language';

/** Share of different keys below which the key hardly tells rows apart. */
const NEARLY_CONSTANT = 0.01;

/** Keeps one row per key. */
export const keyDedup: Method = {
  id: 'key-dedup',
  family: 'deduplicate',
  title: 'One row per key',
  summary: 'Of rows with the same id, URL, question, or user and day, one stays.',
  cites: [
    'pandas DataFrame.drop_duplicates(subset)',
    'Elmagarmid, Ipeirotis and Verykios 2007, Duplicate Record Detection',
  ],
  needs: {
    optional: ['id', 'entity', 'timestamp', 'label', 'split', 'score', 'text', 'group', 'domain'],
  },
  changes: 'removes-rows',
  params: [...key.params, ...keepParams('first', 'all', 'none'), ACROSS_PARTS, CLUSTER_SIZE],
  guards: ['G-TAIL', 'G-LABELS', 'G-HALF', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = setsOf(key, table, values, context);
    const leaving = new Leaving(table.rowCount, context.tick);
    const markOnly = marksOnly(values);
    if (!markOnly && read.text(values, 'missingKey') === 'drop') {
      const without = withoutKey(
        { table, ...context },
        keyColumns({ table, roles: context.roles, values }),
      );
      eachRow(without, (row) => {
        if (sets.inScope(row)) leaving.add(row, 'missing-key');
      });
    }
    const draft = collapse(keyDedup, sets, table, values, context, { markOnly, leaving });
    const conflicts = conflictsOf(sets, table, context);
    return {
      ...draft,
      notices: [...draft.notices, ...keyNotices(sets, table), ...conflicts.notices],
      tables: { ...draft.tables, conflicts: conflicts.table },
    };
  },
};

function keyNotices({ clusters, columns }: Sets, table: Table): string[] {
  const share = clusters.distinctRows / clusters.rowCount;
  if (!clusters.rowCount || share >= NEARLY_CONSTANT) return [];
  const names = listed(columns.map((index) => quoted(table.columns[index]!.name)));
  return [
    t`${names} ${columns.length === 1 ? t('takes') : t('take')} only ${many(clusters.distinctRows, 'value')} in ${many(clusters.rowCount, 'row')} (${percent(share)}): is this the key?`,
  ];
}

/** Columns that differ within a key, those that differ most often first. @throws Cancelled */
function conflictsOf(
  { clusters, columns }: Sets,
  table: Table,
  { profiles, tick }: MethodContext,
): { readonly table: Json; readonly notices: string[] } {
  const own = new Set(columns);
  const others = table.columns.filter(({ index, made }) => !own.has(index) && !made);
  const keys = others.map(({ index }) => rowKey(table, index, profiles[index]!, 'by-value', tick));
  const found: { column: string; keys: number }[] = [];
  const visit = (differing: BitSet, at: number) => {
    found.push({ column: others[at]!.name, keys: countBoth(differing, differing) });
  };
  differingClusters(table, clusters, keys, visit, tick);
  const conflicts = found.filter((of) => of.keys > 0).sort((a, b) => b.keys - a.keys);
  const names = conflicts.map((of) => `${quoted(of.column)} (${count(of.keys)})`);
  return {
    table: conflicts,
    notices: names.length ? [t`Rows of one key differ in ${listed(names, 5)}.`] : [],
  };
}
