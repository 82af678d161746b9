import type { RandomStream } from '../random';
import type { TableTick } from '../table/table';

/** Whether neighbours among points also stand near each other in the file. */
export interface IndexTest {
  /** Kolmogorov-Smirnov distance between the index distances of neighbours and those of any two points. */
  readonly ks: number;
  /** Chance of such a distance, or a larger one, where places in the file are dealt anew: (1 + #) / (1 + permutations). */
  readonly p: number;
}

/**
 * Index distances of neighbours against those of any two of `count` points, as cleanlab's `non_iid` has it (Cummings et
 * al. 2023), with a permutation test. `neighbours`: k point numbers per point, in rows of k; `placeOf`: the place of a
 * point in the file, 0 .. count - 1. @throws Cancelled (from tick)
 */
export function indexTest(
  neighbours: Uint32Array,
  k: number,
  placeOf: Uint32Array,
  { permutations, stream }: { readonly permutations: number; readonly stream: RandomStream },
  tick: TableTick,
): IndexTest {
  const count = placeOf.length;
  const histogram = new Float64Array(count);
  const distance = (places: Uint32Array): number => {
    histogram.fill(0);
    for (let i = 0; i < neighbours.length; i++) {
      histogram[Math.abs(places[Math.floor(i / k)]! - places[neighbours[i]!]!)]!++;
    }
    let [ks, upTo] = [0, 0];
    for (let d = 1; d < count; d++) {
      upTo += histogram[d]!;
      const any = (d * (2 * count - d - 1)) / (count * (count - 1));
      ks = Math.max(ks, Math.abs(upTo / neighbours.length - any));
    }
    return ks;
  };
  const ks = distance(placeOf);
  const dealt = placeOf.slice();
  let asFar = 0;
  for (let round = 0; round < permutations; round++) {
    tick(round, permutations);
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(stream.uniform(round * count + i) * (i + 1));
      const place = dealt[i]!;
      dealt[i] = dealt[j]!;
      dealt[j] = place;
    }
    if (distance(dealt) >= ks) asFar++;
  }
  return { ks, p: (1 + asFar) / (1 + permutations) };
}
