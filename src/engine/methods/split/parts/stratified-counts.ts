import { largestRemainder } from '../../shares';

/** Rows of each stratum per part. */
export interface StratifiedCounts {
  /** `counts[stratum][part]`. */
  readonly counts: readonly (readonly number[])[];
  /** Whether the sizes of the parts are those that were asked for. */
  readonly exact: boolean;
}

/** Shares of rows below this are rounding. */
const ROUNDING = 1e-9;

/**
 * How many rows of each stratum go to each part: every stratum by largest remainder, then single rows are moved until the
 * parts have the sizes that largest remainder gives them over all rows. No count is off its share by a whole row.
 * `sizes`: rows per stratum.
 */
export function stratifiedCounts(
  sizes: readonly number[],
  shares: readonly number[],
): StratifiedCounts {
  const counts = sizes.map((size) => largestRemainder(size, shares));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const excess = largestRemainder(all, shares).map(
    (wanted, part) => counts.reduce((sum, own) => sum + own[part]!, 0) - wanted,
  );
  const above = (stratum: number, part: number) =>
    counts[stratum]![part]! - sizes[stratum]! * shares[part]!;
  /** The stratum in which a row moves from one part to another at the least harm; -1 for none. */
  const best = (from: number, to: number) => {
    let [found, most] = [-1, 0];
    for (let stratum = 0; stratum < sizes.length; stratum++) {
      const [over, under] = [above(stratum, from), above(stratum, to)];
      if (over <= ROUNDING || under >= -ROUNDING) continue;
      if (found < 0 || over - under > most + ROUNDING) [found, most] = [stratum, over - under];
    }
    return found;
  };
  const move = (from: number, to: number): boolean => {
    const stratum = best(from, to);
    if (stratum < 0) return false;
    counts[stratum]![from]!--;
    counts[stratum]![to]!++;
    return true;
  };
  for (;;) {
    const from = excess.findIndex((n) => n > 0);
    const to = excess.findIndex((n) => n < 0);
    if (from < 0 || to < 0) return { counts, exact: true };
    if (!move(from, to)) {
      const through = shares.findIndex(
        (_, part) => part !== from && part !== to && best(from, part) >= 0 && best(part, to) >= 0,
      );
      if (through < 0) return { counts, exact: false };
      move(from, through);
      move(through, to);
    }
    excess[from]!--;
    excess[to]!++;
  }
}
