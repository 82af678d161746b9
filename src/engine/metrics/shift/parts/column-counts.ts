import type { MetricContext } from '../../../metric';
import type { Role } from '../../../roles/roles';
import { isSketched } from '../../../sampling/sampled-columns';
import type { Codes, Column, Table, TableTick } from '../../../table/table';
import { TICK_ROWS } from '../../../ticks';
import type { SplitSides } from './split-sides';
import { t } from '../../../language';

/** Cells of a column per code, of the rows on each side of a comparison. */
export interface SideCounts {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

/** On which side each row is: 0 neither, 1 the reference (train), 2 the rows that are compared with it. */
export interface RowSides {
  readonly of: Uint8Array;
  readonly reference: number;
  readonly current: number;
}

/** Train against every other part, or against the one that is called `part`. @throws Cancelled (from tick) */
export function rowSides(
  { column: { codes }, parts, ofCode }: SplitSides,
  part: string,
  tick: TableTick,
): RowSides {
  const sideOf = Uint8Array.from(ofCode, (index) => {
    if (index < 0) return 0;
    const { name, train } = parts[index]!;
    if (train) return 1;
    return part === '' || name === part ? 2 : 0;
  });
  const of = new Uint8Array(codes.length);
  const counts = [0, 0, 0];
  for (let from = 0; from < codes.length; from += TICK_ROWS) {
    tick(from, codes.length);
    const to = Math.min(codes.length, from + TICK_ROWS);
    for (let row = from; row < to; row++) of[row] = sideOf[codes[row]!]!;
    for (let row = from; row < to; row++) counts[of[row]!]!++;
  }
  return { of, reference: counts[1]!, current: counts[2]! };
}

/** Counts per code on both sides. @throws Cancelled (from tick) */
export function sideCounts(
  { codes, dictionary: { size } }: Column,
  { of }: RowSides,
  tick: TableTick,
): SideCounts {
  const counts = new Float64Array(3 * size);
  for (let from = 0; from < codes.length; from += TICK_ROWS) {
    tick(from, codes.length);
    addCells(codes, of, size, from, Math.min(codes.length, from + TICK_ROWS), counts);
  }
  return { reference: counts.subarray(size, 2 * size), current: counts.subarray(2 * size) };
}

function addCells(
  codes: Codes,
  of: Uint8Array,
  size: number,
  from: number,
  to: number,
  counts: Float64Array,
): void {
  for (let row = from; row < to; row++) counts[of[row]! * size + codes[row]!]!++;
}

/** Columns that are compared, and why others are not. */
export interface ComparedColumns {
  readonly compared: readonly number[];
  readonly leftOut: readonly { readonly column: number; readonly reason: string }[];
}

/** Roles whose columns may be drawn otherwise on purpose, or are told of elsewhere. */
const APART: ReadonlySet<Role> = new Set<Role>([
  ...(['label', 'id', 'ignored', 'weight', 'split', 'entity', 'domain', 'timestamp'] as const),
  ...(['text', 'embedding'] as const),
]);

/** Features and groups of numbers or categories whose cells are at hand. */
export function comparedColumns(
  table: Table,
  { roles, profiles }: Pick<MetricContext, 'roles' | 'profiles'>,
): ComparedColumns {
  const compared: number[] = [];
  const leftOut: { column: number; reason: string }[] = [];
  for (const { index, made } of table.columns) {
    const { semantic } = profiles[index]!;
    if (APART.has(roles[index]!) || made || semantic === 'empty') continue;
    if (semantic !== 'numeric' && semantic !== 'categorical') {
      leftOut.push({ column: index, reason: t('neither numbers nor categories') });
    } else if (isSketched(table, index)) {
      leftOut.push({ column: index, reason: t('too many different values to hold') });
    } else compared.push(index);
  }
  return { compared, leftOut };
}
