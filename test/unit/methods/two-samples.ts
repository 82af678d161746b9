import { createRandom, permutation } from '../../../src/engine/random';
import { sha256 } from './run';

/** Rows of numbers. */
export type Sample = readonly (readonly number[])[];

/**
 * The share of random partings of both samples whose energy distance (Székely and Rizzo 2004) is at least that of the
 * samples: small when they are not of one kind. Columns are divided by their standard deviation in `b`. `seed`: of the
 * partings.
 */
export function energyTest(a: Sample, b: Sample, seed: number, rounds = 199): number {
  const all = [...a, ...b];
  const d = all[0]!.length;
  const scales = Array.from({ length: d }, (_, i) => {
    const values = b.map((row) => row[i]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return (
      Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1
    );
  });
  const n = all.length;
  const distances = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let k = 0; k < d; k++) square += ((all[i]![k]! - all[j]![k]!) / scales[k]!) ** 2;
      distances[i * n + j] = distances[j * n + i] = Math.sqrt(square);
    }
  }
  const energy = (inA: Uint8Array) => {
    const sums = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) sums[inA[i]! + inA[j]!]! += distances[i * n + j]!;
    }
    const [na, nb] = [a.length, b.length];
    return (2 * sums[1]!) / (na * nb) - (2 * sums[2]!) / (na * na) - (2 * sums[0]!) / (nb * nb);
  };
  const parting = (order: Uint32Array) => {
    const inA = new Uint8Array(n);
    for (const place of order.subarray(0, a.length)) inA[place] = 1;
    return inA;
  };
  const own = energy(parting(Uint32Array.from(all.keys())));
  const random = createRandom(seed, sha256);
  let atLeast = 1;
  for (let round = 0; round < rounds; round++) {
    if (energy(parting(permutation(random.stream(`round/${round}`), n))) >= own) atLeast++;
  }
  return atLeast / (rounds + 1);
}
