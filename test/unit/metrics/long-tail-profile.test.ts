import { describe, expect, test } from 'vitest';
import type { LongTailProfile } from '../../../src/engine/metrics/imbalance/long-tail-profile';
import { knee, powerLaw } from '../../../src/engine/statistics/tails';
import { audit, figures } from './auditing';
import { withCounts } from './counted';
import { differences, examplesOf } from './examples';

const profile = (counts: readonly number[]) =>
  figures<LongTailProfile>(withCounts(counts), 'long-tail-profile', { roles: { label: 'label' } });
const codes = (counts: readonly number[]) =>
  audit(withCounts(counts), {
    only: ['long-tail-profile'],
    roles: { label: 'label' },
  }).report.alerts.map(({ code }) => code);

describe('long tail', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('long-tail-profile')) {
    test(name, () => {
      expect(differences(profile(input['counts'] as number[]), wanted, tol)).toEqual([]);
    });
  }

  test('an exact power law is recovered', () => {
    // Counts whose survival is (x - 1/2)^(1 - 2.5) from 3 on: the k-th of m largest inverts it.
    const m = 4000;
    const counts = Array.from({ length: m }, (_, i) =>
      Math.round(0.5 + 2.5 * ((i + 0.5) / m) ** (-1 / 1.5)),
    );
    const found = powerLaw(counts)!;
    expect(found.exponent).toBeGreaterThan(2.4);
    expect(found.exponent).toBeLessThan(2.6);
    expect(found.distance).toBeLessThan(0.05);
    expect(powerLaw([5, 4, 3])).toBeNull();
  });

  test('the knee is the point farthest from the chord', () => {
    expect(knee([80, 5, 5, 5, 5])).toEqual({ classes: 1, share: 0.8 });
    expect(knee([5, 5, 5, 5])).toEqual({ classes: 4, share: 1 });
  });

  test('findings: few-shot classes, a steep head, unseen classes', () => {
    expect(codes([500, 400, 300, 200, 100])).toEqual([]);
    expect(codes([500, 400, 300, 12, 11])).toEqual(['few-shot-classes']);
    expect(codes([10_000, ...new Array<number>(29).fill(25)])).toEqual(['steep-head']);
    expect(codes([60, 20, ...new Array<number>(6).fill(1)])).toEqual([
      'few-shot-classes',
      'unseen-classes',
    ]);
  });

  test('ranks go from the first to the last class and fall', () => {
    const { ranks, tail } = profile(
      Array.from({ length: 700 }, (_, i) => 1 + Math.floor(700 / (i + 1))),
    );
    expect(ranks[0]).toEqual([1, 701]);
    expect(ranks.at(-1)).toEqual([700, 2]);
    expect(ranks.length).toBeLessThanOrEqual(200);
    for (let i = 1; i < ranks.length; i++) {
      expect(ranks[i]![0]).toBeGreaterThan(ranks[i - 1]![0]);
      expect(ranks[i]![1]).toBeLessThanOrEqual(ranks[i - 1]![1]);
    }
    expect(tail).toHaveLength(50);
  });

  test('another column than the label can be picked', () => {
    const found = figures<LongTailProfile>(withCounts([3, 2]), 'long-tail-profile', {
      roles: { label: 'label' },
      settings: { 'long-tail-profile': { column: 'label' } },
    });
    expect(found.column).toBe('label');
    const { metrics } = audit(withCounts([3, 2]), {
      only: ['long-tail-profile'],
      settings: { 'long-tail-profile': { column: 'nothing' } },
    }).report;
    expect(metrics['long-tail-profile']).toEqual({
      notApplicable: "There is no column 'nothing'.",
    });
  });
});
