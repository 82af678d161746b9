import type { Json } from '../../metric';
import type { Method, MethodContext } from '../../method';
import type { ColumnParam, Values } from '../../params/params';
import { cramersV, marginsOf } from '../../statistics/association';
import { largestInOrder } from '../../statistics/extremes';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { listed, many, quoted } from '../../words';
import { cellsOf } from '../cells';
import { columnNamed } from '../columns';
import { cellFigures, MOST_CELLS } from './parts/cell-figures';
import { cellSums, rowWeights } from './parts/cell-weights';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { BINS, GROUP_COLUMNS } from './parts/group-columns';
import { crossedColumns, groupLabelTable, type GroupLabelTable } from './parts/group-label-table';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

const WINDOW: ColumnParam = {
  kind: 'column',
  id: 'window',
  title: 'Windows',
  summary:
    'Label and group are made independent within each value of this column (a year, a batch); numbers are cut into parts.',
  default: null,
  advanced: true,
};

/** Kamiran and Calders: label and group become independent, w(g, y) = P(g) P(y) / P(g, y). */
export const reweighing: Method = {
  id: 'reweighing',
  family: 'weights',
  title: 'Reweighing',
  summary: 'A weight per row that makes label and group independent.',
  cites: [
    'Kamiran and Calders 2012, Data Preprocessing Techniques for Classification without Discrimination',
    'AIF360, Reweighing',
  ],
  needs: { required: ['group', 'label'], optional: ['weight', 'split'] },
  changes: 'weights',
  params: [GROUP_COLUMNS, WINDOW, BINS, ...FINISH_PARAMS],
  guards: ['G-SPLIT', 'G-SMALL', 'G-SENS', 'G-ESS', 'G-SUPPORT', 'G-TAIL', 'G-EVIDENCE'],
  cells: (table, values, { roles }) => crossedColumns(table, roles, values),
  apply(table, values, context) {
    const base = baseWeights(table, values, context);
    const crossed = groupLabelTable(table, values, base, context);
    const windows = windowOf(table, values, context, read.number(values, BINS.id)!);
    const cells = crossed.names.length;
    const cellOf = windows
      ? crossed.cellOf.map((cell, i) =>
          cell < 0 || windows.of[i]! < 0 ? -1 : windows.of[i]! * cells + cell,
        )
      : crossed.cellOf;
    const count = windows?.count ?? 1;
    const sums = cellSums(cellOf, base, cells * count);
    const k = crossed.classes.values.length;
    const perCell = new Float64Array(cells * count);
    for (let window = 0; window < count; window++) {
      const own = sums.subarray(window * cells, (window + 1) * cells);
      perCell.set(independent(own, k), window * cells);
    }
    const raw = rowWeights(cellOf, perCell);
    const empty = crossed.names.filter((_, cell) => crossed.rows[cell] === 0);
    return weightPlan(
      table,
      { raw, base, cellOf: crossed.cellOf, cellNames: crossed.names },
      values,
      context,
      {
        notices: empty.length
          ? [
              empty.length === 1
                ? t`${many(1, 'combination')} of group and class never occurs (${quoted(empty[0]!)}): weights alone cannot make label and group independent.`
                : t`${many(empty.length, 'combination')} of group and class never occur (${listed(empty.map(quoted))}): weights alone cannot make label and group independent.`,
            ]
          : [],
        tables: (weights) => tablesOf(crossed, weights, k),
      },
    );
  },
};

/** P(g) P(y) / P(g, y) per cell; 0 where a cell is empty. */
function independent(sums: Float64Array, k: number): Float64Array {
  const { rows, columns, total } = marginsOf(sums, k);
  return sums.map((sum, cell) =>
    sum > 0 ? (rows[Math.floor(cell / k)]! * columns[cell % k]!) / (total * sum) : 0,
  );
}

/** Window per row in scope, -1 where its cell is missing. */
function windowOf(table: Table, values: Values, context: MethodContext, bins: number) {
  const name = read.textOrNull(values, WINDOW.id);
  if (name === null) return undefined;
  const { cells, cellOf } = cellsOf(table, [columnNamed(table, name)], context, bins);
  return { of: cellOf, count: cells.length };
}

function tablesOf(
  crossed: GroupLabelTable,
  weights: Float64Array,
  k: number,
): Record<string, Json> {
  const { cellOf, names, sums, rows } = crossed;
  const figures = cellFigures(weights, cellOf, names.length);
  const { rows: groupSums, columns, total } = marginsOf(sums, k);
  return {
    cells: largestInOrder(rows, MOST_CELLS).map((cell) => {
      const share = sums[cell]! / total;
      const expected = (groupSums[Math.floor(cell / k)]! * columns[cell % k]!) / total ** 2;
      return {
        cell: names[cell]!,
        rows: rows[cell]!,
        share,
        targetShare: expected,
        weightedShare: figures[cell]!.share,
        weight: figures[cell]!.mean,
        // What this cell adds to the mutual information: a few rows with much of it deserve a look.
        information: share > 0 ? share * Math.log(share / expected) : 0,
        ess: figures[cell]!.ess,
        essShare: figures[cell]!.essShare,
      };
    }),
    association: {
      cramersVBefore: cramersV(sums, k),
      cramersVAfter: cramersV(
        figures.map(({ share }) => share),
        k,
      ),
    },
  };
}
