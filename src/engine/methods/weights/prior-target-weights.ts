import type { Json } from '../../metric';
import type { Method, MethodContext } from '../../method';
import type { ColumnsParam, NumberTable, Values } from '../../params/params';
import { EngineError } from '../../problems';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { listed, many, quoted } from '../../words';
import { cellsOf } from '../cells';
import { columnsFor } from '../columns';
import { cellFigures } from './parts/cell-figures';
import { cellSums, rowWeights } from './parts/cell-weights';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { BINS } from './parts/group-columns';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

const COLUMNS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Columns',
  summary: 'One to four columns whose values have a wanted share; none means the label.',
  default: [],
  role: 'label',
};

/** Class or group shares as they should be: uniform, or those of a reference or of the population. */
export const priorTargetWeights: Method = {
  id: 'prior-target-weights',
  family: 'weights',
  title: 'Weights to wanted shares',
  summary: 'A weight per row, so that classes or groups have the shares you give.',
  cites: ['Holt and Smith 1979, Post Stratification'],
  needs: { required: ['label'], optional: ['weight', 'split'] },
  changes: 'weights',
  params: [
    COLUMNS,
    {
      kind: 'choice',
      id: 'target',
      title: 'Target',
      summary: 'The share of the total weight that each class or group gets.',
      default: 'uniform',
      options: [
        { value: 'uniform', title: 'Equal' },
        { value: 'table', title: 'By hand' },
      ],
    },
    {
      kind: 'table',
      of: 'cells',
      id: 'shares',
      title: 'Shares by hand',
      summary:
        'By hand: the share of every class, as in `yes=0.1, no=0.9`, or counts; they are scaled to 1.',
      default: {},
      min: 0,
    },
    {
      kind: 'number',
      id: 'smoothing',
      title: 'Pseudo-count',
      summary: 'Added to every count, so that rare classes are weighted up less.',
      default: 0,
      min: 0,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'onlyPresent',
      title: 'Only what is there',
      summary: 'Shares of classes without rows are given to the others, in proportion.',
      default: false,
      advanced: true,
    },
    BINS,
    ...FINISH_PARAMS,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-SUPPORT', 'G-ESS', 'G-DUP', 'G-TAIL', 'G-EVIDENCE'],
  cells: columnsOf,
  apply(table, values, context) {
    const columns = columnsOf(table, values, context);
    const { cells, cellOf } = cellsOf(table, columns, context, read.number(values, BINS.id)!);
    if (!cells.length) {
      throw new EngineError('too-few-rows', t('No row in scope has a value to weigh by.'));
    }
    if (cells.length === 1) {
      const only = quoted(cells[0]!.name);
      throw new EngineError('one-class', t`Only ${only} in scope: there is nothing to balance.`);
    }
    const base = baseWeights(table, values, context);
    const names = cells.map(({ name }) => name);
    const sums = cellSums(cellOf, base, cells.length);
    const { shares, absent } = wantedShares(names, values);
    const p = smoothedShares(sums, read.number(values, 'smoothing')!);
    const perCell = shares.map((q, cell) => (q === 0 ? 0 : q / p[cell]!));
    const raw = rowWeights(cellOf, perCell);
    const now = smoothedShares(sums, 0);
    return weightPlan(table, { raw, base, cellOf, cellNames: names }, values, context, {
      notices: absent.length
        ? [
            t`${many(absent.length, 'wanted class', 'wanted classes')} without rows: ${listed(absent.map(quoted))}. ${absent.length === 1 ? t('Its share went') : t('Their shares went')} to the others.`,
          ]
        : [],
      tables(weights): Record<string, Json> {
        const figures = cellFigures(weights, cellOf, names.length);
        const after = figures.map(({ share }) => share);
        return {
          priors: names.map((name, cell) => ({
            cell: name,
            rows: cells[cell]!.rows.length,
            share: now[cell]!,
            targetShare: shares[cell]!,
            representation: shares[cell]! > 0 ? now[cell]! / shares[cell]! : null,
            raw: perCell[cell]!,
            weight: figures[cell]!.mean,
            weightedShare: after[cell]!,
            ess: figures[cell]!.ess,
            essShare: figures[cell]!.essShare,
          })),
          distance: { before: distances(now, shares), after: distances(after, shares) },
        };
      },
    });
  },
};

function columnsOf(table: Table, values: Values, { roles }: MethodContext): number[] {
  const columns = columnsFor(table, roles, COLUMNS, read.texts(values, COLUMNS.id));
  if (columns.length <= 4) return columns;
  throw new EngineError('bad-parameter', t('`columns` must name one to four columns.'));
}

/** Wanted shares of the cells that are there, summing to 1, and the wanted cells without rows. @throws EngineError */
function wantedShares(
  names: readonly string[],
  values: Values,
): { shares: number[]; absent: string[] } {
  if (read.text(values, 'target') === 'uniform') {
    return { shares: names.map(() => 1 / names.length), absent: [] };
  }
  const table: NumberTable = read.table(values, 'shares');
  const unnamed = names.filter((name) => !Object.hasOwn(table, name));
  if (unnamed.length) {
    throw new EngineError(
      'bad-parameter',
      t`\`shares\` gives no share for ${listed(unnamed.map(quoted))}: every class in scope needs one, 0 included.`,
    );
  }
  const known = new Set(names);
  const absent = Object.keys(table).filter((name) => !known.has(name) && table[name]! > 0);
  if (absent.length && !read.flag(values, 'onlyPresent')) {
    throw new EngineError(
      'unknown-class',
      t`No row in scope is of ${listed(absent.map(quoted))}: weights cannot create rows. Collect some, or set \`onlyPresent\` to give the share to the others.`,
    );
  }
  const sum = names.reduce((total, name) => total + table[name]!, 0);
  if (!(sum > 0)) {
    throw new EngineError('bad-parameter', t('`shares` must not be 0 for every class.'));
  }
  return { shares: names.map((name) => table[name]! / sum), absent };
}

function smoothedShares(sums: Float64Array, pseudo: number): number[] {
  const total = sums.reduce((a, b) => a + b, 0) + pseudo * sums.length;
  return Array.from(sums, (sum) => (sum + pseudo) / total);
}

/** Total variation, Kullback-Leibler divergence of the target from the data, and the chi-square distance sum (p-q)^2/p. */
function distances(p: readonly number[], q: readonly number[]): Json {
  const sum = (term: (p: number, q: number) => number) =>
    p.reduce((total, share, i) => total + term(share, q[i]!), 0);
  return {
    totalVariation: sum((a, b) => Math.abs(a - b)) / 2,
    kullbackLeibler: Math.max(
      0,
      sum((a, b) => (b > 0 && a > 0 ? b * Math.log(b / a) : 0)),
    ),
    chiSquare: sum((a, b) => (a > 0 ? (a - b) ** 2 / a : 0)),
  };
}
