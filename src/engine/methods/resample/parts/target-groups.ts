import type { MethodContext } from '../../../method';
import { EngineError } from '../../../problems';
import { select } from '../../../plan/row-numbers';
import { relevanceOf, type Relevance } from '../../../statistics/relevance';
import { sortNumbers } from '../../../statistics/sort-numbers';
import type { Table } from '../../../table/table';
import { quoted } from '../../../words';
import { t } from '../../../language';

/** Rows whose targets lie together. */
export interface TargetGroup {
  /** `low to high`, by the values it holds. */
  readonly name: string;
  /** Ascending. */
  readonly rows: Uint32Array;
}

/** The numbers that are to be predicted. */
export interface Target {
  readonly column: number;
  /** Rows in scope with a number, ascending. */
  readonly rows: Uint32Array;
  value(row: number): number;
  /** How extreme a value is. */
  readonly relevance: Relevance;
}

/** @throws EngineError no-numeric-feature (not a column of numbers), too-few-rows (no number in scope); Cancelled */
export function targetOf(
  table: Table,
  column: number,
  { profiles, scope, tick }: MethodContext,
  coef: number,
): Target {
  const { numbers, semantic } = profiles[column]!;
  const name = quoted(table.columns[column]!.name);
  if (!numbers && semantic !== 'empty') {
    throw new EngineError(
      'no-numeric-feature',
      t`${name} holds no numbers: choose a numeric target.`,
    );
  }
  const { codes } = table.columns[column]!;
  const value = (row: number) => numbers?.[codes[row]!] ?? NaN;
  const rows = select(scope, (row) => Number.isFinite(value(row)), tick);
  if (!rows.length) {
    throw new EngineError('too-few-rows', t`No row in scope has a number in ${name}.`);
  }
  const sorted = sortNumbers(Float64Array.from(rows, value), tick);
  return { column, rows, value, relevance: relevanceOf(sorted, coef) };
}

/**
 * Bumps (Torgo, Branco, Ribeiro and Pfahringer 2015): runs of sorted targets on one side of the threshold of relevance.
 */
export function bumpsOf(target: Target, threshold: number): TargetGroup[] {
  const values = distinctValues(target);
  return grouped(target, values, (value) => Number(target.relevance(value) >= threshold));
}

/** Parts of equal width between the smallest and the largest target; parts without rows vanish. */
export function binsOf(target: Target, bins: number): TargetGroup[] {
  const values = distinctValues(target);
  const [low, high] = [values[0]!, values.at(-1)!];
  const width = (high - low) / bins;
  return grouped(target, values, (value) =>
    width > 0 ? Math.min(bins - 1, Math.floor((value - low) / width)) : 0,
  );
}

function distinctValues({ rows, value }: Target): Float64Array {
  const sorted = Float64Array.from(rows, value).sort();
  return sorted.filter((own, i) => i === 0 || own !== sorted[i - 1]);
}

/** Runs of ascending values with the same side. */
function grouped(
  { rows, value }: Target,
  values: Float64Array,
  sideOf: (value: number) => number,
): TargetGroup[] {
  const groupOf = new Map<number, number>();
  const ends: [number, number][] = [];
  let side = NaN;
  for (const own of values) {
    if (sideOf(own) !== side) ends.push([own, own]);
    side = sideOf(own);
    ends.at(-1)![1] = own;
    groupOf.set(own, ends.length - 1);
  }
  const sizes = new Uint32Array(ends.length);
  for (const row of rows) sizes[groupOf.get(value(row))!]!++;
  const members = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  for (const row of rows) {
    const group = groupOf.get(value(row))!;
    members[group]![sizes[group]!++] = row;
  }
  return ends.map(([low, high], group) => ({
    name: low === high ? String(low) : `${low} to ${high}`,
    rows: members[group]!,
  }));
}
