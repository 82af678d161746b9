import { classesOf } from '../../../table/classes';
import type { MethodContext } from '../../../method';
import type { Json } from '../../../metric';
import type { Values } from '../../../params/params';
import type { AddedColumn, Draft } from '../../../plan/plan';
import { columnsWith } from '../../../roles/roles';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { read } from '../../../params/values';
import { classPerRow } from '../../classes';
import { withoutUnlabelled } from '../../missing-label';
import { keepEverything } from '../../plans';
import { cellFigures } from './cell-figures';
import { diagnosticsOf } from './diagnostics';
import { finishWeights, type RawWeights } from './finish';

/** What a method says besides the weights. */
export interface MoreOfWeights {
  readonly notices?: readonly string[];
  /** Own tables, given the finished weights per row in scope. */
  tables?(weights: Float64Array): Readonly<Record<string, Json>>;
  /** Columns added before the weight. */
  readonly columns?: readonly AddedColumn[];
}

/**
 * The plan of a weight method: raw weights are finished, every row stays and one column is added; rows out of scope
 * weigh 1, rows without a label leave on request. Tables: `weights` (diagnostics), `classes` (of the label, weights
 * unrounded) and `shares` (of groups and domains), and the method's own. @throws EngineError, Cancelled
 */
export function weightPlan(
  table: Table,
  input: RawWeights,
  values: Values,
  context: MethodContext,
  more: MoreOfWeights = {},
): Draft {
  const { scope, tick } = context;
  const finished = finishWeights(input, values, scope, tick);
  const { weights, notices, capped, floored, missing } = finished;
  const perRow = new Float64Array(table.rowCount).fill(1);
  const ticked = everyRow(tick);
  for (let i = 0; i < scope.length; i++) {
    ticked(i, scope.length);
    perRow[scope[i]!] = weights[i]!;
  }
  const column: AddedColumn = {
    name: read.text(values, 'name') || '_weight',
    type: 'number',
    role: 'weight',
    text: (output) => weightText(perRow[output]!),
  };
  const limits = { cap: read.number(values, 'cap')!, floor: read.number(values, 'floor')! };
  const draft = keepEverything(table.rowCount, {
    columns: [...(more.columns ?? []), column],
    notices: [...(more.notices ?? []), ...notices],
    tables: {
      ...shareTables(table, input.base, weights, context),
      ...more.tables?.(weights),
      weights: {
        column: column.name,
        ...diagnosticsOf(weights, context.tick),
        ...limits,
        capped,
        floored,
        missing,
      },
    },
  });
  return withoutUnlabelled(table, values, context, draft);
}

/** Levels that are listed per group column, those whose share changes most first; and the most that are counted. */
const MOST_LEVELS = 50;
const MOST_COUNTED = 5000;

/** Shares of weight before and after: of every class of the label, and of the levels of group and domain columns. */
function shareTables(
  table: Table,
  base: Float64Array,
  weights: Float64Array,
  context: MethodContext,
): Readonly<Record<string, Json>> {
  const { roles, profiles } = context;
  const few = (index: number) => profiles[index]!.distinct <= MOST_COUNTED;
  const sharesOf = (index: number) => levelShares(table, index, base, weights, context);
  const [label] = columnsWith(roles, 'label').filter(few);
  const groups = (['group', 'domain'] as const).flatMap((role) => columnsWith(roles, role));
  const shares = groups.filter(few).flatMap((index) =>
    sharesOf(index)
      .map(({ value, ...figures }) => ({ column: table.columns[index]!.name, value, ...figures }))
      .sort(
        (a, b) => Math.abs(b.weightedShare - b.share) - Math.abs(a.weightedShare - a.share) || 0,
      )
      .slice(0, MOST_LEVELS),
  );
  return {
    ...(label !== undefined && {
      classes: sharesOf(label).map(({ value, ...figures }) => ({ class: value, ...figures })),
    }),
    ...(shares.length > 0 && { shares }),
  };
}

function levelShares(
  table: Table,
  index: number,
  base: Float64Array,
  weights: Float64Array,
  { scope, profiles, tick }: MethodContext,
) {
  const column = table.columns[index]!;
  const levels = classesOf(column, profiles[index]!, scope, tick);
  const cellOf = classPerRow(column, levels, scope, tick);
  const before = cellFigures(base, cellOf, levels.values.length, tick);
  const after = cellFigures(weights, cellOf, levels.values.length, tick);
  return levels.values.map((value, level) => ({
    value,
    rows: levels.counts[level]!,
    weight: after[level]!.mean,
    share: before[level]!.share,
    weightedShare: after[level]!.share,
    ess: after[level]!.ess,
    essShare: after[level]!.essShare,
  }));
}

/** A weight as it is written: 6 significant digits, no trailing zeros. */
function weightText(weight: number): string {
  return String(Number(weight.toPrecision(6)));
}
