/** Square symmetric matrices are row-major Float64Arrays of n * n numbers. */

/**
 * The columns of a positive semi-definite matrix that do not depend on others, by pivoted Cholesky: the one with most
 * left first, until what is left of every diagonal entry is below `least` times the entry. Ascending.
 */
export function independentColumns(matrix: Float64Array, n: number, least = 1e-10): number[] {
  const left = Float64Array.from({ length: n }, (_, i) => matrix[i * n + i]!);
  const start = left.slice();
  const factor: Float64Array[] = [];
  const chosen: number[] = [];
  for (;;) {
    let pivot = -1;
    for (let i = 0; i < n; i++) {
      if (chosen.includes(i) || left[i]! <= least * start[i]! || !(start[i]! > 0)) continue;
      if (pivot < 0 || left[i]! > left[pivot]!) pivot = i;
    }
    if (pivot < 0) return chosen.sort((a, b) => a - b);
    const root = Math.sqrt(left[pivot]!);
    const column = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let value = matrix[i * n + pivot]!;
      for (const known of factor) value -= known[i]! * known[pivot]!;
      column[i] = value / root;
      left[i]! -= column[i]! ** 2;
    }
    factor.push(column);
    chosen.push(pivot);
  }
}

/** Solves A x = b for a positive definite A by Cholesky; undefined when A is not. */
export function solvePositive(
  matrix: Float64Array,
  b: Float64Array,
  n: number,
): Float64Array | undefined {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      if (i !== j) lower[i * n + j] = sum / lower[j * n + j]!;
      else if (sum > 0) lower[i * n + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i * n + k]! * x[k]!;
    x[i]! /= lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= lower[k * n + i]! * x[k]!;
    x[i]! /= lower[i * n + i]!;
  }
  return x;
}
