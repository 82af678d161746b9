import type { ReviewedEntity } from '../../../statistics/entity-estimate';
import type { AskedText, ReviewSet } from './review-sets';

/**
 * The true set of a drawn row by what was said of texts; those not asked for count as those that were. undefined until
 * something was said of each side that has texts. `said`: undefined where nothing was.
 */
export function entityOf(
  { row, equal, found, others, othersRows, missed, missedRows }: ReviewSet,
  said: (row: number, other: number) => boolean | undefined,
): ReviewedEntity | undefined {
  const judged = (asked: readonly AskedText[]) =>
    asked.flatMap((each) => {
      const same = said(row, each.row);
      return same === undefined ? [] : [{ ...each, same }];
    });
  const [within, beside] = [judged(others), judged(missed)];
  if ((others.length > 0 && !within.length) || (missed.length > 0 && !beside.length)) {
    return undefined;
  }
  const rowsIn = (asked: readonly { readonly rows: number }[]) =>
    asked.reduce((sum, { rows }) => sum + rows, 0);
  const share = within.length ? rowsIn(within.filter(({ same }) => same)) / rowsIn(within) : 0;
  const parts = [{ members: equal + share * othersRows, found }];
  const scale = beside.length ? missedRows / rowsIn(beside) : 0;
  const elsewhere = new Map<number, { members: number; found: number }>();
  for (const { same, rows, set, found: size } of beside) {
    if (!same) continue;
    const part = elsewhere.get(set) ?? { members: 0, found: size };
    // Of a set no more rows can be right than it has.
    elsewhere.set(set, { ...part, members: Math.min(size, part.members + rows * scale) });
  }
  return { parts: [...parts, ...elsewhere.values()] };
}
