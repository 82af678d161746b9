import { EngineError } from '../../../problems';
import type { Cells } from '../../cells';
import { t } from '../../../language';

/** A cell, or several small ones that share a weight. */
export interface PooledCell {
  readonly name: string;
  readonly rows: number;
  /** Level of the last column (the class, where cells are per class); -1 where pooled cells differ in it. */
  readonly last: number;
}

/**
 * Pools the cells below `smallest` rows with the other small ones of the same parent: the same level of column
 * `parentLevel`, or all of them where it is null. A small cell that is alone stays as it is, and so do the cells of a
 * parent in which all are small: as one they would have nothing to be equal to.
 */
export function pooledCells(
  { cells }: Cells,
  { smallest, parentLevel }: { smallest: number; parentLevel: number | null },
): { cells: PooledCell[]; of: number[]; notices: string[] } {
  const parentOf = (index: number) =>
    parentLevel === null ? 0 : cells[index]!.levels[parentLevel]!;
  const small = new Map<number, number[]>();
  const sizes = new Map<number, number>();
  cells.forEach((cell, index) => {
    sizes.set(parentOf(index), (sizes.get(parentOf(index)) ?? 0) + 1);
    if (cell.rows.length >= smallest) return;
    small.set(parentOf(index), [...(small.get(parentOf(index)) ?? []), index]);
  });
  const result: PooledCell[] = [];
  const of = cells.map(() => -1);
  const notices: string[] = [];
  cells.forEach((cell, index) => {
    if (of[index] !== -1) return;
    const alike = cell.rows.length < smallest ? small.get(parentOf(index))! : [];
    const together =
      alike.length > 1 && alike.length < sizes.get(parentOf(index))! ? alike : [index];
    for (const member of together) of[member] = result.length;
    const lasts = new Set(together.map((member) => cells[member]!.levels.at(-1)!));
    result.push({
      name: together.map((member) => cells[member]!.name).join(' + '),
      rows: together.reduce((sum, member) => sum + cells[member]!.rows.length, 0),
      last: lasts.size === 1 ? [...lasts][0]! : -1,
    });
    if (together.length > 1) {
      notices.push(
        t`${together.length} cells of fewer than ${smallest} rows share one weight: ${together
          .slice(0, 10)
          .map((member) => `\`${cells[member]!.name}\``)
          .join(', ')}${together.length > 10 ? ' ...' : ''}.`,
      );
    }
  });
  return { cells: result, of, notices };
}

/**
 * The share of the total weight that each cell should have, summing to 1. `sums`: weight per cell.
 * @throws EngineError bad-parameter (a table without one of the cells, or with a negative share)
 */
export function targetShares(
  cells: readonly PooledCell[],
  sums: readonly number[],
  target: string,
  table: Readonly<Record<string, number>>,
): number[] {
  const total = sums.reduce((a, b) => a + b, 0);
  switch (target) {
    case 'equal':
      return cells.map(() => 1 / cells.length);
    case 'sqrt': {
      const roots = sums.map(Math.sqrt);
      const all = roots.reduce((a, b) => a + b, 0);
      return roots.map((root) => root / all);
    }
    case 'equal-within-class':
      return cells.map(({ last }) => {
        const same = cells.flatMap((cell, index) => (cell.last === last ? [index] : []));
        const share = same.reduce((sum, index) => sum + sums[index]!, 0) / total;
        return share / same.length;
      });
    default:
      return sharesByHand(cells, table);
  }
}

function sharesByHand(
  cells: readonly PooledCell[],
  table: Readonly<Record<string, number>>,
): number[] {
  const wanted = cells.map(({ name }) => {
    const share = Object.hasOwn(table, name) ? table[name]! : -1;
    if (share >= 0) return share;
    throw new EngineError(
      'bad-parameter',
      t`\`shares\` must give every group a share from 0; \`${name}\` has none.`,
    );
  });
  const all = wanted.reduce((a, b) => a + b, 0);
  if (!(all > 0)) {
    throw new EngineError('bad-parameter', t('`shares` must not be 0 for every group.'));
  }
  return wanted.map((share) => share / all);
}
