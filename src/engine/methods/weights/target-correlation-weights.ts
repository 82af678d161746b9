import type { Json } from '../../metric';
import type { Method } from '../../method';
import { EngineError } from '../../problems';
import { cramersV, marginsOf } from '../../statistics/association';
import { largestInOrder } from '../../statistics/extremes';
import { rake } from '../../statistics/raking';
import { read } from '../../params/values';
import { cellFigures, MOST_CELLS } from './parts/cell-figures';
import { rowWeights } from './parts/cell-weights';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { BINS, GROUP_COLUMNS } from './parts/group-columns';
import { crossedColumns, groupLabelTable } from './parts/group-label-table';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

/** Sets how strongly label and group go together, and keeps the shares of both. */
export const targetCorrelationWeights: Method = {
  id: 'target-correlation-weights',
  family: 'weights',
  title: 'Weights to a correlation',
  summary: 'A weight per row, so that label and group go together as strongly as you say.',
  cites: ['Roh et al. 2023, Improving Fair Training under Correlation Shifts'],
  needs: { required: ['group', 'label'], optional: ['weight', 'split'] },
  changes: 'weights',
  params: [
    GROUP_COLUMNS,
    {
      kind: 'number',
      id: 'rho',
      title: 'Correlation',
      summary:
        'Of two groups and two classes the correlation (of the second ones), else the V of Cramer; 0 makes them independent.',
      default: 0,
      min: -1,
      max: 1,
    },
    BINS,
    ...FINISH_PARAMS,
  ],
  guards: ['G-SPLIT', 'G-SMALL', 'G-SENS', 'G-ESS', 'G-SUPPORT', 'G-TAIL', 'G-EVIDENCE'],
  cells: (table, values, { roles }) => crossedColumns(table, roles, values),
  apply(table, values, context) {
    const base = baseWeights(table, values, context);
    const crossed = groupLabelTable(table, values, base, context);
    const { names, sums, cellOf, rows } = crossed;
    const k = crossed.classes.values.length;
    const rho = read.number(values, 'rho')!;
    const { shares, notice } = wantedShares(sums, k, rho, context.tick);
    const total = sums.reduce((a, b) => a + b, 0);
    const perCell = shares.map((share, cell) =>
      sums[cell]! > 0 ? (share * total) / sums[cell]! : 0,
    );
    const raw = rowWeights(cellOf, perCell);
    return weightPlan(table, { raw, base, cellOf, cellNames: names }, values, context, {
      notices: notice === undefined ? [] : [notice],
      tables(weights): Record<string, Json> {
        const figures = cellFigures(weights, cellOf, names.length);
        const after = figures.map(({ share }) => share);
        return {
          cells: largestInOrder(rows, MOST_CELLS).map((i) => ({
            cell: names[i]!,
            rows: rows[i]!,
            share: sums[i]! / total,
            targetShare: shares[i]!,
            weightedShare: after[i]!,
            weight: figures[i]!.mean,
            ess: figures[i]!.ess,
            essShare: figures[i]!.essShare,
          })),
          association: {
            cramersVBefore: cramersV(sums, k),
            cramersVAfter: cramersV(after, k),
          },
        };
      },
    });
  },
};

interface Wanted {
  readonly shares: number[];
  readonly notice: string | undefined;
}

/**
 * Shares of the cells with the margins they have and the wanted association: of two by two in closed form, held within
 * what the margins allow; else independence plus kappa times the deviation from it, with what falls below 0 held there
 * and the margins restored. Where a cell is empty no weight can fill it.
 */
function wantedShares(
  sums: Float64Array,
  k: number,
  rho: number,
  tick: (done: number, total: number) => void,
): Wanted {
  const { rows, columns, total } = marginsOf(sums, k);
  const [p, q] = [rows.map((sum) => sum / total), columns.map((sum) => sum / total)];
  if (p.length === 2 && k === 2) return twoByTwo(p, q, rho);
  const now = cramersV(sums, k);
  if (now === 0 && rho !== 0) {
    throw new EngineError(
      'bad-parameter',
      t('Label and group are independent here, so there is no association to make stronger.'),
    );
  }
  const kappa = now === 0 ? 0 : rho / now;
  const even = Array.from(sums, (_, cell) => p[Math.floor(cell / k)]! * q[cell % k]!);
  const shares = even.map((share, cell) => share + kappa * (sums[cell]! / total - share));
  if (shares.every((share) => share >= 0)) return { shares, notice: undefined };
  const held = Float64Array.from(shares, (share) => Math.max(share, 1e-12));
  const margin = (of: Float64Array, at: (cell: number) => number) => ({
    shares: of,
    levelOf: Int32Array.from(sums, (_, cell) => at(cell)),
  });
  const margins = [margin(p, (cell) => Math.floor(cell / k)), margin(q, (cell) => cell % k)];
  const limits = { low: 0, high: Infinity, maxIter: 1000, tol: 1e-12 };
  const { factors } = rake(held, margins, limits, tick);
  const mass = held.reduce((sum, share, cell) => sum + share * factors[cell]!, 0);
  return {
    shares: Array.from(held, (share, cell) => (share * factors[cell]!) / mass),
    notice: t(
      'Some combinations cannot be rarer than absent: the association is as near as it can be.',
    ),
  };
}

function twoByTwo(p: Float64Array, q: Float64Array, rho: number): Wanted {
  const [a, b] = [p[1]!, q[1]!];
  const wanted = a * b + rho * Math.sqrt(a * (1 - a) * b * (1 - b));
  const both = Math.min(Math.max(wanted, 0, a + b - 1), a, b);
  const shares = [1 - a - b + both, b - both, a - both, both];
  const reached = (both - a * b) / Math.sqrt(a * (1 - a) * b * (1 - b));
  return {
    shares,
    notice:
      both === wanted
        ? undefined
        : t`With these shares of label and group the correlation is ${reached.toFixed(3)} at most.`,
  };
}
