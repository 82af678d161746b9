import type { MethodContext } from '../../method';
import type { Json } from '../../metric';
import type { Param, Values } from '../../params';
import type { AddedColumn, Draft } from '../../plan';
import { EngineError } from '../../problems';
import { columnsWith } from '../../roles';
import type { Table } from '../../table';
import { read } from '../../values';
import { sumOf } from '../../statistics/sum';
import { many, times } from '../../words';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { keepEverything } from '../plans';
import { diagnosticsOf } from './diagnostics';

/** Parameters of the last step that every weight method ends with. */
export const FINISH_PARAMS: readonly Param[] = [
  {
    kind: 'choice',
    id: 'normalise',
    title: 'Scale',
    summary: 'What the weights add up to.',
    default: 'mean1',
    options: [
      { value: 'mean1', title: 'Mean 1' },
      { value: 'sumK', title: 'Class weights add up to the number of classes' },
      { value: 'max1', title: 'Largest 1' },
      { value: 'none', title: 'As computed' },
    ],
    advanced: true,
  },
  {
    kind: 'number',
    id: 'cap',
    title: 'Largest weight',
    summary: 'No row weighs more than this many times the mean; it must be above 1.',
    default: 10,
    min: 1,
    advanced: true,
  },
  {
    kind: 'number',
    id: 'floor',
    title: 'Smallest weight',
    summary: 'No row weighs less than this share of the mean; it must be below 1.',
    default: 0,
    min: 0,
    max: 1,
    advanced: true,
  },
  {
    kind: 'number',
    id: 'power',
    title: 'Strength',
    summary: 'Raises weights to this power: 1 keeps them, 0 makes all equal.',
    default: 1,
    min: 0,
    max: 1,
  },
  {
    kind: 'choice',
    id: 'combine',
    title: 'Weights in the file',
    summary: 'Whether weights that the file has already are multiplied in.',
    default: 'product',
    options: [
      { value: 'product', title: 'Multiply in' },
      { value: 'replace', title: 'Replace' },
    ],
    advanced: true,
  },
  MISSING_LABEL,
  {
    kind: 'text',
    id: 'name',
    title: 'Column name',
    summary: 'Name of the column that is added.',
    default: '_weight',
    advanced: true,
  },
];

/**
 * Weights of the file per row in scope: the product of its weight columns, 1 everywhere without any or with
 * `combine: replace`. NaN where a cell is missing. @throws EngineError bad-weights
 */
export function baseWeights(table: Table, values: Values, context: MethodContext): Float64Array {
  const { scope, profiles, roles } = context;
  const base = new Float64Array(scope.length).fill(1);
  if (values['combine'] === 'replace') return base;
  for (const column of columnsWith(roles, 'weight')) {
    const { codes, name } = table.columns[column]!;
    const { numbers, missingCodes } = profiles[column]!;
    const missing = new Set(missingCodes);
    scope.forEach((row, i) => {
      const code = codes[row]!;
      const weight = missing.has(code) ? NaN : (numbers?.[code] ?? NaN);
      if (!missing.has(code)) requireWeight(weight, `\`${name}\``, row);
      base[i]! *= weight;
    });
  }
  return base;
}

function requireWeight(weight: number, what: string, row: number): void {
  if (weight >= 0 && Number.isFinite(weight)) return;
  throw new EngineError(
    'bad-weights',
    `Weights must be finite and not negative; ${what} has another value in data row ${row + 1}.`,
    { row },
  );
}

/** Raw weights per row in scope, and the class or cell of each for `sumK`. */
export interface RawWeights {
  /** At least 0; NaN where the method has none to give: such rows weigh 1 in the end. Base weights not included. */
  readonly raw: Float64Array;
  readonly base: Float64Array;
  /** Class or cell per row in scope, -1 for none. */
  readonly cellOf: ArrayLike<number>;
  readonly cellNames: readonly string[];
}

/** Finished weights. */
export interface Finished {
  /** Per row in scope. */
  readonly weights: Float64Array;
  readonly notices: readonly string[];
}

/**
 * Raw weights to final ones: (raw * base)^power, scaled to mean 1, capped by water-filling (what exceeds the cap is
 * set to it and the rest scaled up until the mean is 1 again), floored the same way, then scaled as `normalise` says.
 * @throws EngineError bad-weights (negative, not finite, all 0), bad-parameter (cap <= 1, floor >= 1)
 */
export function finishWeights(input: RawWeights, values: Values, scope: Uint32Array): Finished {
  const cap = read.number(values, 'cap')!;
  const floor = read.number(values, 'floor')!;
  if (cap <= 1) {
    throw new EngineError('bad-parameter', '`cap` must be above 1: the mean weight is 1.');
  }
  if (floor >= 1) {
    throw new EngineError('bad-parameter', '`floor` must be below 1: the mean weight is 1.');
  }
  const power = read.number(values, 'power')!;
  const notices: string[] = [];
  const given: number[] = [];
  const weights = Float64Array.from(input.raw, (raw, i) => {
    const weight = raw * input.base[i]!;
    if (Number.isNaN(weight)) return NaN;
    requireWeight(weight, 'the result', scope[i]!);
    given.push(i);
    return weight ** power;
  });
  const sum = sumOf(given.length, (i) => weights[given[i]!]!);
  if (given.length && !(sum > 0)) {
    throw new EngineError('bad-weights', 'All weights are 0: there is nothing left to learn from.');
  }
  const mean = sum / given.length;
  for (const i of given) weights[i]! /= mean;
  const capped = given.filter((i) => weights[i]! > cap).length;
  if (capped) {
    notices.push(
      `${many(capped, 'row')} would weigh more than ${times(cap)} times the mean and are held there; raise \`cap\` for the full effect.`,
    );
  }
  if (!waterFill(weights, given, cap, 'above')) notices.push(CANNOT_HOLD);
  if (floor > 0 && !waterFill(weights, given, floor, 'below')) notices.push(CANNOT_HOLD);
  const factor = scaleFactor(values['normalise'] as string, weights, given, input, mean);
  for (const i of given) weights[i]! *= factor;
  const missing = weights.length - given.length;
  if (missing) {
    notices.push(
      `${many(missing, 'row')} without a value to weigh by ${missing === 1 ? 'counts' : 'count'} 1.`,
    );
    for (let i = 0; i < weights.length; i++) if (Number.isNaN(weights[i]!)) weights[i] = 1;
  }
  return { weights, notices };
}

const CANNOT_HOLD = 'Only rows of weight 0 were left to scale, so the mean weight is not 1.';

/** Sets what lies beyond `limit` to it and scales the rest to mean 1, until none is beyond. false: mean not reached. */
function waterFill(
  weights: Float64Array,
  given: readonly number[],
  limit: number,
  side: 'above' | 'below',
): boolean {
  let free = given;
  for (;;) {
    const beyond = (i: number) => (side === 'above' ? weights[i]! > limit : weights[i]! < limit);
    const stay = free.filter((i) => !beyond(i));
    if (stay.length === free.length) return true;
    for (const i of free) if (beyond(i)) weights[i] = limit;
    const wanted = given.length - (given.length - stay.length) * limit;
    const sum = sumOf(stay.length, (i) => weights[stay[i]!]!);
    if (!(sum > 0)) return stay.length === 0 && wanted === 0;
    for (const i of stay) weights[i]! *= wanted / sum;
    free = stay;
  }
}

function scaleFactor(
  normalise: string,
  weights: Float64Array,
  given: readonly number[],
  { cellOf, cellNames }: RawWeights,
  mean: number,
): number {
  if (normalise === 'none') return mean;
  if (normalise === 'max1') return 1 / given.reduce((most, i) => Math.max(most, weights[i]!), 0);
  if (normalise !== 'sumK') return 1;
  const figures = cellFigures(weights, cellOf, cellNames.length);
  const sum = figures.reduce((total, { mean: own }) => total + own, 0);
  return sum > 0 ? cellNames.length / sum : 1;
}

/** What weights come to in one class or cell; all 0 for one without rows. */
export interface CellFigures {
  readonly mean: number;
  /** Share of the weight of all classes or cells, 0..1. */
  readonly share: number;
  readonly ess: number;
  /** ess / rows. */
  readonly essShare: number;
}

/** The figures of weights per class or cell; rows in none and rows without a weight are left out. */
export function cellFigures(
  weights: Float64Array,
  cellOf: ArrayLike<number>,
  cells: number,
): CellFigures[] {
  const sums = new Float64Array(cells);
  const squares = new Float64Array(cells);
  const counts = new Float64Array(cells);
  weights.forEach((weight, i) => {
    const cell = cellOf[i]!;
    if (cell < 0 || Number.isNaN(weight)) return;
    sums[cell]! += weight;
    squares[cell]! += weight * weight;
    counts[cell]!++;
  });
  const total = sums.reduce((a, b) => a + b, 0);
  return Array.from(sums, (sum, cell) => {
    const ess = squares[cell] ? sum ** 2 / squares[cell]! : 0;
    return {
      mean: counts[cell] ? sum / counts[cell]! : 0,
      share: total > 0 ? sum / total : 0,
      ess,
      essShare: counts[cell] ? ess / counts[cell]! : 0,
    };
  });
}

/** The plan of a weight method: every row stays, one column is added; rows out of scope weigh 1. Rows without a label leave on request. */
export function weightPlan(
  table: Table,
  input: RawWeights,
  values: Values,
  context: MethodContext,
  more: {
    readonly notices: readonly string[];
    /** Class or cell tables, given the finished weights per row in scope. */
    tables(weights: Float64Array): Readonly<Record<string, Json>>;
  },
): Draft {
  const { weights, notices } = finishWeights(input, values, context.scope);
  const perRow = new Float64Array(table.rowCount).fill(1);
  context.scope.forEach((row, i) => (perRow[row] = weights[i]!));
  const column: AddedColumn = {
    name: read.text(values, 'name') || '_weight',
    type: 'number',
    role: 'weight',
    text: (output) => weightText(perRow[output]!),
  };
  const draft = keepEverything(table.rowCount, {
    columns: [column],
    notices: [...more.notices, ...notices],
    tables: {
      ...more.tables(weights),
      weights: diagnosticsOf(weights),
    },
  });
  return withoutUnlabelled(table, values, context, draft);
}

/** A weight as it is written: 6 significant digits, no trailing zeros. */
export function weightText(weight: number): string {
  return String(Number(weight.toPrecision(6)));
}
