import type { MethodContext } from '../../../method';
import type { Values } from '../../../params/params';
import { EngineError } from '../../../problems';
import { sumOf } from '../../../statistics/sum';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { read } from '../../../params/values';
import { many, times } from '../../../words';
import { columnsFor } from '../../columns';
import { cellFigures } from './cell-figures';
import { BASE } from './finish-params';
import { t } from '../../../language';

/** Rows between two calls of `tick`. */
const STRIDE = 16_384;

type Tick = MethodContext['tick'];

/**
 * Weights of the file per row in scope: the product of its weight columns, 1 everywhere without any or with
 * `combine: replace`. NaN where a cell is missing. @throws EngineError bad-weights, unknown-column; Cancelled
 */
export function baseWeights(table: Table, values: Values, context: MethodContext): Float64Array {
  const { scope, profiles, roles, tick } = context;
  const base = new Float64Array(scope.length).fill(1);
  if (values['combine'] === 'replace') return base;
  for (const column of columnsFor(table, roles, BASE, read.texts(values, BASE.id))) {
    const { codes, name } = table.columns[column]!;
    const { numbers, missingCodes } = profiles[column]!;
    const missing = new Set(missingCodes);
    for (let i = 0; i < scope.length; i++) {
      if (i % STRIDE === 0) tick(i, scope.length);
      const code = codes[scope[i]!]!;
      const weight = missing.has(code) ? NaN : (numbers?.[code] ?? NaN);
      if (!missing.has(code)) requireWeight(weight, `\`${name}\``, scope[i]!);
      base[i]! *= weight;
    }
  }
  return base;
}

function requireWeight(weight: number, what: string, row: number): void {
  if (weight >= 0 && Number.isFinite(weight)) return;
  throw new EngineError(
    'bad-weights',
    t`Weights must be finite and not negative; ${what} has another value in data row ${row + 1}.`,
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
  /** Rows held at the cap and raised to the floor. */
  readonly capped: number;
  readonly floored: number;
  /** Rows without a raw weight; they weigh 1. */
  readonly missing: number;
}

/**
 * Raw weights to final ones: (raw * base)^power, scaled to mean 1, capped by water-filling (what exceeds the cap is
 * set to it and the rest scaled up until the mean is 1 again), floored the same way, then scaled as `normalise` says.
 * @throws EngineError bad-weights (negative, not finite, all 0), bad-parameter (cap <= 1, floor >= 1); Cancelled
 */
export function finishWeights(
  input: RawWeights,
  values: Values,
  scope: Uint32Array,
  tick: Tick = () => undefined,
): Finished {
  const { cap, floor } = limitsOf(values);
  const power = read.number(values, 'power')!;
  const notices: string[] = [];
  const n = input.raw.length;
  const weights = new Float64Array(n);
  let given = 0;
  for (let i = 0; i < n; i++) {
    if (i % STRIDE === 0) tick(i, n);
    const weight = input.raw[i]! * input.base[i]!;
    weights[i] = NaN;
    if (Number.isNaN(weight)) continue;
    requireWeight(weight, t('the result'), scope[i]!);
    weights[i] = weight ** power;
    given++;
  }
  const sum = sumOf(n, (i) => weights[i]! || 0, tick);
  if (given && !(sum > 0)) {
    throw new EngineError(
      'bad-weights',
      t('All weights are 0: there is nothing left to learn from.'),
    );
  }
  const mean = sum / given;
  const ticked = everyRow(tick);
  for (let i = 0; i < n; i++) {
    ticked(i, n);
    weights[i]! /= mean;
  }
  const above = waterFill(weights, given, cap, 'above', tick);
  if (above.held) notices.push(heldAt(above.held, cap));
  if (!above.reached) notices.push(CANNOT_HOLD);
  const below =
    floor > 0 ? waterFill(weights, given, floor, 'below', tick) : { held: 0, reached: true };
  if (!below.reached) notices.push(CANNOT_HOLD);
  const factor = scaleFactor(values['normalise'] as string, weights, input, mean, tick);
  for (let i = 0; i < n; i++) {
    ticked(i, n);
    weights[i] = Number.isNaN(weights[i]!) ? 1 : weights[i]! * factor;
  }
  const missing = n - given;
  if (missing) {
    const counts = missing === 1 ? t('counts') : t('count');
    notices.push(t`${many(missing, 'row')} without a value to weigh by ${counts} 1.`);
  }
  return { weights, notices, capped: above.held, floored: below.held, missing };
}

function limitsOf(values: Values): { cap: number; floor: number } {
  const cap = read.number(values, 'cap')!;
  const floor = read.number(values, 'floor')!;
  if (cap <= 1) {
    throw new EngineError('bad-parameter', t('`cap` must be above 1: the mean weight is 1.'));
  }
  if (floor >= 1) {
    throw new EngineError('bad-parameter', t('`floor` must be below 1: the mean weight is 1.'));
  }
  return { cap, floor };
}

const CANNOT_HOLD = t('Only rows of weight 0 were left to scale, so the mean weight is not 1.');

function heldAt(rows: number, cap: number): string {
  return t`${many(rows, 'row')} would weigh more than ${times(cap)} times the mean and ${rows === 1 ? t('is') : t('are')} held there; raise \`cap\` for the full effect.`;
}

/**
 * Sets what lies beyond `limit` to it and scales the rest to mean 1, until none is beyond. NaN stays. `held`: rows at
 * the limit; `reached`: whether the mean is 1.
 */
function waterFill(
  weights: Float64Array,
  given: number,
  limit: number,
  side: 'above' | 'below',
  tick: Tick,
): { held: number; reached: boolean } {
  const n = weights.length;
  const isHeld = new Uint8Array(n);
  const ticked = everyRow(tick);
  // Rounding must not hold rows that are at the limit anyway.
  const edge = side === 'above' ? limit * (1 + 1e-12) : limit * (1 - 1e-12);
  let held = 0;
  for (;;) {
    const before = held;
    for (let i = 0; i < n; i++) {
      if (i % STRIDE === 0) tick(i, n);
      if (isHeld[i] || !(side === 'above' ? weights[i]! > edge : weights[i]! < edge)) continue;
      isHeld[i] = 1;
      weights[i] = limit;
      held++;
    }
    if (held === before) return { held, reached: true };
    const wanted = given - held * limit;
    const sum = sumOf(n, (i) => (isHeld[i] ? 0 : weights[i]! || 0), tick);
    if (!(sum > 0)) return { held, reached: held === given && wanted === 0 };
    for (let i = 0; i < n; i++) {
      ticked(i, n);
      if (!isHeld[i]) weights[i]! *= wanted / sum;
    }
  }
}

function scaleFactor(
  normalise: string,
  weights: Float64Array,
  { cellOf, cellNames }: RawWeights,
  mean: number,
  tick: Tick,
): number {
  if (normalise === 'none') return mean;
  if (normalise === 'max1') return 1 / largestOf(weights, tick);
  if (normalise !== 'sumK') return 1;
  const figures = cellFigures(weights, cellOf, cellNames.length, tick);
  const sum = figures.reduce((total, { mean: own }) => total + own, 0);
  return sum > 0 ? cellNames.length / sum : 1;
}

function largestOf(weights: Float64Array, tick: Tick): number {
  const ticked = everyRow(tick);
  let most = 0;
  for (let i = 0; i < weights.length; i++) {
    ticked(i, weights.length);
    if (weights[i]! > most) most = weights[i]!;
  }
  return most;
}
