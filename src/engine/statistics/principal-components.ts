import { splitMixUniform } from '../kernels/splitmix64';

/** Directions beyond the wanted ones that are carried along, and rounds: enough for spectra that hardly fall. */
const BESIDE = 10;
const ROUNDS = 4;

/**
 * The `k` directions of largest variance of `n` points in `d` dimensions (row-major, centred), row-major k x d, largest
 * first, each of length 1: subspace iteration with a Rayleigh-Ritz step (Halko, Martinsson, Tropp 2011). Signs are free.
 * @throws Cancelled (from tick)
 */
export function principalComponents(
  values: Float64Array,
  n: number,
  d: number,
  k: number,
  tick: () => void,
  rounds = ROUNDS,
): Float64Array {
  const l = Math.min(d, k + BESIDE);
  // Row-major l x d: the directions.
  let basis = Float64Array.from({ length: l * d }, (_, i) => splitMixUniform(0, 2, i) - 0.5);
  orthonormalise(basis, l, d);
  for (let round = 0; round < rounds; round++) {
    basis = transposedTimes(values, projected(values, n, d, basis, l, tick), n, d, l, tick);
    orthonormalise(basis, l, d);
  }
  const scores = projected(values, n, d, basis, l, tick);
  const matrix = new Float64Array(l * l);
  for (let row = 0; row < n; row++) {
    for (let a = 0; a < l; a++) {
      for (let b = 0; b <= a; b++)
        matrix[a * l + b]! += scores[row * l + a]! * scores[row * l + b]!;
    }
  }
  for (let a = 0; a < l; a++) for (let b = 0; b < a; b++) matrix[b * l + a] = matrix[a * l + b]!;
  const { values: spread, vectors } = symmetricEigen(matrix, l);
  const order = [...spread.keys()].sort((a, b) => spread[b]! - spread[a]!).slice(0, k);
  const found = new Float64Array(k * d);
  order.forEach((of, i) => {
    for (let a = 0; a < l; a++) {
      const part = vectors[a * l + of]!;
      for (let j = 0; j < d; j++) found[i * d + j]! += part * basis[a * d + j]!;
    }
  });
  return found;
}

/** The points in the space of `l` directions (row-major l x d): row-major n x l. @throws Cancelled (from tick) */
export function projected(
  values: Float64Array,
  n: number,
  d: number,
  basis: Float64Array,
  l: number,
  tick: () => void,
): Float64Array {
  const found = new Float64Array(n * l);
  for (let row = 0; row < n; row++) {
    if (row % 128 === 0) tick();
    for (let a = 0; a < l; a++) {
      let sum = 0;
      for (let j = 0, at = row * d, to = a * d; j < d; j++) sum += values[at++]! * basis[to++]!;
      found[row * l + a] = sum;
    }
  }
  return found;
}

function transposedTimes(
  values: Float64Array,
  scores: Float64Array,
  n: number,
  d: number,
  l: number,
  tick: () => void,
): Float64Array<ArrayBuffer> {
  const found = new Float64Array(l * d);
  for (let row = 0; row < n; row++) {
    if (row % 128 === 0) tick();
    for (let a = 0; a < l; a++) {
      const score = scores[row * l + a]!;
      for (let j = 0, at = row * d, to = a * d; j < d; j++) found[to++]! += score * values[at++]!;
    }
  }
  return found;
}

/** Rows made orthogonal and of length 1, in place; twice, against rounding. What is nothing stays nothing. */
function orthonormalise(rows: Float64Array, l: number, d: number): void {
  for (let pass = 0; pass < 2; pass++) {
    for (let a = 0; a < l; a++) {
      const own = rows.subarray(a * d, (a + 1) * d);
      for (let b = 0; b < a; b++) {
        const other = rows.subarray(b * d, (b + 1) * d);
        let dot = 0;
        for (let j = 0; j < d; j++) dot += own[j]! * other[j]!;
        for (let j = 0; j < d; j++) own[j]! -= dot * other[j]!;
      }
      let square = 0;
      for (let j = 0; j < d; j++) square += own[j]! ** 2;
      const length = Math.sqrt(square);
      for (let j = 0; j < d; j++) own[j] = length > 1e-150 ? own[j]! / length : 0;
    }
  }
}

/** Sweeps over all pairs; a handful are enough. */
const SWEEPS = 60;

/** Eigenvalues and vectors (in columns) of a symmetric matrix, by Jacobi rotations (Golub and Van Loan, 8.5). */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const a = matrix.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let [off, all] = [0, 0];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        all += a[i * n + j]! ** 2;
        if (i !== j) off += a[i * n + j]! ** 2;
      }
    }
    if (off <= 1e-30 * all) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q);
    }
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), vectors };
}

function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < n; i++) {
    const [ip, iq] = [a[i * n + p]!, a[i * n + q]!];
    a[i * n + p] = c * ip - s * iq;
    a[i * n + q] = s * ip + c * iq;
  }
  for (let i = 0; i < n; i++) {
    const [pi, qi] = [a[p * n + i]!, a[q * n + i]!];
    a[p * n + i] = c * pi - s * qi;
    a[q * n + i] = s * pi + c * qi;
    const [vp, vq] = [vectors[i * n + p]!, vectors[i * n + q]!];
    vectors[i * n + p] = c * vp - s * vq;
    vectors[i * n + q] = s * vp + c * vq;
  }
}
