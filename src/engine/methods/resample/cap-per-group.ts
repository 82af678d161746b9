import type { Method, MethodContext } from '../../method';
import type { ColumnsParam } from '../../params/params';
import { EngineError } from '../../problems';
import { choice } from '../../random';
import { columnWith } from '../../roles/roles';
import { rowNumbers } from '../../plan/row-numbers';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { many } from '../../words';
import { cellsOf } from '../cells';
import { columnsFor } from '../columns';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { Leaving, shuffled } from '../plans';
import { SHUFFLE } from './parts/draw';
import { t } from '../../language';

const COLUMNS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Groups',
  summary: 'Source, template, cluster, user ...; none means the columns marked group.',
  default: [],
  role: 'group',
};

/** Groups that the side table lists. */
const MOST_GROUPS = 50;

/** Keeps at most so many rows of each source, template, cluster or user. */
export const capPerGroup: Method = {
  id: 'cap-per-group',
  family: 'resample',
  title: 'Cap per group',
  summary: 'At most so many rows of each group stay.',
  cites: ['Tong et al. 2024, Cambrian-1 (a cap per data source)'],
  needs: { required: ['group'], optional: ['score', 'label', 'split'] },
  changes: 'removes-rows',
  params: [
    COLUMNS,
    {
      kind: 'number',
      id: 't',
      title: 'Most rows',
      summary:
        'How many rows of a group stay at most; none means where large groups end (the knee).',
      default: null,
      min: 1,
      integer: true,
    },
    {
      kind: 'choice',
      id: 'keepBy',
      title: 'Which rows stay',
      summary: 'At random, the first, evenly over the file, or those of the highest score.',
      default: 'random',
      options: [
        { value: 'random', title: 'At random' },
        { value: 'first', title: 'The first' },
        { value: 'even', title: 'Evenly over the file' },
        { value: 'score', title: 'The highest score' },
      ],
    },
    MISSING_LABEL,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const columns = columnsFor(table, context.roles, COLUMNS, read.texts(values, 'columns'));
    if (!columns.length) {
      throw new EngineError('missing-role', t('No column is a group: choose one or more.'));
    }
    const { cells, outside } = cellsOf(table, columns, context);
    if (!cells.length) throw new EngineError('too-few-rows', t('No row in scope has a group.'));
    const cap = read.number(values, 't') ?? kneeOf(cells.map(({ rows }) => rows.length));
    const picks = picker(table, read.text(values, 'keepBy'), context);
    const leaving = new Leaving(table.rowCount);
    for (const { rows } of cells) {
      if (rows.length > cap) leaving.keepOnly(rows, picks(rows, cap), 'cap');
    }
    const capped = cells.filter(({ rows }) => rows.length > cap);
    const rows = leaving.staying();
    const bySize = [...cells].sort((a, b) => b.rows.length - a.rows.length);
    const draft = leaving.plan({
      rows,
      ...shuffled(values, context, rows.length),
      notices: [
        t`${many(capped.length, 'group')} of ${many(cells.length, 'group')} had more than ${many(cap, 'row')}.`,
        ...(outside.length
          ? [t`${many(outside.length, 'row')} without a group pass through.`]
          : []),
      ],
      tables: {
        cap: {
          cap,
          groups: cells.length,
          effectiveGroupsBefore: effective(cells.map((cell) => cell.rows.length)),
          effectiveGroupsAfter: effective(cells.map((cell) => Math.min(cap, cell.rows.length))),
        },
        groups: bySize.slice(0, MOST_GROUPS).map(({ name, rows: own }) => ({
          group: name,
          rows: own.length,
          kept: Math.min(cap, own.length),
        })),
      },
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};

/**
 * Where large groups end: the size of the group at which the running share of rows is farthest above the running share
 * of groups, groups by falling size; of equally far ones the first.
 */
export function kneeOf(sizes: readonly number[]): number {
  const sorted = [...sizes].sort((a, b) => b - a);
  const total = sorted.reduce((sum, size) => sum + size, 0);
  let [running, farthest, knee] = [0, -Infinity, sorted[0] ?? 1];
  sorted.forEach((size, i) => {
    running += size;
    const above = running / total - (i + 1) / sorted.length;
    if (above > farthest + 1e-12) [farthest, knee] = [above, size];
  });
  return knee;
}

/** exp of the entropy of the shares: as many equal groups say as much. */
function effective(sizes: readonly number[]): number {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return Math.exp(-sizes.reduce((sum, size) => sum + (size / total) * Math.log(size / total), 0));
}

/** Picks so many of a group's rows (ascending); all are kept in source order. */
function picker(table: Table, by: string, context: MethodContext) {
  const stream = context.random.stream('cap-per-group/order');
  if (by === 'first') return (rows: Uint32Array, count: number) => rows.subarray(0, count);
  if (by === 'even') {
    return (rows: Uint32Array, count: number) =>
      rowNumbers(count).map((i) => rows[Math.floor((i * rows.length) / count)]!);
  }
  if (by === 'random') return (rows: Uint32Array, count: number) => choice(stream, rows, count);
  const column = columnWith(context.roles, 'score');
  const numbers = column === undefined ? undefined : context.profiles[column]!.numbers;
  if (column === undefined || !numbers) {
    throw new EngineError('missing-role', t('There is no column of scores: choose one.'));
  }
  const { codes } = table.columns[column]!;
  const score = (row: number) => {
    const own = numbers[codes[row]!]!;
    return Number.isNaN(own) ? -Infinity : own;
  };
  return (rows: Uint32Array, count: number) =>
    rows
      .slice()
      .sort((a, b) => (score(a) === score(b) ? a - b : score(b) - score(a)))
      .slice(0, count);
}
