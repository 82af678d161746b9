import type { TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';

/** Cells that a side table lists, those of most rows. */
export const MOST_CELLS = 1000;

/** What weights come to in one class or cell; all 0 for one without rows. */
export interface CellFigures {
  readonly mean: number;
  /** Share of the weight of all classes or cells, 0..1. */
  readonly share: number;
  readonly ess: number;
  /** ess / rows. */
  readonly essShare: number;
}

/**
 * The figures of weights per class or cell; rows in none and rows without a weight are left out.
 * @throws Cancelled (from tick)
 */
export function cellFigures(
  weights: Float64Array,
  cellOf: ArrayLike<number>,
  cells: number,
  tick?: TableTick,
): CellFigures[] {
  const sums = new Float64Array(cells);
  const squares = new Float64Array(cells);
  const counts = new Float64Array(cells);
  const ticked = everyRow(tick);
  for (let i = 0; i < weights.length; i++) {
    ticked(i, weights.length);
    const cell = cellOf[i]!;
    const weight = weights[i]!;
    if (cell < 0 || Number.isNaN(weight)) continue;
    sums[cell]! += weight;
    squares[cell]! += weight * weight;
    counts[cell]!++;
  }
  const total = sums.reduce((a, b) => a + b, 0);
  const figures = new Array<CellFigures>(cells);
  for (let cell = 0; cell < cells; cell++) {
    ticked(cell, cells);
    const sum = sums[cell]!;
    const ess = squares[cell] ? sum ** 2 / squares[cell]! : 0;
    figures[cell] = {
      mean: counts[cell] ? sum / counts[cell]! : 0,
      share: total > 0 ? sum / total : 0,
      ess,
      essShare: counts[cell] ? ess / counts[cell]! : 0,
    };
  }
  return figures;
}
