import type { MethodContext } from '../../../method';
import type { NestedTable } from '../../../params/params';
import { EngineError } from '../../../problems';
import type { Statistic } from '../../../statistics/entropy-tilt';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { quoted } from '../../../words';
import { classPerRow, levelsOf } from '../../classes';
import { cellSums } from './cell-weights';
import { wantedMargin } from './margins';
import { t } from '../../../language';

/** A statistic with its words and figures, in the units of the column. */
export interface Target extends Statistic {
  readonly column: string;
  /** `mean`, `square`, or a value of the column. */
  readonly statistic: string;
  readonly wanted: number;
  /** Mean and standard deviation before. */
  readonly mean: number;
  readonly deviation: number;
}

/** The units that are weighed: rows in scope with a value in every column, and their base weights. */
export interface Units {
  readonly rows: Uint32Array;
  readonly base: Float64Array;
}

/** Numeric columns of more values are balanced by their moments, others by the share of each value. */
const MOST_VALUES = 20;

/** Whether a column is balanced as a number. */
export function isNumber(
  { profiles }: MethodContext,
  index: number,
  targets: NestedTable,
  name: string,
) {
  const { semantic, distinct, numbers } = profiles[index]!;
  const table = Object.hasOwn(targets, name) ? Object.keys(targets[name]!) : [];
  if (table.some((key) => key === 'mean' || key === 'sd')) {
    if (numbers) return true;
    throw new EngineError('bad-parameter', t`${quoted(name)} has no numbers, so it has no mean.`);
  }
  return semantic === 'numeric' && distinct > MOST_VALUES && !table.length;
}

/**
 * What is to be met in one numeric column: its mean, and with `moments` 2 its variance. What is not given by hand stays
 * as it is. @throws EngineError bad-parameter
 */
export function numberTargets(
  table: Table,
  index: number,
  units: Units,
  targets: NestedTable,
  context: MethodContext,
  moments: number,
): Target[] {
  const { codes, name } = table.columns[index]!;
  const numbers = context.profiles[index]!.numbers!;
  const given = Object.hasOwn(targets, name) ? targets[name]! : {};
  const odd = Object.keys(given).find((key) => key !== 'mean' && key !== 'sd');
  if (odd !== undefined || (given['sd'] ?? 1) <= 0) {
    throw new EngineError(
      'bad-parameter',
      t`The target of ${quoted(name)} is \`mean=...\`, and \`sd=...\` above 0, not ${quoted(odd ?? 'sd')}.`,
    );
  }
  const at = (unit: number) => numbers[codes[units.rows[unit]!]!]!;
  const { tick } = context;
  const { mean, deviation } = spread(units, at, tick);
  const wanted = given['mean'] ?? mean;
  const first = target({ column: name, statistic: 'mean', wanted, mean, deviation }, at);
  if (moments < 2 && given['sd'] === undefined) return [first];
  const sd = given['sd'] ?? deviation;
  const square = (unit: number) => (at(unit) - wanted) ** 2;
  const own = spread(units, square, tick);
  return [first, target({ column: name, statistic: 'square', wanted: sd ** 2, ...own }, square)];
}

/** The share of every value of one column; without shares by hand they are equal. @throws EngineError */
export function valueTargets(
  table: Table,
  index: number,
  units: Units,
  targets: NestedTable,
  context: MethodContext,
): Target[] {
  const column = table.columns[index]!;
  const { name } = column;
  const levels = levelsOf(table, index, { ...context, scope: units.rows });
  const cellOf = classPerRow(column, levels, units.rows, context.tick);
  const sums = cellSums(cellOf, units.base, levels.values.length, context.tick);
  const { shares } = wantedMargin(name, levels, sums, targets);
  return levels.values.map((value, level) => {
    const at = (unit: number) => (cellOf[unit] === level ? 1 : 0);
    const own = spread(units, at, context.tick);
    return target({ column: name, statistic: value, wanted: shares[level]!, ...own }, at);
  });
}

function target(figures: Omit<Target, 'of'>, at: (unit: number) => number): Target {
  const { wanted, deviation } = figures;
  const scale = deviation > 0 ? deviation : 1;
  return { ...figures, of: (unit) => (at(unit) - wanted) / scale };
}

/** Mean and standard deviation by base weight. @throws Cancelled */
function spread({ rows, base }: Units, at: (unit: number) => number, tick: MethodContext['tick']) {
  const ticked = everyRow(tick);
  let total = 0;
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    ticked(i, rows.length);
    total += base[i]!;
    sum += base[i]! * at(i);
  }
  const mean = sum / total;
  let squares = 0;
  for (let i = 0; i < rows.length; i++) {
    ticked(i, rows.length);
    squares += base[i]! * (at(i) - mean) ** 2;
  }
  return { mean, deviation: Math.sqrt(squares / total) };
}
