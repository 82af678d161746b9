import type { Metric, MetricContext } from '../../metric';
import { deepestSteps, longestChain } from '../../statistics/funnel';
import { countBoth, rowsOf } from '../../kernels/bit-sets';
import { wilson } from '../../statistics/wilson';
import type { Table } from '../../table/table';
import { many, percent, quoted, times } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { labelIfAny } from '../label';
import { orderedLevels } from './parts/ordered-levels';
import { stepsOf, type ColumnStep } from './parts/steps';
import { t } from '../../language';

/** Levels that have an order, and steps of which each holds the next. */
export interface OrdinalAndFunnel {
  /** Of the label, lowest level first; null when its values have no order by name. */
  readonly ordinal: {
    readonly column: string;
    /** Whole numbers from 1, or words of a known scale. */
    readonly kind: 'numbers' | 'words';
    readonly levels: readonly {
      readonly value: string;
      readonly count: number;
      readonly share: number;
      /** Rows of the next level per row of this one; null for the last. */
      readonly next: number | null;
    }[];
  } | null;
  /** Columns of yes and no, widest first; null when none holds another. */
  readonly funnel: {
    readonly rows: number;
    /** Rows that took no step: the lowest level of an ordered target. */
    readonly none: number;
    readonly steps: readonly FunnelStep[];
  } | null;
}

/** One step. */
export interface FunnelStep {
  readonly column: string;
  readonly count: number;
  readonly share: number;
  /** Share of the step before that took this one, with its Wilson 95 % interval; null for the first. */
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Rows whose deepest step this is: a level of the ordered target. */
  readonly deepest: number;
}

const RARE = 0.01;
const COMMON = 5;

/** Ordered labels, and nested steps whose last is rare. */
export const ordinalAndFunnel: Metric<OrdinalAndFunnel> = {
  id: 'ordinal-and-funnel',
  family: 'imbalance',
  title: 'Order and steps',
  summary: 'Labels whose values have an order, and columns that are steps towards a rare last one.',
  cites: [
    'Ferle, Heinze, Meinshausen 2023: Predicting rare events by shrinking towards proportional odds',
    'McCullagh 1980: Regression models for ordinal data',
  ],
  needs: { optional: ['label'] },
  params: [
    {
      kind: 'columns',
      id: 'columns',
      title: 'Steps',
      summary: 'Columns of yes and no; none means the label and every feature that holds flags.',
      default: [],
    },
  ],
  measure(table, values, context) {
    context.tick(0, 1);
    const steps = stepsOf(table, values['columns'] as readonly string[], context);
    const chain = longestChain(steps, context.tick).map((place) => steps[place]!);
    const numbers: OrdinalAndFunnel = {
      ordinal: ordinalOf(table, context),
      funnel: funnelOf(chain, table.rowCount),
    };
    if (!numbers.ordinal && !numbers.funnel) {
      return {
        applicable: false,
        reason: t('The label has no order by name, and no column of yes and no holds another.'),
      };
    }
    const alert = rareLast(numbers.funnel, chain);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [alert]),
      evidence: alert
        ? {
            last: {
              rows: rowsOf(chain.at(-1)!.yes),
              columns: chain.map(({ index }) => index),
              reason: t`Rows that reached ${quoted(chain.at(-1)!.name)}.`,
            },
          }
        : {},
    };
  },
};

function ordinalOf(table: Table, context: MetricContext): OrdinalAndFunnel['ordinal'] {
  const label = labelIfAny(table, context);
  const found = label && orderedLevels(label.classes.values);
  if (!label || !found) return null;
  const { values, counts, missing } = label.classes;
  const rows = table.rowCount - missing;
  return {
    column: label.name,
    kind: found.kind,
    levels: found.order.map((i, place) => {
      const after = found.order[place + 1];
      return {
        value: values[i]!,
        count: counts[i]!,
        share: counts[i]! / rows,
        next: after === undefined ? null : counts[after]! / counts[i]!,
      };
    }),
  };
}

function funnelOf(chain: readonly ColumnStep[], rows: number): OrdinalAndFunnel['funnel'] {
  if (chain.length === 0) return null;
  const { reached, none } = deepestSteps(chain, rows);
  return {
    rows,
    none,
    steps: chain.map(({ name, yes, no }, i) => {
      const before = chain[i - 1];
      const count = countBoth(yes, yes);
      const taken = before ? countBoth(before.yes, yes) : 0;
      const answered = before ? taken + countBoth(before.yes, no) : 0;
      const interval = wilson(taken, answered);
      return {
        column: name,
        count,
        share: count / rows,
        rate: before ? taken / answered : null,
        low: before ? interval.low : null,
        high: before ? interval.high : null,
        deepest: reached[i]!,
      };
    }),
  };
}

function rareLast(
  funnel: OrdinalAndFunnel['funnel'],
  chain: readonly ColumnStep[],
): AlertDraft | undefined {
  const last = funnel?.steps.at(-1);
  if (!funnel || !last || last.share >= RARE) return undefined;
  const common = funnel.steps.findLast(({ count }) => count >= COMMON * last.count);
  if (!common) return undefined;
  const whole = funnel.steps.map(({ column }) => quoted(column)).join(' → ');
  return {
    code: 'rare-last-step',
    severity: 'info',
    title: t`${quoted(last.column)} is the last of ${String(funnel.steps.length)} steps: ${many(last.count, 'row')}, ${percent(last.share)}`,
    message: t`${quoted(common.column)} is ${times(common.count / last.count)} times as frequent. Predicting the whole chain ${whole} lets the rare step borrow from the common ones, without a repeated row.`,
    columns: chain.map(({ index }) => index).reverse(),
    value: last.share,
    threshold: RARE,
    rowCount: last.count,
    evidence: 'last',
    remedies: [
      { method: 'ordinal-target', why: t('One ordered column: the deepest step reached.') },
    ],
  };
}
