/** A curve of least squares over 0 .. n - 1. */
export interface Polynomial {
  /** Its value at a place, also between whole ones. */
  at(place: number): number;
}

/**
 * The polynomial of least squares through values at 0 .. n - 1, built from polynomials that are orthogonal over these
 * places (Forsythe 1957): no matrix is solved, so that high degrees stay exact. The degree is cut to n - 1.
 */
export function fitPolynomial(values: Float64Array, degree: number): Polynomial {
  const n = values.length;
  const alphas: number[] = [];
  const betas: number[] = [];
  const weights: number[] = [];
  const x = (place: number) => (n > 1 ? (2 * place) / (n - 1) - 1 : 0);
  let before = new Float64Array(n);
  let own = new Float64Array(n).fill(1);
  let normBefore = 1;
  for (let k = 0; k <= Math.min(degree, n - 1); k++) {
    let norm = 0;
    let moment = 0;
    let product = 0;
    for (let i = 0; i < n; i++) {
      const square = own[i]! * own[i]!;
      norm += square;
      moment += square * x(i);
      product += own[i]! * values[i]!;
    }
    const alpha = moment / norm;
    const beta = k ? norm / normBefore : 0;
    alphas.push(alpha);
    betas.push(beta);
    weights.push(product / norm);
    const last = before;
    const now = own;
    const next = now.map((value, i) => (x(i) - alpha) * value - beta * last[i]!);
    [before, own, normBefore] = [own, next, norm];
  }
  return {
    at: (place) => {
      const t = x(place);
      let last = 0;
      let now = 1;
      let sum = 0;
      weights.forEach((weight, k) => {
        sum += weight * now;
        const next = (t - alphas[k]!) * now - betas[k]! * last;
        last = now;
        now = next;
      });
      return sum;
    },
  };
}
