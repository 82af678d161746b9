import { NO_ROW } from '../../../plan/plan';

/** Lines through the rows of a class: to their mean, from row to row, or between all pairs. */
export type Topology = 'star' | 'bus' | 'mesh';

/** `to` is NO_ROW for the mean. */
export interface Line {
  readonly from: number;
  readonly to: number;
}

/** Lines through so many rows. */
export function lineCount(topology: Topology, rows: number): number {
  if (topology === 'star') return rows;
  return topology === 'bus' ? rows - 1 : (rows * (rows - 1)) / 2;
}

/**
 * Line number `line`: of a star in row order, of a bus in the given order, of a mesh (0, 1), (0, 2), (1, 2), (0, 3) ...
 * in row order, so that none needs to be listed.
 */
export function lineAt(
  topology: Topology,
  line: number,
  rows: Uint32Array,
  order: Uint32Array,
): Line {
  if (topology === 'star') return { from: rows[line]!, to: NO_ROW };
  if (topology === 'bus') return { from: order[line]!, to: order[line + 1]! };
  let second = Math.floor((1 + Math.sqrt(1 + 8 * line)) / 2);
  // The root may be off by one where it is large.
  while ((second * (second - 1)) / 2 > line) second--;
  while (((second + 1) * second) / 2 <= line) second++;
  return { from: rows[line - (second * (second - 1)) / 2]!, to: rows[second]! };
}
