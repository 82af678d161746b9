/** Lanczos coefficients (g = 7, n = 9) of the gamma function. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

/** ln gamma(x) for x > 0 (Lanczos 1964). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const t = x + 6.5;
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (x - 1 + i);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** P(X >= statistic) for a chi-square variable; series below, continued fraction above the mean. */
export function chiSquareTail(statistic: number, degrees: number): number {
  if (statistic <= 0 || degrees <= 0) return 1;
  const a = degrees / 2;
  const x = statistic / 2;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? Math.max(0, 1 - scale * lowerSeries(a, x)) : scale * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 10_000 && Math.abs(term) > Math.abs(sum) * 1e-16; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's algorithm for the upper incomplete gamma function. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 10_000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return h;
}

/** Pearson's chi-square of a table of counts, row-major, with its tail; rows and columns without counts are left out. */
export function chiSquareTest(
  counts: ArrayLike<number>,
  columns: number,
): { readonly statistic: number; readonly degrees: number; readonly p: number } {
  const rows = counts.length / columns;
  const rowSums = new Array<number>(rows).fill(0);
  const columnSums = new Array<number>(columns).fill(0);
  let n = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    rowSums[Math.floor(i / columns)]! += count;
    columnSums[i % columns]! += count;
    n += count;
  }
  const used = (sums: readonly number[]) => sums.filter((sum) => sum > 0).length;
  const degrees = (used(rowSums) - 1) * (used(columnSums) - 1);
  let statistic = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    const expected = (rowSums[Math.floor(i / columns)]! * columnSums[i % columns]!) / n;
    if (expected > 0) statistic += (count - expected) ** 2 / expected;
  }
  return { statistic, degrees, p: degrees < 1 ? 1 : chiSquareTail(statistic, degrees) };
}
