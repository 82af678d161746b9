import { classesOf } from '../../classes';
import { groupRows, membersOf, type RowGroups } from '../../kernels/row-groups';
import type { Method, MethodContext } from '../../method';
import type { ColumnsParam } from '../../params';
import { NO_ROW, type AddedColumn } from '../../plan';
import { EngineError } from '../../problems';
import { columnWith } from '../../roles';
import type { Table } from '../../table';
import { read } from '../../values';
import { listed, many } from '../../words';
import { columnNamed, columnsFor } from '../columns';
import { Leaving } from '../plans';
import { keeperOf, KEEP_PARAMS } from './keep';
import { comparedColumn, NORMALISATIONS } from './normalise';

const COLUMNS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Columns to compare',
  summary: 'Rows are copies when these columns agree; none means all columns but ids.',
  default: [],
};

/** Keeps one row of each set of identical rows. */
export const exactDedup: Method = {
  id: 'exact-dedup',
  family: 'deduplicate',
  title: 'Remove exact copies',
  summary: 'One row of each set of identical rows stays.',
  cites: ['Elmagarmid, Ipeirotis and Verykios 2007, Duplicate Record Detection'],
  needs: { optional: ['label', 'id', 'split', 'score', 'text'] },
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
      id: 'clusterSize',
      title: 'Add the number of copies',
      summary: 'Adds a column `dup_cluster_size` with the size of the set that a row stands for.',
      default: false,
      advanced: true,
    },
  ],
  guards: ['G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const given = columnsFor(table, context.roles, COLUMNS, read.texts(values, 'columns'));
    const within = read.texts(values, 'within').map((name) => columnNamed(table, name));
    const all = context.roles.flatMap((role, index) => (role === 'id' ? [] : [index]));
    const compared = [...new Set([...(given.length ? given : all), ...within])];
    if (!compared.length) {
      throw new EngineError(
        'bad-parameter',
        'Every column is an id: name the `columns` to compare.',
      );
    }
    const keys = compared.map((index) =>
      comparedColumn(
        table.columns[index]!,
        context.profiles[index]!,
        read.text(values, 'normalise'),
        read.number(values, 'floatTolerance'),
      ),
    );
    const groups = groupRows(keys, table.rowCount, {
      rows: context.scope,
      tick: (done, total) => context.tick(done, total),
    });
    const sets = membersOf(groups, 2, context.scope);
    if (read.text(values, 'keep') !== 'none') refuseDisagreement(table, context, sets);
    const keeper = keeperOf(table, values, context, 'exact-dedup/keep');
    const leaving = new Leaving(table.rowCount);
    for (const members of sets.values()) {
      const kept = keeper(members);
      for (const row of members) if (row !== kept) leaving.add(row, 'exact', kept ?? NO_ROW);
    }
    const rows = leaving.staying();
    return leaving.plan({
      rows,
      columns: read.flag(values, 'clusterSize') ? [sizeColumn(table, context, groups, rows)] : [],
      notices:
        table.rowCount - rows.length > context.scope.length / 2
          ? ['More than half of the rows leave: look at the sets before you write.']
          : [],
      tables: { copies: copiesTable(groups) },
    });
  },
};

/** Sets whose labels disagree are never collapsed silently. */
function refuseDisagreement(
  table: Table,
  context: MethodContext,
  sets: ReadonlyMap<number, Uint32Array>,
): void {
  const label = columnWith(context.roles, 'label');
  if (label === undefined) return;
  const column = table.columns[label]!;
  const { indexOf } = classesOf(column, context.profiles[label]!);
  const disagreeing = [...sets.values()].filter((members) => {
    const first = indexOf[column.codes[members[0]!]!]!;
    return members.some((row) => indexOf[column.codes[row]!]! !== first);
  });
  if (!disagreeing.length) return;
  const some = disagreeing.map((members) => String(members[0]! + 1));
  throw new EngineError(
    'guard-blocked',
    `${many(disagreeing.length, 'set')} of equal rows contradict in \`${column.name}\` (data rows ${listed(some)}). Set \`within\` to \`${column.name}\`, or \`keep\` to \`none\`.`,
    { row: disagreeing[0]![0]!, column: label },
  );
}

function sizeColumn(
  table: Table,
  { scope }: MethodContext,
  groups: RowGroups,
  rows: Uint32Array,
): AddedColumn {
  const sizes = new Uint32Array(table.rowCount).fill(1);
  scope.forEach((row, i) => (sizes[row] = groups.sizes[groups.groupOf[i]!]!));
  return {
    name: 'dup_cluster_size',
    type: 'integer',
    text: (output) => String(sizes[rows[output]!]!),
  };
}

/** Sets and rows by number of copies, as in the spectrum of repetitions. */
function copiesTable(groups: RowGroups) {
  const edges = [1, 2, 3, 5, 11, 101, 1001];
  const table = edges.map((from, index) => ({
    from,
    to: index + 1 < edges.length ? edges[index + 1]! - 1 : null,
    sets: 0,
    rows: 0,
  }));
  for (const size of groups.sizes) {
    const entry = table.findLast(({ from }) => size >= from)!;
    entry.sets++;
    entry.rows += size;
  }
  return table;
}
