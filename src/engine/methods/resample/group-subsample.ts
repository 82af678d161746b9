import type { Method, MethodContext } from '../../method';
import type { ColumnsParam } from '../../params/params';
import { EngineError } from '../../problems';
import { choice } from '../../random';
import { columnWith } from '../../roles/roles';
import { sortNumbers } from '../../statistics/sort-numbers';
import type { Table, TableTick } from '../../table/table';
import { read } from '../../params/values';
import { many } from '../../words';
import { cellsOf, type Cell } from '../cells';
import { columnsFor } from '../columns';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { Leaving, shuffled } from '../plans';
import { SHUFFLE } from './parts/draw';
import { featureColumns, gathered } from './parts/numeric-features';
import { finiteOf, meanOf, standardDeviation } from './parts/spread';
import { t } from '../../language';

const COLUMNS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Groups',
  summary: 'Columns that are crossed with the label; none means the columns marked group.',
  default: [],
  role: 'group',
};

/** Below this many rows in the smallest cell, so much is thrown away that it is said. */
const SMALL_CELL = 100;
/** Fewest values in the top share for a tail index that means anything. */
const FEWEST_TAIL_VALUES = 20;

/** Keeps the same number of rows in every combination of label and group, a strong baseline for the worst group. */
export const groupSubsample: Method = {
  id: 'group-subsample',
  family: 'resample',
  title: 'Even out groups',
  summary: 'The same number of rows of every class in every group.',
  cites: [
    'Idrissi, Arjovsky, Pezeshki and Lopez-Paz 2022, Simple data balancing achieves competitive worst-group-accuracy',
    'Hill 1975, A simple general approach to inference about the tail of a distribution',
  ],
  needs: { required: ['group'], optional: ['label', 'split'] },
  changes: 'removes-rows',
  params: [
    COLUMNS,
    {
      kind: 'choice',
      id: 'size',
      title: 'Rows per cell',
      summary: 'As many as the smallest cell has, a quantile of the cells, or a table.',
      default: 'min',
      options: [
        { value: 'min', title: 'As the smallest' },
        { value: 'quantile', title: 'A quantile' },
        { value: 'table', title: 'By hand' },
      ],
    },
    {
      kind: 'number',
      id: 'quantile',
      title: 'Quantile',
      summary: 'A quantile: which one of the sizes of the cells; smaller cells stay whole.',
      default: 0.25,
      min: 0,
      max: 1,
      advanced: true,
    },
    {
      kind: 'table',
      of: 'cells',
      id: 'counts',
      title: 'Counts by hand',
      summary: 'By hand: rows per cell, as in `a|x=100, b|x=50`; cells not named stay whole.',
      default: {},
      advanced: true,
    },
    MISSING_LABEL,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-TAIL', 'G-SMALL', 'G-SENS', 'G-EVIDENCE'],
  apply(table, values, context) {
    const groups = columnsFor(table, context.roles, COLUMNS, read.texts(values, 'columns'));
    if (!groups.length) {
      throw new EngineError('missing-role', t('No column is a group: choose one or more.'));
    }
    const label = columnWith(context.roles, 'label');
    const columns = label === undefined ? groups : [label, ...groups];
    const { cells, outside, empty } = cellsOf(table, columns, context);
    if (!cells.length) {
      throw new EngineError('too-few-rows', t('No row in scope has a label and a group.'));
    }
    const counts = read.text(values, 'size') === 'table' ? read.table(values, 'counts') : undefined;
    const keep = keptPerCell(cells, {
      ...(counts && { counts }),
      quantile: read.text(values, 'size') === 'quantile' ? read.number(values, 'quantile')! : 0,
    });
    const order = context.random.stream('group-subsample/order');
    const leaving = new Leaving(table.rowCount, context.tick);
    cells.forEach(({ rows }, cell) => {
      leaving.keepOnly(rows, choice(order, rows, keep[cell]!, context.tick), 'cell');
    });
    const smallest = cells.reduce((least, { rows }) => Math.min(least, rows.length), Infinity);
    const notices = [
      ...(smallest < SMALL_CELL
        ? [t`The smallest cell has ${many(smallest, 'row')}: group weights would keep every row.`]
        : []),
      ...(empty.count
        ? [t`${many(empty.count, 'combination')} never occur and cannot be made.`]
        : []),
      ...(outside.length
        ? [t`${many(outside.length, 'row')} without label or group pass through.`]
        : []),
    ];
    const rows = leaving.staying();
    const draft = leaving.plan({
      rows,
      ...shuffled(values, context, rows.length),
      notices,
      tables: {
        cells: cells.map(({ name, rows }, cell) => ({
          cell: name,
          rows: rows.length,
          kept: keep[cell]!,
          tailIndex: tailIndexOf(table, rows, context),
        })),
      },
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};

/**
 * Rows that stay per cell: as many as the quantile of the sizes (0: the smallest), or a count by hand.
 * @throws EngineError bad-parameter
 */
export function keptPerCell(
  cells: readonly Pick<Cell, 'name' | 'rows'>[],
  { quantile, counts }: { quantile: number; counts?: Readonly<Record<string, number>> },
): number[] {
  const sizes = cells.map(({ rows }) => rows.length);
  if (!counts) {
    const sorted = [...sizes].sort((a, b) => a - b);
    const place = (sorted.length - 1) * quantile;
    const lower = sorted[Math.floor(place)]!;
    const size = Math.round(lower + (sorted[Math.ceil(place)]! - lower) * (place % 1));
    return sizes.map((rows) => Math.min(rows, size));
  }
  const known = new Map(cells.map(({ name }, cell) => [name, cell]));
  const kept = [...sizes];
  for (const [name, count] of Object.entries(counts)) {
    const cell = known.get(name);
    if (cell === undefined || !Number.isInteger(count) || count < 0 || count > sizes[cell]!) {
      const allowed =
        cell === undefined ? t('no such cell') : t`it has ${many(sizes[cell]!, 'row')}`;
      throw new EngineError(
        'bad-parameter',
        t`\`counts\` asks for ${count} of \`${name}\`: ${allowed}.`,
      );
    }
    kept[cell] = count;
  }
  return kept;
}

/**
 * Hill's tail index of the largest 5 % of |standardised value|, the heaviest over the numeric features; null where there
 * are too few values. Below 4 the tails are heavy: then subsampling helps the worst group more than weights do.
 */
function tailIndexOf(table: Table, rows: Uint32Array, context: MethodContext): number | null {
  let heaviest: number | null = null;
  for (const column of featureColumns(context).columns) {
    const { codes } = table.columns[column]!;
    const numbers = context.profiles[column]!.numbers!;
    const values = finiteOf(gathered({ codes, numbers }, rows, context.tick));
    const spread = standardDeviation(values, context.tick);
    const count = Math.floor(values.length * 0.05);
    if (count < FEWEST_TAIL_VALUES || spread === 0) continue;
    const mean = meanOf(values, context.tick);
    for (let i = 0; i < values.length; i++) values[i] = Math.abs(values[i]! - mean) / spread;
    const index = hillIndex(values, count, context.tick);
    if (index !== null && (heaviest === null || index < heaviest)) heaviest = index;
  }
  return heaviest;
}

/** Hill's estimator 1 / mean ln(x_(i) / x_(k)) over the k largest of positive values; null when they are all equal. */
export function hillIndex(values: Float64Array, k: number, tick?: TableTick): number | null {
  const sorted = sortNumbers(values.slice(), tick);
  const threshold = sorted[sorted.length - k]!;
  let sum = 0;
  for (let i = sorted.length - k; i < sorted.length; i++) sum += Math.log(sorted[i]! / threshold);
  return sum > 0 ? k / sum : null;
}
