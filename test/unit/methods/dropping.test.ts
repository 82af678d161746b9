import { describe, expect, it } from 'vitest';
import { kneeOf } from '../../../src/engine/methods/resample/cap-per-group';
import { imbalancedCounts } from '../../../src/engine/methods/resample/imbalanced-copy';
import { capped, systematic } from '../../../src/engine/methods/resample/weights-to-rows';
import { tableOf } from '../../../src/engine/table/table';
import { counted, example, FIXTURE_A } from './fixtures';
import { given, run } from './run';

describe('weights-to-rows', () => {
  const weighted = given(
    tableOf(
      ['id', 'w'],
      [2.5, 0.5, 1, 0].map((weight, i) => [`r${i}`, `${weight}`]),
    ),
    { id: 'id', w: 'weight' },
  );

  it('copies systematically, as in the worked example', () => {
    const {
      input,
      params,
      expect: expected,
    } = example<{ copies: number[] }>('weights-to-rows', 'systematic');
    const weights = Float64Array.from((input as { w: number[] }).w);
    expect([...systematic(weights, 4, params['v'] as number)]).toEqual(expected.copies);
  });

  it.each(['systematic', 'bernoulli', 'multinomial'])('%s: copies follow the weights', (method) => {
    const counts = new Float64Array(4);
    for (let seed = 0; seed < 40; seed++) {
      const values = { method, rows: 100 };
      const { rows } = run(weighted, [{ method: 'weights-to-rows', values }], { seed }).plan;
      for (const row of rows) counts[row]! += 1 / 40;
    }
    [62.5, 12.5, 25, 0].forEach((wanted, row) => {
      expect(Math.abs(counts[row]! - wanted)).toBeLessThan(method === 'multinomial' ? 4 : 1);
    });
  });

  it('draws no row twice without replacement, and none of weight 0', () => {
    const values = { method: 'gumbel', rows: 3 };
    const { plan } = run(weighted, [{ method: 'weights-to-rows', values }]);
    expect([...plan.rows]).toEqual([0, 1, 2]);
    const asked = { method: 'weights-to-rows', values: { method: 'gumbel', rows: 4 } };
    expect(() => run(weighted, [asked])).toThrow(
      expect.objectContaining({ code: 'bad-parameter' }),
    );
  });

  it('hands what is above the most copies to the others, and keeps the sum', () => {
    expect([...capped(Float64Array.of(6, 2, 1, 1), 4)]).toEqual([4, 3, 1.5, 1.5]);
    expect([...capped(Float64Array.of(6, 3, 1, 0), 4)]).toEqual([4, 4, 2, 0]);
    expect(() => capped(Float64Array.of(6, 0), 4)).toThrow('maxCopies');
  });
});

describe('cap-per-group', () => {
  it('finds the knee of the worked example', () => {
    const { input, expect: expected } = example<{ t: number }>('cap-per-group', 'knee');
    expect(kneeOf((input as { counts: number[] }).counts)).toBe(expected.t);
  });

  it.each(['random', 'first', 'even'])('%s: keeps at most t rows of each', (keepBy) => {
    const { table, profiles } = counted({ a: 40, b: 7, c: 2 });
    const subject = { table, profiles, roles: ['group'] as const };
    const { plan } = run(subject, [{ method: 'cap-per-group', values: { t: 5, keepBy } }]);
    const of = (from: number, to: number) =>
      [...plan.rows].filter((row) => row >= from && row < to);
    expect([of(0, 40).length, of(40, 47).length, of(47, 49).length]).toEqual([5, 5, 2]);
    if (keepBy === 'first') expect(of(0, 40)).toEqual([0, 1, 2, 3, 4]);
    if (keepBy === 'even') expect(of(0, 40)).toEqual([0, 8, 16, 24, 32]);
  });
});

describe('imbalanced-copy', () => {
  it('has the counts of its shape', () => {
    const counts = [1000, 1000, 1000, 400];
    expect(imbalancedCounts(counts, 'step', 10, 0.5)).toEqual([1000, 1000, 100, 100]);
    expect(imbalancedCounts(counts, 'linear', 4, 0.5)).toEqual([1000, 750, 500, 250]);
    expect(imbalancedCounts(counts, 'long-tail', 8, 0.5)).toEqual([1000, 500, 250, 125]);
    expect(imbalancedCounts([3, 2], 'step', 100, 0.5)).toEqual([3, 1]);
  });
});

describe('negative-downsample', () => {
  it('keeps all positives, a share of negatives, and weights that make up for it', () => {
    const subject = counted({ n: 20_000, p: 100 });
    const { plan } = run(subject, [{ method: 'negative-downsample', values: { r: 0.2 } }]);
    const kept = plan.rows.length - 100;
    expect(Math.abs(kept - 4000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.2 * 0.8));
    expect(plan.columns[0]!.text(0)).toBe('5');
    expect(plan.columns[0]!.text(plan.rows.length - 1)).toBe('1');
  });
});

describe('cluster-centroids', () => {
  it('keeps real rows, each once, that stand for all of their class', () => {
    const values = { scale: 'none' };
    const { plan } = run(FIXTURE_A, [{ method: 'cluster-centroids', values }]);
    expect(plan.rows.filter((row) => row < 11)).toHaveLength(5);
    expect([...plan.rows].filter((row) => row >= 11)).toEqual([11, 12, 13, 14, 15]);
    const represents = [...plan.rows.keys()].map((output) => Number(plan.columns[0]!.text(output)));
    expect(represents.slice(0, 5).reduce((a, b) => a + b)).toBe(11);
  });
});
