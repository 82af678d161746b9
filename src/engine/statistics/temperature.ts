import { extremes } from './extremes';
import { sumOf } from './sum';

/** What drawing groups at a temperature means: shares, how often each row is seen, and the price of weights instead. */
export interface Temperature {
  /** n_i^(1/tau), normalised. */
  readonly shares: readonly number[];
  /** Times a row is read in an epoch of as many draws as there are rows. */
  readonly repeats: readonly number[];
  /** Growth of gradient variance by weighting instead of sampling, sum p(tau)^2 / p(1). */
  readonly varianceFactor: number;
}

/** Temperature sampling of positive group sizes; tau 1 keeps the shares, Infinity makes all groups equal. */
export function temperature(counts: readonly number[], tau: number): Temperature {
  const k = counts.length;
  const n = sumOf(k, (i) => counts[i]!);
  // Relative to the largest, so that powers of huge counts keep their digits.
  const largest = counts[extremes(counts).largest]!;
  const powers = counts.map((c) => (tau === Infinity ? 1 : (c / largest) ** (1 / tau)));
  const total = sumOf(k, (i) => powers[i]!);
  const shares = powers.map((power) => power / total);
  return {
    shares,
    repeats: shares.map((share, i) => (share * n) / counts[i]!),
    varianceFactor: sumOf(k, (i) => (shares[i]! * shares[i]! * n) / counts[i]!),
  };
}
