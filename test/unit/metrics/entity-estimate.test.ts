import { describe, expect, it } from 'vitest';
import {
  entityEstimate,
  ratioEstimate,
  type ReviewedEntity,
} from '../../../src/engine/statistics/entity-estimate';

/** The true set of a row, parted as the search parts it. */
function entityOf(
  row: number,
  found: readonly unknown[],
  truth: readonly unknown[],
): ReviewedEntity {
  const parts = new Map<unknown, number>();
  truth.forEach((own, other) => {
    if (own === truth[row]) parts.set(found[other], (parts.get(found[other]) ?? 0) + 1);
  });
  return {
    parts: [...parts].map(([set, members]) => ({
      members,
      found: found.filter((own) => own === set).length,
    })),
  };
}

/** Precision, recall and B-cubed by counting all pairs and all rows. */
function census(found: readonly unknown[], truth: readonly unknown[]) {
  let [both, inFound, inTruth] = [0, 0, 0];
  const shares = { precision: 0, recall: 0 };
  found.forEach((_, i) => {
    const mates = found.flatMap((own, j) => (own === found[i] ? [j] : []));
    const peers = truth.flatMap((own, j) => (own === truth[i] ? [j] : []));
    const right = mates.filter((j) => peers.includes(j)).length;
    shares.precision += right / mates.length / found.length;
    shares.recall += right / peers.length / found.length;
    both += right - 1;
    inFound += mates.length - 1;
    inTruth += peers.length - 1;
  });
  return { precision: both / inFound, recall: both / inTruth, shares };
}

const FOUND = [1, 1, 2, 3, 2, 4, 4, 4];
const TRUTH = ['c1', 'c1', 'c1', 'c2', 'c2', 'c3', 'c3', 'c4'];

describe('the estimate of a review of sets', () => {
  it('is, of all rows, the one of the worked example but for the correction of a small sample', () => {
    const { precision, recall, shares } = census(FOUND, TRUTH);
    expect(precision).toBeCloseTo(0.4, 12);
    expect(recall).toBeCloseTo(0.4, 12);
    // A large sample that holds every row equally often needs no correction.
    const rows = Array.from({ length: 8000 }, (_, i) => entityOf(i % 8, FOUND, TRUTH));
    const estimate = entityEstimate(rows);
    expect(estimate.precision!.value).toBeCloseTo(0.4, 3);
    expect(estimate.recall!.value).toBeCloseTo(0.4, 3);
    expect(estimate.bCubedPrecision!.value).toBeCloseTo(shares.precision, 9);
    expect(estimate.bCubedRecall!.value).toBeCloseTo(shares.recall, 9);
    // No true set was found as it is: c3 is found with a row of c4.
    expect(estimate.clusterRecall!.value).toBe(0);
    expect(estimate.judged).toBe(8000);
  });

  it('covers the truth in about 95 of 100 samples', () => {
    const SEED = 7;
    let state = SEED;
    const roll = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const truth = Array.from({ length: 600 }, () => roll(200));
    // Every ninth row is found with others than its own.
    const found = truth.map((set, row) => (row % 9 === 0 ? roll(200) : set));
    const { precision, recall, shares } = census(found, truth);
    const entities = truth.map((_, row) => entityOf(row, found, truth));
    const within = { precision: 0, recall: 0, bCubedPrecision: 0, bCubedRecall: 0 };
    const real = {
      precision,
      recall,
      bCubedPrecision: shares.precision,
      bCubedRecall: shares.recall,
    };
    const rounds = 300;
    for (let round = 0; round < rounds; round++) {
      const estimate = entityEstimate(Array.from({ length: 40 }, () => entities[roll(600)]!));
      for (const key of Object.keys(within) as (keyof typeof within)[]) {
        const { value, sd } = estimate[key]!;
        if (Math.abs(value - real[key]) <= 1.96 * sd) within[key]++;
      }
    }
    for (const [key, hits] of Object.entries(within)) {
      expect(hits / rounds, `${key}, seed ${String(SEED)}`).toBeGreaterThan(0.85);
    }
  });

  it('is 1 where all is found, and null where there is nothing to find or nothing was judged', () => {
    const right = { parts: [{ members: 3, found: 3 }] };
    expect(entityEstimate([right, right])).toMatchObject({
      precision: { value: 1, sd: 0 },
      recall: { value: 1, sd: 0 },
      clusterRecall: { value: 1, sd: 0 },
    });
    expect(entityEstimate([{ parts: [{ members: 1, found: 1 }] }])).toMatchObject({
      precision: null,
      recall: null,
      bCubedPrecision: { value: 1 },
    });
    expect(entityEstimate([]).bCubedPrecision).toBeNull();
  });

  it('is a ratio of means, corrected as by hand', () => {
    const [whole, part] = [
      [2, 4, 6],
      [1, 4, 4],
    ];
    // A = 4, B = 3: slant = (2(1/3 - 1/2) + 4(4/3 - 1) + 6(4/3 - 3/2)) / 3 = 0.
    const estimate = ratioEstimate(whole, part)!;
    expect(estimate.value).toBeCloseTo(0.75, 12);
    const spread = (1 / 2 - 1 / 3) ** 2 + (1 - 4 / 3) ** 2 + (3 / 2 - 4 / 3) ** 2;
    expect(estimate.sd).toBeCloseTo(0.75 * Math.sqrt(spread / 6), 12);
  });
});
