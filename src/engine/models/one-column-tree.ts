/** Counts of classes per bin, row-major: bins in the order of the column's values. */
export interface ClassBins {
  readonly bins: number;
  readonly classes: number;
  readonly counts: Float64Array;
}

/**
 * A classification tree on one ordered column: bins are split at the boundary that lowers Gini impurity most, the first
 * of equals, down to `depth` (Breiman et al. 1984). Returns the class of each bin; the first class wins equal votes.
 */
export function classTree({ bins, classes, counts }: ClassBins, depth: number): Int32Array {
  const sums = new Float64Array((bins + 1) * classes);
  for (let i = 0; i < bins * classes; i++) sums[i + classes] = sums[i]! + counts[i]!;
  const between = (from: number, to: number, of: number) =>
    sums[to * classes + of]! - sums[from * classes + of]!;
  /** n * (1 - Gini impurity): the larger the sum over the parts, the purer they are. */
  const purity = (from: number, to: number): number => {
    let n = 0;
    let squares = 0;
    for (let of = 0; of < classes; of++) {
      const count = between(from, to, of);
      n += count;
      squares += count * count;
    }
    return n > 0 ? squares / n : 0;
  };
  const answer = new Int32Array(bins);
  const grow = (from: number, to: number, left: number) => {
    const whole = purity(from, to);
    let best = -1;
    let gain = 1e-9;
    if (left > 0) {
      for (let cut = from + 1; cut < to; cut++) {
        const found = purity(from, cut) + purity(cut, to) - whole;
        if (found > gain * (1 + 1e-12)) [best, gain] = [cut, found];
      }
    }
    if (best < 0) {
      let top = 0;
      for (let of = 1; of < classes; of++) {
        if (between(from, to, of) > between(from, to, top)) top = of;
      }
      answer.fill(top, from, to);
      return;
    }
    grow(from, best, left - 1);
    grow(best, to, left - 1);
  };
  if (bins > 0) grow(0, bins, depth);
  return answer;
}

/** A regression tree on one ordered column: rows, sums per bin in, the mean of each bin's leaf out. */
export function meanTree(rows: Float64Array, totals: Float64Array, depth: number): Float64Array {
  const bins = rows.length;
  const upToRows = new Float64Array(bins + 1);
  const upToTotals = new Float64Array(bins + 1);
  for (let bin = 0; bin < bins; bin++) {
    upToRows[bin + 1] = upToRows[bin]! + rows[bin]!;
    upToTotals[bin + 1] = upToTotals[bin]! + totals[bin]!;
  }
  const explained = (from: number, to: number): number => {
    const n = upToRows[to]! - upToRows[from]!;
    const sum = upToTotals[to]! - upToTotals[from]!;
    return n > 0 ? (sum * sum) / n : 0;
  };
  const answer = new Float64Array(bins);
  const grow = (from: number, to: number, left: number) => {
    const whole = explained(from, to);
    let best = -1;
    let gain = 1e-12 * Math.abs(whole);
    if (left > 0) {
      for (let cut = from + 1; cut < to; cut++) {
        const found = explained(from, cut) + explained(cut, to) - whole;
        if (found > gain) [best, gain] = [cut, found];
      }
    }
    if (best < 0) {
      const n = upToRows[to]! - upToRows[from]!;
      answer.fill(n > 0 ? (upToTotals[to]! - upToTotals[from]!) / n : 0, from, to);
      return;
    }
    grow(from, best, left - 1);
    grow(best, to, left - 1);
  };
  if (bins > 0) grow(0, bins, depth);
  return answer;
}

/** F1 per class, weighted by the class's rows (scikit-learn's `average='weighted'`; 0 where a class is never met). */
export function weightedF1(confusion: Float64Array, classes: number): number {
  let all = 0;
  let sum = 0;
  for (let of = 0; of < classes; of++) {
    let actual = 0;
    let predicted = 0;
    for (let other = 0; other < classes; other++) {
      actual += confusion[of * classes + other]!;
      predicted += confusion[other * classes + of]!;
    }
    const hit = confusion[of * classes + of]!;
    if (actual + predicted > 0) sum += (actual * 2 * hit) / (actual + predicted);
    all += actual;
  }
  return all > 0 ? sum / all : 0;
}
