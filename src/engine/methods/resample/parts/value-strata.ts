import type { Cell, Cells } from '../../cells';

/** Cells that differ in their last column alone. */
export interface Stratum {
  /** Values of all columns but the last, joined by `|`. */
  readonly name: string;
  /** One per value of the last column that occurs, in class order. */
  readonly cells: readonly Cell[];
  /** Rows of all its cells. */
  readonly rows: number;
}

/** Cells by all their columns but the last, in order. */
export function strataWith({ cells, levels }: Pick<Cells, 'cells' | 'levels'>): Stratum[] {
  const parts: Cell[][] = [];
  for (const cell of cells) {
    const known = parts.at(-1);
    const same = known && cell.levels.slice(0, -1).every((l, i) => l === known[0]!.levels[i]);
    if (same) known.push(cell);
    else parts.push([cell]);
  }
  return parts.map((own) => ({
    name: own[0]!.levels
      .slice(0, -1)
      .map((level, i) => levels[i]!.values[level]!)
      .join('|'),
    cells: own,
    rows: own.reduce((sum, { rows }) => sum + rows.length, 0),
  }));
}
