/** Finest grid that is laid over centres. */
const FINEST = 64;
/** Fewer points have no dimension. */
const FEWEST = 4;

/**
 * Box-counting dimension of points in the unit square: slope of ln N(G) on ln G by least squares, over grids of G x G
 * cells, G = 1 .. 64 with G^2 at most the number of points. Null for fewer than four points.
 */
export function boxDimension(points: readonly (readonly [number, number])[]): number | null {
  if (points.length < FEWEST) return null;
  return slope(grids(points.length).map((g) => [g, occupied(points, g)]));
}

/** The same for the cells that n points scattered evenly occupy on average, G^2 (1 - (1 - G^-2)^n). */
export function uniformDimension(n: number): number {
  return slope(grids(n).map((g) => [g, g * g * (1 - (1 - 1 / (g * g)) ** n)]));
}

function grids(n: number): number[] {
  const most = Math.min(FINEST, Math.floor(Math.sqrt(n) + 1e-9));
  return Array.from({ length: most }, (_, i) => i + 1);
}

function occupied(points: readonly (readonly [number, number])[], g: number): number {
  const at = (v: number) => Math.min(g - 1, Math.max(0, Math.floor(v * g)));
  return new Set(points.map(([x, y]) => at(y) * g + at(x))).size;
}

function slope(pairs: readonly (readonly [number, number])[]): number {
  const xs = pairs.map(([g]) => Math.log(g));
  const ys = pairs.map(([, n]) => Math.log(n));
  const mean = (of: readonly number[]) => of.reduce((a, b) => a + b, 0) / of.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const xy = xs.reduce((sum, x, i) => sum + (x - mx) * (ys[i]! - my), 0);
  const xx = xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
  return xx > 0 ? xy / xx : 0;
}
