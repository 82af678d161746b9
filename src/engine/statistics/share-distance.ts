import { sumOf } from './sum';

/** Distances of two lists of shares over the same levels. */
export interface ShareDistance {
  /** Total variation: half the sum of absolute differences, 0..1. */
  readonly tv: number;
  /** Jensen-Shannon distance: the root of the divergence in nats, 0..0.8326. */
  readonly js: number;
  /** Hellinger distance, 0..1. */
  readonly hellinger: number;
  /** Population stability index: sum of (q - p) ln (q / p), shares of at least 0.0001. */
  readonly psi: number;
}

/** Shares below this count as this, so that the stability index is finite (Evidently). */
const FLOOR = 1e-4;

/** How far the shares `q` are from the shares `p`; each list sums to 1. */
export function shareDistance(p: ArrayLike<number>, q: ArrayLike<number>): ShareDistance {
  const over = (of: (p: number, q: number) => number) => sumOf(p.length, (i) => of(p[i]!, q[i]!));
  const part = (a: number, b: number) => (a > 0 ? a * Math.log((2 * a) / (a + b)) : 0);
  return {
    tv: over((a, b) => Math.abs(a - b)) / 2,
    js: Math.sqrt(Math.max(0, over((a, b) => part(a, b) + part(b, a)) / 2)),
    hellinger: Math.sqrt(over((a, b) => (Math.sqrt(a) - Math.sqrt(b)) ** 2) / 2),
    psi: over((a, b) => {
      const [low, high] = [Math.max(a, FLOOR), Math.max(b, FLOOR)];
      return (high - low) * Math.log(high / low);
    }),
  };
}
