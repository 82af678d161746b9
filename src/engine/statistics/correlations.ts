import { entropy } from './evenness';
import { sumOf } from './sum';

/** How strongly the rows and columns of a table of counts hang together. */
export interface TableAssociation {
  readonly chi2: number;
  /** Cramer's V, and V corrected for chance (Bergsma 2013). NaN when a side has one level. */
  readonly v: number;
  readonly vCorrected: number;
  /** Mutual information in nats, and Theil's U: the share of one side's entropy that the other explains. */
  readonly mi: number;
  readonly uColumnsGivenRows: number;
  readonly uRowsGivenColumns: number;
}

/** Association of a table of counts, row-major; levels without counts are left out. */
export function tableAssociation(counts: ArrayLike<number>, columns: number): TableAssociation {
  const rows = counts.length / columns;
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  for (let i = 0; i < counts.length; i++) {
    rowSums[Math.floor(i / columns)]! += counts[i]!;
    columnSums[i % columns]! += counts[i]!;
  }
  const n = sumOf(rows, (i) => rowSums[i]!);
  const r = rowSums.filter((sum) => sum > 0).length;
  const k = columnSums.filter((sum) => sum > 0).length;
  const chi2 = sumOf(counts.length, (i) => {
    const expected = (rowSums[Math.floor(i / columns)]! * columnSums[i % columns]!) / n;
    return expected > 0 ? (counts[i]! - expected) ** 2 / expected : 0;
  });
  const mi = sumOf(counts.length, (i) => {
    const p = counts[i]! / n;
    const of = (rowSums[Math.floor(i / columns)]! / n) * (columnSums[i % columns]! / n);
    return p > 0 ? p * Math.log(p / of) : 0;
  });
  const phi = Math.max(0, chi2 / n - ((r - 1) * (k - 1)) / (n - 1));
  const corrected = (levels: number) => levels - (levels - 1) ** 2 / (n - 1) - 1;
  return {
    chi2,
    v: Math.sqrt(chi2 / n / Math.min(r - 1, k - 1)),
    vCorrected: Math.min(1, Math.sqrt(phi / Math.min(corrected(r), corrected(k)))),
    mi,
    uColumnsGivenRows: Math.min(1, Math.max(0, mi / entropy(columnSums))),
    uRowsGivenColumns: Math.min(1, Math.max(0, mi / entropy(rowSums))),
  };
}

/**
 * Correlation ratio: the square root of the share of the numbers' variance that lies between groups. Rows with a NaN
 * or a group below 0 are left out; NaN when the numbers do not vary.
 */
export function correlationRatio(
  values: ArrayLike<number>,
  groups: ArrayLike<number>,
  groupCount: number,
): number {
  const sums = new Float64Array(groupCount);
  const sizes = new Float64Array(groupCount);
  let n = 0;
  let all = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (groups[i]! < 0 || !Number.isFinite(value)) continue;
    sums[groups[i]!]! += value;
    sizes[groups[i]!]!++;
    all += value;
    n++;
  }
  const mean = all / n;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (groups[i]! >= 0 && Number.isFinite(value)) total += (value - mean) ** 2;
  }
  let between = 0;
  for (let g = 0; g < groupCount; g++) {
    if (sizes[g]! > 0) between += sizes[g]! * (sums[g]! / sizes[g]! - mean) ** 2;
  }
  return total > 0 ? Math.sqrt(Math.min(1, between / total)) : NaN;
}

/** Pearson's correlation over rows where both are finite; NaN when one of them does not vary. */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]!) || !Number.isFinite(y[i]!)) continue;
    n++;
    sumX += x[i]!;
    sumY += y[i]!;
  }
  const [meanX, meanY] = [sumX / n, sumY / n];
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    const a = x[i]! - meanX;
    const b = y[i]! - meanY;
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
    xy += a * b;
    xx += a * a;
    yy += b * b;
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : NaN;
}

/** Indices of finite numbers in ascending order of the numbers, equal ones in their own; what `midRanks` walks. */
export function ascending(values: ArrayLike<number>): Uint32Array {
  const distinct = distinctOf(values);
  const starts = new Uint32Array(distinct.length + 1);
  const places = new Uint32Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) continue;
    places[i] = placeOf(distinct, values[i]!);
    starts[places[i]! + 1]!++;
    n++;
  }
  for (let place = 0; place < distinct.length; place++) starts[place + 1]! += starts[place]!;
  const order = new Uint32Array(n);
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]!)) order[starts[places[i]!]!++] = i;
  }
  return order;
}

/** The finite numbers, each once, ascending. */
function distinctOf(values: ArrayLike<number>): Float64Array {
  const sorted = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]!)) sorted[n++] = values[i]!;
  }
  sorted.subarray(0, n).sort();
  let kept = 0;
  for (let i = 0; i < n; i++) {
    if (i === 0 || sorted[i] !== sorted[kept - 1]) sorted[kept++] = sorted[i]!;
  }
  return sorted.subarray(0, kept);
}

/** Where a number stands among ascending ones, of which it is one. */
function placeOf(distinct: Float64Array, value: number): number {
  let low = 0;
  let high = distinct.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (distinct[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Ranks from 1 with ties at their middle; NaN elsewhere. Only rows whose number in `beside` is finite are ranked, if it
 * is given.
 */
export function midRanks(
  values: ArrayLike<number>,
  order: Uint32Array,
  beside?: ArrayLike<number>,
): Float64Array {
  const ranks = new Float64Array(values.length).fill(NaN);
  const kept = beside ? order.filter((index) => Number.isFinite(beside[index]!)) : order;
  for (let from = 0, to = 0; from < kept.length; from = to) {
    const value = values[kept[from]!]!;
    while (to < kept.length && values[kept[to]!] === value) to++;
    for (let at = from; at < to; at++) ranks[kept[at]!] = (from + to + 1) / 2;
  }
  return ranks;
}

/** Spearman's correlation: Pearson's of mid-ranks over rows where both are finite. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const ofX = midRanks(x, ascending(x), y);
  const ofY = midRanks(y, ascending(y), x);
  return pearson(ofX, ofY);
}
