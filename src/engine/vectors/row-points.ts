import { hasBit, type BitSet } from '../kernels/bit-sets';
import type { Points } from '../kernels/nearest-neighbours';
import { numberPoints, vectorPoints } from '../metrics/imbalance/parts/raw-points';
import type { ColumnProfile } from '../table/profile';
import { columnsWith, type Roles } from '../roles/roles';
import type { Table, TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** Rows as points: numeric features in standard deviations, or a column of vectors made of length 1. */
export interface RowPoints {
  readonly of: 'numbers' | 'vectors';
  readonly columns: readonly number[];
  /** Row of each point, ascending. */
  readonly rows: Uint32Array;
  readonly points: Points;
}

/** Columns that count. */
const MOST_COLUMNS = 256;

/** The columns rows are compared by: a column of vectors with that role, else the numeric features, else any vectors. */
export function comparedVectors(
  roles: Roles,
  profiles: readonly ColumnProfile[],
): Pick<RowPoints, 'of' | 'columns'> | undefined {
  const vectors = (indices: readonly number[]) =>
    indices.filter((index) => profiles[index]!.type === 'vector').slice(0, 1);
  const chosen = vectors(columnsWith(roles, 'embedding'));
  const features = columnsWith(roles, 'feature');
  const numeric = features.filter((index) => profiles[index]!.semantic === 'numeric');
  if (chosen.length > 0) return { of: 'vectors', columns: chosen };
  if (numeric.length > 0) return { of: 'numbers', columns: numeric.slice(0, MOST_COLUMNS) };
  const other = vectors(features);
  return other.length > 0 ? { of: 'vectors', columns: other } : undefined;
}

/** The rows in `only` (all when absent) that lack none of the columns. Reads columns that are open. @throws EngineError, Cancelled */
export function rowPoints(
  table: Table,
  profiles: readonly ColumnProfile[],
  { of, columns }: Pick<RowPoints, 'of' | 'columns'>,
  only: BitSet | undefined,
  tick: TableTick,
): RowPoints {
  const cells = columns.map((index) => {
    const { codes, dictionary } = table.columns[index]!;
    const { numbers, missingCodes } = profiles[index]!;
    return { codes, dictionary, numbers, missing: new Set(missingCodes) };
  });
  const found: number[] = [];
  const ticked = everyRow(tick);
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, table.rowCount);
    if (only && !hasBit(only, row)) continue;
    const whole = cells.every(({ codes, numbers, missing }) => {
      const code = codes[row]!;
      return of === 'numbers' ? Number.isFinite(numbers![code]!) : !missing.has(code);
    });
    if (whole) found.push(row);
  }
  const rows = Uint32Array.from(found);
  const sampled = cells.map(({ codes, dictionary, numbers }) => ({
    levels: Int32Array.from(rows, (row) => codes[row]!),
    text: (code: number) => dictionary.text(code),
    ...(of === 'numbers' && { numbers: Float64Array.from(rows, (row) => numbers![codes[row]!]!) }),
  }));
  const empty = { count: rows.length, dimensions: 0, values: new Float64Array(0) };
  if (rows.length === 0) return { of, columns, rows, points: empty };
  const make = of === 'numbers' ? numberPoints : vectorPoints;
  const points = make(sampled, () => 1, tick);
  // 0 and -0 are one number.
  for (let i = 0; i < points.values.length; i++) points.values[i]! += 0;
  return { of, columns, rows, points };
}
