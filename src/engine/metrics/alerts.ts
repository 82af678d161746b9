import { bitsWhere, rowsOf } from '../kernels/bit-sets';
import type { Alert } from '../metric';
import type { Role } from '../roles/roles';
import type { Codes, TableTick } from '../table/table';

/** Columns of these roles raise no findings of their own. */
export const SILENT: ReadonlySet<Role> = new Set<Role>(['id', 'ignored', 'weight']);

/** An alert as a metric writes it: columns and remedies may be left out. */
export type AlertDraft = Omit<Alert, 'metric' | 'columns' | 'remedies'> &
  Partial<Pick<Alert, 'columns' | 'remedies'>>;

/** Fills in what most alerts of a metric share. */
export function alertsOf(metric: string, drafts: readonly (AlertDraft | undefined)[]): Alert[] {
  return drafts.flatMap((draft) =>
    draft ? [{ columns: [], remedies: [], ...draft, metric }] : [],
  );
}

/** The rows whose code, or whatever number stands per row, passes: ascending, as evidence. */
export function rowsWhere(
  codes: ArrayLike<number>,
  passes: (code: number) => boolean,
): Uint32Array {
  const rows: number[] = [];
  for (let row = 0; row < codes.length; row++) if (passes(codes[row]!)) rows.push(row);
  return Uint32Array.from(rows);
}

/**
 * The rows whose code is one of `codes`, ascending: one look at a table per row, however many codes there are.
 * @throws Cancelled (from tick)
 */
export function rowsOfCodes(column: Codes, codes: readonly number[], tick: TableTick): Uint32Array {
  return rowsOf(bitsWhere(column, new Set(codes), tick));
}
