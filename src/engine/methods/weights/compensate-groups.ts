import { classesOf } from '../../table/classes';
import type { Method, MethodContext } from '../../method';
import type { ColumnParam, ColumnsParam, NumberTable, Values } from '../../params/params';
import { EngineError } from '../../problems';
import { columnsWith } from '../../roles/roles';
import { trainRows } from '../../scope';
import { chiSquareTail } from '../../statistics/chi-square';
import { largestInOrder } from '../../statistics/extremes';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { listed, many, quoted } from '../../words';
import { cellsOf } from '../cells';
import { columnNamed, columnsFor } from '../columns';
import { cellFigures, MOST_CELLS } from './parts/cell-figures';
import { rowWeights } from './parts/cell-weights';
import { baseWeights } from './parts/finish';
import { finishParams } from './parts/finish-params';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

const COLUMNS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Columns',
  summary:
    'Columns whose combinations keep their weight; none means the label and the group columns.',
  default: [],
  role: 'label',
};

const KEEP: ColumnParam = {
  kind: 'column',
  id: 'keep',
  title: 'Kept rows',
  summary:
    'A column of true and false, such as `_keep`: rows that are not kept weigh 0. None: rows that earlier steps removed.',
  default: null,
  advanced: true,
};

/** After rows left, those that stay stand for them: every cell keeps the weight it had. */
export const compensateGroups: Method = {
  id: 'compensate-groups',
  family: 'weights',
  title: 'Compensate for removed rows',
  summary: 'A weight per row, so that classes and groups count as before rows were removed.',
  cites: ['De Min et al. 2025, Group-robust Machine Unlearning (REWEIGHT)'],
  needs: { required: ['label'], optional: ['group', 'weight', 'split'] },
  untried: 'It follows a step that removed rows.',
  changes: 'weights',
  params: [
    COLUMNS,
    {
      kind: 'table',
      of: 'cells',
      id: 'before',
      title: 'Rows before',
      summary:
        'Rows of each combination before rows were removed elsewhere, as in `yes|F=120, no|F=300`; none means the file of this recipe.',
      default: {},
      min: 0,
      advanced: true,
    },
    KEEP,
    ...finishParams({ cap: 5 }),
  ],
  guards: ['G-SPLIT', 'G-TAIL', 'G-SUPPORT', 'G-ESS', 'G-EVIDENCE'],
  cells: columnsOf,
  apply(table, values, context) {
    const columns = columnsOf(table, values, context);
    const { cells, cellOf } = cellsOf(table, columns, context);
    if (!cells.length) {
      throw new EngineError('too-few-rows', t('No row in scope has a value in every column.'));
    }
    const kept = keptRows(table, values, context);
    const names = cells.map(({ name }) => name);
    const after = names.map(() => 0);
    cellOf.forEach((cell, i) => {
      if (cell >= 0 && kept(i)) after[cell]!++;
    });
    context.tick(0, 1);
    const before = countsBefore(table, columns, values, context, cells);
    context.tick(0, 1);
    const perCell = names.map((name, cell) =>
      after[cell] ? (before.get(name) ?? after[cell]!) / after[cell]! : 0,
    );
    const raw = rowWeights(cellOf, perCell);
    for (let i = 0; i < raw.length; i++) if (!kept(i)) raw[i] = 0;
    const lost = lostCells(before, names, after);
    const base = baseWeights(table, values, context);
    const untouched = perCell.every((factor) => factor === 1);
    return weightPlan(table, { raw, base, cellOf, cellNames: names }, values, context, {
      notices: [
        ...(untouched ? [t('No row left before this step, so every row weighs the same.')] : []),
        ...(lost.length
          ? [
              t`No row of ${listed(lost.map(quoted))} is left: no weight can stand for ${lost.length === 1 ? t('it') : t('them')} (${many(lost.length, 'combination')}).`,
            ]
          : []),
      ],
      tables: (weights) => ({
        deletion: deletionTable(
          names,
          before,
          after,
          perCell,
          cellFigures(weights, cellOf, names.length),
        ),
        uniform: uniformTest(
          [...names, ...lost],
          before,
          new Map(names.map((n, c) => [n, after[c]!])),
        ),
      }),
    });
  },
};

/** @throws EngineError unknown-column, bad-parameter */
function columnsOf(table: Table, values: Values, { roles }: MethodContext): number[] {
  const named = read.texts(values, COLUMNS.id);
  const columns = named.length
    ? columnsFor(table, roles, COLUMNS, named)
    : [...columnsWith(roles, 'label'), ...columnsWith(roles, 'group')];
  if (columns.length && columns.length <= 5) return columns;
  throw new EngineError('bad-parameter', t('`columns` must name one to five columns.'));
}

/** Whether the row at a place of the scope stays. @throws EngineError unknown-column */
function keptRows(
  table: Table,
  values: Values,
  { scope }: MethodContext,
): (place: number) => boolean {
  const name = read.textOrNull(values, KEEP.id);
  if (name === null) return () => true;
  const { codes, dictionary } = table.columns[columnNamed(table, name)]!;
  const gone = new Uint8Array(dictionary.size);
  for (let code = 0; code < dictionary.size; code++) {
    const word = dictionary.text(code).trim().toLowerCase();
    if (['', '0', 'false', 'no', '0.0'].includes(word)) gone[code] = 1;
  }
  return (place) => gone[codes[scope[place]!]!] === 0;
}

/**
 * Rows per cell before: given, else those of the rows in scope when a column says which are kept, else those of the
 * file of the recipe (its train rows, where the scope is).
 */
function countsBefore(
  table: Table,
  columns: readonly number[],
  values: Values,
  context: MethodContext,
  cells: ReturnType<typeof cellsOf>['cells'],
): Map<string, number> {
  const given: NumberTable = read.table(values, 'before');
  if (Object.keys(given).length) return new Map(Object.entries(given));
  const now = new Map(cells.map(({ name, rows }) => [name, rows.length]));
  if (values[KEEP.id] !== null || context.origin.table === table) return now;
  const { origin } = context;
  // Columns that steps added are not in the file: then there is nothing to compare with.
  if (columns.some((column) => column >= origin.table.columns.length)) return now;
  return originCounts(columns, context);
}

function originCounts(columns: readonly number[], context: MethodContext): Map<string, number> {
  const { origin, scopeName, tick } = context;
  const levels = columns.map((column) => {
    const own = classesOf(origin.table.columns[column]!, origin.profiles[column]!);
    return { ...own, of: origin.table.columns[column]!.codes };
  });
  const split = columnsWith(origin.roles, 'split')[0];
  const isTrain =
    scopeName === 'train' && split !== undefined ? trainRows(origin.table, split) : null;
  const counts = new Map<string, number>();
  for (let row = 0; row < origin.table.rowCount; row++) {
    if (row % 8192 === 0) tick(row, origin.table.rowCount);
    if (isTrain && !isTrain(row)) continue;
    const at = levels.map(({ indexOf, of }) => indexOf[of[row]!]!);
    if (at.includes(-1)) continue;
    const name = at.map((level, i) => levels[i]!.values[level]!).join('|');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function lostCells(
  before: ReadonlyMap<string, number>,
  names: readonly string[],
  after: readonly number[],
): string[] {
  const left = new Map(names.map((name, cell) => [name, after[cell]!]));
  return [...before].filter(([name, rows]) => rows > 0 && !left.get(name)).map(([name]) => name);
}

function deletionTable(
  names: readonly string[],
  before: ReadonlyMap<string, number>,
  after: readonly number[],
  ratio: readonly number[],
  figures: ReturnType<typeof cellFigures>,
) {
  return largestInOrder(after, MOST_CELLS).map((i) => ({
    cell: names[i]!,
    before: before.get(names[i]!) ?? after[i]!,
    after: after[i]!,
    ratio: ratio[i]!,
    weight: figures[i]!.mean,
    weightedShare: figures[i]!.share,
    ess: figures[i]!.ess,
    essShare: figures[i]!.essShare,
  }));
}

/** Chi-square of rows having left every cell at the same rate. */
function uniformTest(
  cells: readonly string[],
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
) {
  const pairs = cells.map((cell) => [before.get(cell) ?? 0, after.get(cell) ?? 0] as const);
  const n = pairs.reduce((sum, [rows]) => sum + rows, 0);
  const left = pairs.reduce((sum, [, rows]) => sum + rows, 0);
  const rate = n > 0 ? left / n : 1;
  if (rate <= 0 || rate >= 1) return { statistic: 0, degrees: 0, p: 1 };
  const statistic = pairs.reduce(
    (sum, [rows, stay]) =>
      rows > 0 ? sum + (stay - rows * rate) ** 2 / (rows * rate * (1 - rate)) : sum,
    0,
  );
  const degrees = pairs.filter(([rows]) => rows > 0).length - 1;
  return { statistic, degrees, p: chiSquareTail(statistic, degrees) };
}
