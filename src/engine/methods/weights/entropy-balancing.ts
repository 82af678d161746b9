import type { Method, MethodContext } from '../../method';
import type { ColumnsParam, Values } from '../../params/params';
import { EngineError } from '../../problems';
import { tilt, type Tilt } from '../../statistics/entropy-tilt';
import { MISSING, type Table } from '../../table/table';
import { everyRow } from '../../ticks';
import { read } from '../../params/values';
import { quoted } from '../../words';
import { columnNamed, columnsFor } from '../columns';
import {
  isNumber,
  numberTargets,
  valueTargets,
  type Target,
  type Units,
} from './parts/balance-targets';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

const COLUMNS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Columns',
  summary:
    'Columns to balance. Without targets by hand, numbers keep their mean and values get equal shares. None means the columns below, or else those marked group.',
  default: [],
  role: 'group',
};

/** Most statistics that are balanced at once: a step costs rows times their square. */
const MOST = 200;

/** Weights nearest to the given ones that meet means, variances and shares exactly. */
export const entropyBalancing: Method = {
  id: 'entropy-balancing',
  family: 'weights',
  title: 'Entropy balancing',
  summary: 'The most even weights per row that meet the means and shares you give.',
  cites: [
    'Hainmueller 2012, Entropy Balancing for Causal Effects',
    'Deville and Sarndal 1992, Calibration Estimators in Survey Sampling',
  ],
  needs: { required: ['group'], optional: ['weight', 'split'] },
  untried: 'It needs targets.',
  changes: 'weights',
  params: [
    COLUMNS,
    {
      kind: 'table',
      of: 'columns',
      id: 'targets',
      title: 'Targets',
      summary:
        'By column: `mean` and `sd` of a number, or the share of each value, as in `age: mean=40; sex: F=0.5, M=0.5`.',
      default: {},
      role: 'group',
    },
    {
      kind: 'choice',
      id: 'moments',
      title: 'Moments',
      summary: 'Whether numbers keep, or get, their variance as well as their mean.',
      default: '1',
      options: [
        { value: '1', title: 'Mean' },
        { value: '2', title: 'Mean and variance' },
      ],
    },
    {
      kind: 'number',
      id: 'slack',
      title: 'Slack',
      summary: 'How far means may stay from their targets, in standard deviations.',
      default: 0,
      min: 0,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'maxIter',
      title: 'Most steps',
      summary: 'Newton steps before it is given up.',
      default: 200,
      min: 1,
      max: 10_000,
      integer: true,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'tol',
      title: 'Tolerance',
      summary: 'Largest error of a mean, in standard deviations, at which it is done.',
      default: 1e-10,
      min: 0,
      max: 0.1,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'ridge',
      title: 'Ridge',
      summary: 'Added to the curvature of every step, so that near copies of a column do no harm.',
      default: 1e-8,
      min: 0,
      advanced: true,
    },
    ...FINISH_PARAMS,
  ],
  guards: ['G-SPLIT', 'G-SENS', 'G-ESS', 'G-SUPPORT', 'G-TAIL', 'G-EVIDENCE'],
  cells: (table, values, context) =>
    columnsOf(table, values, context).filter(
      (index) => !isNumber(context, index, targetsOf(values), table.columns[index]!.name),
    ),
  apply(table, values, context) {
    const columns = columnsOf(table, values, context);
    const base = baseWeights(table, values, context);
    const { units, places } = unitsOf(table, columns, base, context);
    if (!units.rows.length) {
      throw new EngineError('too-few-rows', t('No row in scope has a value in every column.'));
    }
    const targets = columns.flatMap((index) =>
      isNumber(context, index, targetsOf(values), table.columns[index]!.name)
        ? numberTargets(
            table,
            index,
            units,
            targetsOf(values),
            context,
            Number(read.text(values, 'moments')),
          )
        : valueTargets(table, index, units, targetsOf(values), context),
    );
    if (targets.length > MOST) {
      throw new EngineError(
        'bad-parameter',
        t`${targets.length} means and shares are too many to balance at once; ${MOST} are possible. Use fewer columns, or columns with fewer values.`,
      );
    }
    const slack = read.number(values, 'slack')!;
    const options = {
      slack,
      maxIter: read.number(values, 'maxIter')!,
      tol: read.number(values, 'tol')!,
      ridge: read.number(values, 'ridge')!,
    };
    const tilted = tilt(units.base, targets, options, context.tick);
    refuseUnmet(tilted, targets);
    const raw = new Float64Array(context.scope.length).fill(NaN);
    // The tilt holds the base weights already.
    const ticked = everyRow(context.tick);
    for (let unit = 0; unit < places.length; unit++) {
      ticked(unit, places.length);
      const own = units.base[unit]!;
      raw[places[unit]!] = own > 0 ? tilted.weights[unit]! / own : 0;
    }
    const none = new Int32Array(context.scope.length).fill(-1);
    return weightPlan(table, { raw, base, cellOf: none, cellNames: [] }, values, context, {
      notices:
        tilted.outcome === 'stopped'
          ? [t('It stopped before every target was met; the table of balance says how near it is.')]
          : [],
      tables: (weights) => ({
        balance: balanceTable(targets, units, places, weights, tilted, context.tick),
        tilt: {
          steps: tilted.steps,
          converged: tilted.outcome === 'converged',
          largestResidual: tilted.residuals.reduce((most, r) => Math.max(most, Math.abs(r)), 0),
        },
      }),
    });
  },
};

const targetsOf = (values: Values) => read.nested(values, 'targets');

/** @throws EngineError unknown-column, bad-parameter */
function columnsOf(table: Table, values: Values, { roles }: MethodContext): number[] {
  const named = read.texts(values, COLUMNS.id);
  const targets = Object.keys(targetsOf(values));
  const given = targets.map((name) => columnNamed(table, name));
  const others = named.length || !targets.length ? columnsFor(table, roles, COLUMNS, named) : [];
  const all = [...new Set([...others, ...given])];
  if (all.length) return all;
  throw new EngineError('bad-parameter', t('Entropy balancing needs at least one column.'));
}

/** The elements at some places. @throws Cancelled */
function takenAt<A extends Uint32Array | Float64Array>(
  all: A,
  places: Uint32Array,
  tick: MethodContext['tick'],
): A {
  const ticked = everyRow(tick);
  const taken = all.slice(0, places.length) as A;
  for (let i = 0; i < places.length; i++) {
    ticked(i, places.length);
    taken[i] = all[places[i]!]!;
  }
  return taken;
}

/** Rows in scope that have a value in every column and a weight, and their places in the scope. */
function unitsOf(
  table: Table,
  columns: readonly number[],
  base: Float64Array,
  { scope, profiles, tick }: MethodContext,
): { units: Units; places: Uint32Array } {
  const missing = columns.map((index) => {
    const codes = new Set([MISSING, ...profiles[index]!.missingCodes]);
    return (row: number) => codes.has(table.columns[index]!.codes[row]!);
  });
  const places = new Uint32Array(scope.length);
  let n = 0;
  for (let i = 0; i < scope.length; i++) {
    if (i % 8192 === 0) tick(i, scope.length);
    if (Number.isNaN(base[i]!) || missing.some((is) => is(scope[i]!))) continue;
    places[n++] = i;
  }
  const used = places.subarray(0, n);
  return {
    units: { rows: takenAt(scope, used, tick), base: takenAt(base, used, tick) },
    places: used,
  };
}

/** @throws EngineError bad-parameter, naming the target and the slack that would do */
function refuseUnmet({ outcome, residuals }: Tilt, targets: readonly Target[]): void {
  if (outcome !== 'out-of-reach') return;
  const worst = residuals.reduce(
    (at, r, j) => (Math.abs(r) > Math.abs(residuals[at]!) ? j : at),
    0,
  );
  const { column, statistic, wanted, mean } = targets[worst]!;
  const slack = Math.abs(residuals[worst]!);
  throw new EngineError(
    'bad-parameter',
    t`No weights of these rows meet ${quoted(statistic)} of ${quoted(column)} at ${Number(wanted.toPrecision(6))} (it is ${Number(mean.toPrecision(6))}), together with the other targets. Move the target, or allow a \`slack\` of ${Number((slack * 1.01 + 0.001).toPrecision(2))} standard deviations.`,
  );
}

/** Standardised differences before and after, and the mean after, per statistic. */
function balanceTable(
  targets: readonly Target[],
  { rows, base }: Units,
  places: Uint32Array,
  weights: Float64Array,
  { multipliers }: Tilt,
  tick: MethodContext['tick'],
) {
  const ticked = everyRow(tick);
  return targets.map((target, j) => {
    const { column, statistic, wanted, mean, deviation } = target;
    const scale = deviation > 0 ? deviation : 1;
    let total = 0;
    let sum = 0;
    for (let i = 0; i < rows.length; i++) {
      ticked(i, rows.length);
      const weight = base[i]! > 0 ? weights[places[i]!]! : 0;
      total += weight;
      sum += weight * target.of(i);
    }
    const off = sum / total;
    return {
      column,
      statistic,
      target: wanted,
      before: mean,
      after: wanted + off * scale,
      smdBefore: (mean - wanted) / scale,
      smdAfter: off,
      multiplier: multipliers[j]!,
    };
  });
}
