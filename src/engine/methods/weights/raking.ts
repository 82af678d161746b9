import type { Json } from '../../metric';
import type { Method, MethodContext } from '../../method';
import type { ColumnsParam, Values } from '../../params/params';
import { EngineError } from '../../problems';
import { rake, type Margin, type Raked, type RakingLimits } from '../../statistics/raking';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { listed, quoted } from '../../words';
import { cellsOf, type Cells } from '../cells';
import { columnNamed, columnsFor } from '../columns';
import { cellFigures } from './parts/cell-figures';
import { cellSums, rowWeights } from './parts/cell-weights';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { BINS } from './parts/group-columns';
import { wantedMargin, type WantedMargin } from './parts/margins';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

const COLUMNS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Columns',
  summary:
    'Columns whose values have wanted shares; those without shares by hand get equal ones. None means the columns below, or else those marked group.',
  default: [],
  role: 'group',
};

/** Iterative proportional fitting to several margins at once. */
export const raking: Method = {
  id: 'raking',
  family: 'weights',
  title: 'Raking',
  summary: 'A weight per row, so that several columns have the shares you give, all at once.',
  cites: [
    'Deming and Stephan 1940, On a Least Squares Adjustment of a Sampled Frequency Table',
    'ipfn, Iterative Proportional Fitting',
  ],
  needs: { required: ['group'], optional: ['weight', 'split'] },
  untried: 'It needs margins.',
  changes: 'weights',
  params: [
    COLUMNS,
    {
      kind: 'table',
      of: 'columns',
      id: 'margins',
      title: 'Shares by hand',
      summary:
        'Wanted shares by column and value, as in `sex: F=0.5, M=0.5; age: old=1`; values not named keep their share.',
      default: {},
      min: 0,
      role: 'group',
    },
    {
      kind: 'number',
      id: 'low',
      title: 'Smallest factor',
      summary: 'No row is weighted down below this share of its weight; 0 means no limit.',
      default: 0.1,
      min: 0,
      max: 1,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'high',
      title: 'Largest factor',
      summary: 'No row is weighted up beyond this many times its weight.',
      default: 10,
      min: 1,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'maxIter',
      title: 'Most cycles',
      summary: 'Rounds over all columns before the best so far is taken.',
      default: 100,
      min: 1,
      max: 100_000,
      integer: true,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'tol',
      title: 'Tolerance',
      summary: 'Largest error of a share at which it is done.',
      default: 1e-9,
      min: 0,
      max: 0.1,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'minMargin',
      title: 'Fewest rows',
      summary: 'Values with fewer rows are listed: weights on so few rows are unsteady.',
      default: 5,
      min: 0,
      integer: true,
      advanced: true,
    },
    BINS,
    ...FINISH_PARAMS,
  ],
  guards: ['G-SPLIT', 'G-SENS', 'G-ESS', 'G-SUPPORT', 'G-TAIL', 'G-EVIDENCE'],
  cells: columnsOf,
  apply(table, values, context) {
    const columns = columnsOf(table, values, context);
    const crossed = cellsOf(table, columns, context, read.number(values, BINS.id)!);
    if (!crossed.cells.length) {
      throw new EngineError('too-few-rows', t('No row in scope has a value in every column.'));
    }
    const base = baseWeights(table, values, context);
    const masses = cellSums(crossed.cellOf, base, crossed.cells.length);
    const names = columns.map((column) => table.columns[column]!.name);
    const wanted = crossed.levels.map((levels, place) =>
      wantedMargin(
        names[place]!,
        levels,
        levelSums(crossed, masses, place),
        read.nested(values, 'margins'),
      ),
    );
    const margins = wanted.map(({ shares }, place): Margin => ({
      shares,
      levelOf: Int32Array.from(crossed.cells, ({ levels }) => levels[place]!),
    }));
    const { raked, notices } = factorsWithin(masses, margins, names, values, context);
    const raw = rowWeights(crossed.cellOf, raked.factors);
    const cellNames = crossed.cells.map(({ name }) => name);
    return weightPlan(table, { raw, base, cellOf: crossed.cellOf, cellNames }, values, context, {
      notices: [...notices, ...remarks(crossed, wanted, names, values)],
      tables: (weights): Record<string, Json> => {
        const after = cellFigures(weights, crossed.cellOf, cellNames.length);
        const achieved = Float64Array.from(after, ({ share }) => share);
        return {
          margins: crossed.levels.flatMap((levels, place) => {
            const before = levelSums(crossed, masses, place);
            const total = before.reduce((a, b) => a + b, 0);
            const now = levelSums(crossed, achieved, place);
            return levels.values.map((value, level) => ({
              column: names[place]!,
              value,
              rows: levels.counts[level]!,
              share: before[level]! / total,
              targetShare: wanted[place]!.shares[level]!,
              weightedShare: now[level]!,
            }));
          }),
          raking: {
            cycles: raked.cycles,
            converged: raked.converged,
            largestError: Math.max(...raked.errors),
          },
        };
      },
    });
  },
};

/** @throws EngineError unknown-column, bad-parameter */
function columnsOf(table: Table, values: Values, { roles }: MethodContext): number[] {
  const named = read.texts(values, COLUMNS.id);
  const targets = Object.keys(read.nested(values, 'margins'));
  const columns = targets.map((name) => columnNamed(table, name));
  const others = named.length || !targets.length ? columnsFor(table, roles, COLUMNS, named) : [];
  const all = [...new Set([...others, ...columns])];
  if (all.length && all.length <= 12) return all;
  throw new EngineError('bad-parameter', t('Raking takes one to twelve columns.'));
}

/** Sums of masses per cell by level of one column. */
function levelSums(crossed: Cells, masses: Float64Array, place: number): Float64Array {
  const sums = new Float64Array(crossed.levels[place]!.values.length);
  crossed.cells.forEach(({ levels }, cell) => (sums[levels[place]!]! += masses[cell]!));
  return sums;
}

/**
 * Factors within the limits. Where they do not converge, a run without limits tells whether the limits or the margins
 * are to blame. @throws EngineError bad-parameter (margins that contradict each other); Cancelled
 */
function factorsWithin(
  masses: Float64Array,
  margins: readonly Margin[],
  names: readonly string[],
  values: Values,
  { tick }: MethodContext,
): { raked: Raked; notices: string[] } {
  const limits: RakingLimits = {
    low: read.number(values, 'low')!,
    high: read.number(values, 'high')!,
    maxIter: read.number(values, 'maxIter')!,
    tol: read.number(values, 'tol')!,
  };
  // A cell without weight stays without.
  const used = masses.map((mass) => mass || Number.MIN_VALUE);
  const raked = rake(used, margins, limits, tick);
  if (raked.converged) return { raked, notices: [] };
  const free = rake(used, margins, { ...limits, low: 0, high: Infinity, maxIter: 1000 }, tick);
  const worst = free.errors.indexOf(Math.max(...free.errors));
  if (free.errors[worst]! > 1e-4) {
    throw new EngineError(
      'bad-parameter',
      t`The margins contradict each other in this file: ${quoted(names[worst]!)} stays off by ${free.errors[worst]!.toFixed(4)}, because combinations that would be needed have no rows. Merge values, or leave a column out.`,
    );
  }
  const at = raked.errors.indexOf(Math.max(...raked.errors));
  const off = raked.errors[at]!;
  const why = free.converged
    ? t('the limits of the factors hold it back')
    : t('it converges slowly');
  return {
    raked,
    notices: [
      t`Shares of ${quoted(names[at]!)} stay off by up to ${off.toPrecision(2)}: ${why}. The best of ${limits.maxIter} cycles is taken.`,
    ],
  };
}

function remarks(
  crossed: Cells,
  wanted: readonly WantedMargin[],
  names: readonly string[],
  values: Values,
): string[] {
  const least = read.number(values, 'minMargin')!;
  return crossed.levels.flatMap((levels, place) => {
    const { others } = wanted[place]!;
    const thin = levels.values.filter((_, level) => levels.counts[level]! < least);
    const name = quoted(names[place]!);
    return [
      ...(others.length
        ? [
            t`${listed(others.map(quoted))} in ${name} ${others.length === 1 ? t('has no share by hand and keeps its own') : t('have no share by hand and keep their own')}.`,
          ]
        : []),
      ...(thin.length
        ? [t`${listed(thin.map(quoted))} in ${name}: fewer than ${least} rows carry the share.`]
        : []),
    ];
  });
}
