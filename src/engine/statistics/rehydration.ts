/** Rows of sets of some sizes, and how many of them fail. */
export interface SizeBin {
  /** Sizes from and to. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly failing: number;
}

/** A bin with how often its rows are written. */
export interface Rehydrated extends SizeBin {
  /** Share of its rows that fail. */
  readonly rate: number;
  /** Before it is smoothed and rounded. */
  readonly exact: number;
  readonly times: number;
}

/** Sizes, ascending, put together until each bin has `least` rows; what is left over goes to the last one. */
export function pooledSizes(sizes: readonly SizeBin[], least: number): SizeBin[] {
  const bins: SizeBin[] = [];
  let open: SizeBin | undefined;
  const joined = (a: SizeBin | undefined, b: SizeBin): SizeBin =>
    a
      ? { from: a.from, to: b.to, rows: a.rows + b.rows, failing: a.failing + b.failing }
      : { ...b };
  for (const size of sizes) {
    open = joined(open, size);
    if (open.rows < least) continue;
    bins.push(open);
    open = undefined;
  }
  if (open) bins.push(joined(bins.pop(), open));
  return bins;
}

/**
 * How often rows are written by the size of their set (Penedo et al. 2025, FineWeb2): once where rows fail as often as
 * on the whole or more often, `most` times where they fail least, in between in proportion; a moving average over
 * `smooth` bins, and rounded. Bins need rows.
 */
export function rehydration(bins: readonly SizeBin[], most: number, smooth: number): Rehydrated[] {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const overall = bins.reduce((sum, bin) => sum + bin.failing, 0) / rows;
  const rates = bins.map((bin) => bin.failing / bin.rows);
  const least = Math.min(...rates);
  const exact = rates.map((rate) =>
    rate >= overall ? 1 : 1 + ((most - 1) * (rate - overall)) / (least - overall),
  );
  const reach = (smooth - 1) >> 1;
  return bins.map((bin, i) => {
    const near = exact.slice(Math.max(0, i - reach), i + reach + 1);
    const mean = near.reduce((sum, value) => sum + value, 0) / near.length;
    const times = Math.min(most, Math.max(1, Math.round(mean)));
    return { ...bin, rate: rates[i]!, exact: exact[i]!, times };
  });
}
