import { squaredDistance, type Points } from '../kernels/nearest-neighbours';

/** Distances of all pairs of points, row-major and symmetric. @throws Cancelled (from tick) */
export function pairDistances(points: Points, tick: () => void): Float64Array {
  const { count } = points;
  const found = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    if (a % 64 === 0) tick();
    for (let b = 0; b < a; b++) {
      found[a * count + b] = found[b * count + a] = Math.sqrt(squaredDistance(points, a, b));
    }
  }
  return found;
}

/**
 * Mean silhouette (Rousseeuw 1987): per point (b - a) / max(a, b), where a is its mean distance to its own cluster and
 * b the least mean distance to another; 0 for a point alone in its cluster. As `sklearn.metrics.silhouette_score`.
 */
export function silhouette(
  distances: Float64Array,
  clusterOf: ArrayLike<number>,
  k: number,
): number {
  const n = clusterOf.length;
  const sizes = new Float64Array(k);
  for (let i = 0; i < n; i++) sizes[clusterOf[i]!]!++;
  const sums = new Float64Array(k);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const own = clusterOf[i]!;
    if (sizes[own] === 1) continue;
    sums.fill(0);
    for (let j = 0; j < n; j++) sums[clusterOf[j]!]! += distances[i * n + j]!;
    let nearest = Infinity;
    for (let c = 0; c < k; c++) {
      if (c !== own && sizes[c]! > 0) nearest = Math.min(nearest, sums[c]! / sizes[c]!);
    }
    const within = sums[own]! / (sizes[own]! - 1);
    const most = Math.max(within, nearest);
    if (most > 0 && nearest < Infinity) total += (nearest - within) / most;
  }
  return total / n;
}
