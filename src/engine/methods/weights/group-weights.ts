import type { Method } from '../../method';
import { EngineError } from '../../problems';
import { columnWith } from '../../roles/roles';
import { read } from '../../params/values';
import { cellsOf, NO_CELL } from '../cells';
import { cellFigures } from './parts/cell-figures';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { BINS, GROUP_COLUMNS, groupColumns } from './parts/group-columns';
import { pooledCells, targetShares } from './parts/group-targets';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

/** Equal or wanted total weight per group, or per group and class. */
export const groupWeights: Method = {
  id: 'group-weights',
  family: 'weights',
  title: 'Group weights',
  summary: 'A weight per row, so that groups count as much as they should.',
  cites: [
    'Koh et al. 2021, WILDS (uniform over domains)',
    'Holt and Smith 1979, Post Stratification',
  ],
  needs: { required: ['group'], optional: ['label', 'weight', 'split'] },
  changes: 'weights',
  params: [
    GROUP_COLUMNS,
    {
      kind: 'choice',
      id: 'level',
      title: 'Level',
      summary: 'Whether weights are set per group, or per group and class of the label.',
      default: 'group',
      options: [
        { value: 'group', title: 'Group' },
        { value: 'cell', title: 'Group and class' },
      ],
    },
    {
      kind: 'choice',
      id: 'target',
      title: 'Target',
      summary: 'The share of the total weight that each group or cell gets.',
      default: 'equal',
      options: [
        { value: 'equal', title: 'Equal' },
        { value: 'equal-within-class', title: 'Equal within each class' },
        { value: 'sqrt', title: 'By square root of the count' },
        { value: 'table', title: 'By hand' },
      ],
    },
    {
      kind: 'table',
      of: 'cells',
      id: 'shares',
      title: 'Shares by hand',
      summary: 'By hand: the share of every group, as in `a=0.7, b=0.3`; cells join values by `|`.',
      default: {},
      advanced: true,
    },
    BINS,
    {
      kind: 'number',
      id: 'minCell',
      title: 'Smallest cell',
      summary: 'Cells with fewer rows are pooled with the other small cells beside them.',
      default: 30,
      min: 0,
      integer: true,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'pool',
      title: 'Pool small cells',
      summary: 'Gives small cells of the same group or class one weight together.',
      default: true,
      advanced: true,
    },
    ...FINISH_PARAMS,
  ],
  guards: ['G-SPLIT', 'G-SMALL', 'G-SENS', 'G-ESS', 'G-SUPPORT', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const groups = groupColumns(table, context.roles, values);
    const target = read.text(values, 'target');
    const label = columnWith(context.roles, 'label');
    const byClass = read.text(values, 'level') === 'cell' || target === 'equal-within-class';
    if (byClass && label === undefined) {
      throw new EngineError(
        'missing-role',
        t('Weights per class need a label column: choose one.'),
      );
    }
    const columns = byClass ? [...groups, label!] : groups;
    const cells = cellsOf(table, columns, context, read.number(values, BINS.id)!);
    if (!cells.cells.length) {
      throw new EngineError(
        'too-few-rows',
        t('No row in scope has a value in every group column.'),
      );
    }
    const base = baseWeights(table, values, context);
    const parentLevel =
      columns.length === 1 ? null : target === 'equal-within-class' ? columns.length - 1 : 0;
    const pooled = pooledCells(cells, {
      smallest: read.flag(values, 'pool') ? read.number(values, 'minCell')! : 0,
      parentLevel,
    });
    const cellOf = cells.cellOf.map((cell) => (cell === NO_CELL ? NO_CELL : pooled.of[cell]!));
    const sums = pooled.cells.map(() => 0);
    base.forEach((weight, i) => {
      const cell = cellOf[i]!;
      if (cell !== NO_CELL && !Number.isNaN(weight)) sums[cell]! += weight;
    });
    const shares = targetShares(pooled.cells, sums, target, read.table(values, 'shares'));
    const total = sums.reduce((a, b) => a + b, 0);
    const perCell = shares.map((share, cell) =>
      sums[cell]! > 0 ? (share * total) / sums[cell]! : NaN,
    );
    const raw = Float64Array.from(cellOf, (cell) => (cell === NO_CELL ? NaN : perCell[cell]!));
    const names = pooled.cells.map((cell) => cell.name);
    return weightPlan(table, { raw, base, cellOf, cellNames: names }, values, context, {
      notices: pooled.notices,
      tables: (finished) => {
        const figures = cellFigures(finished, cellOf, names.length);
        return {
          cells: pooled.cells.map((cell, index) => ({
            cell: cell.name,
            rows: cell.rows,
            share: sums[index]! / total,
            targetShare: shares[index]!,
            weightedShare: figures[index]!.share,
            weight: figures[index]!.mean,
            ess: figures[index]!.ess,
            essShare: figures[index]!.essShare,
          })),
          emptyCells: { count: cells.empty.count, names: cells.empty.names },
        };
      },
    });
  },
};
