/** A weight of the scaled loss h, which lies in -delta .. delta. */
export interface Curve {
  readonly shape: (h: number, delta: number) => number;
  readonly delta: number;
  /** Temperature of the softmax. */
  readonly r: number;
}

/** The strategies of dynamic loss-based reweighting (Sow et al. 2025), as in the authors' code. */
export const CURVES: Readonly<Record<string, Curve['shape']>> = {
  linupper: (h, delta) => Math.min(h + delta, delta),
  quadratic: (h, delta) => (delta > 0 ? 1 - h ** 2 / delta ** 2 : 1),
  extremes: (h) => Math.abs(h),
  upper: (h, delta) => 0.5 * h + 0.5 * delta,
};
