import { describe, expect, it } from 'vitest';
import { bandwidth } from '../../../src/engine/methods/resample/random-oversample';
import { standardDeviation } from '../../../src/engine/methods/resample/parts/spread';
import { tableOf } from '../../../src/engine/table/table';
import { counted, example, FIXTURE_A } from './fixtures';
import { given, run } from './run';

const method = 'random-oversample';

describe('random-oversample', () => {
  it('adds the rows of the worked example after all source rows', () => {
    const { plan, steps } = run(FIXTURE_A, [{ method }]);
    const { added } = example<{ added: number[] }>(method, 'even, state 0').expect;
    expect([...plan.rows]).toEqual([...Array(16).keys(), ...added]);
    expect(plan.made).toBeUndefined();
    expect(plan.removed.rows).toHaveLength(0);
    expect(plan.columns).toEqual([]);
    expect(steps).toEqual([{ method, change: 6 }]);
  });

  it('uses every row equally often, by one at most', () => {
    const { plan } = run(counted({ a: 53, b: 7, c: 11 }), [{ method }]);
    const times = new Map<number, number>();
    for (const row of plan.rows) times.set(row, (times.get(row) ?? 0) + 1);
    const of = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => times.get(from + i)!);
    for (const [from, to] of [
      [53, 60],
      [60, 71],
    ] as const) {
      const counts = of(from, to);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(53);
    }
  });

  it('draws independently on request', () => {
    const { plan } = run(FIXTURE_A, [
      { method, values: { baseSampling: 'random', strategy: { 1: 105 } } },
    ]);
    const added = [...plan.rows.subarray(16)];
    expect(added).toHaveLength(100);
    expect(new Set(added)).toEqual(new Set([11, 12, 13, 14, 15]));
    expect(added.slice(0, 5)).not.toEqual([11, 12, 13, 14, 15]);
  });

  it('numbers rows and copies on request, and shuffles', () => {
    const { plan } = run(FIXTURE_A, [{ method, values: { provenance: true, shuffle: true } }]);
    const [row, copy] = plan.columns;
    expect([row!.name, copy!.name]).toEqual(['_row', '_copy']);
    expect([row!.text(14), copy!.text(14)]).toEqual(['14', '0']);
    expect([row!.text(21), copy!.text(21)]).toEqual(['14', '2']);
    expect([...plan.order!].sort((a, b) => a - b)).toEqual([...Array(22).keys()]);
    expect([...plan.order!]).not.toEqual([...Array(22).keys()]);
  });

  it('has the bandwidth and spread of the worked example', () => {
    const { h, sd } = example<{ h: number; sd: number[] }>(method, 'smoothing constant').expect;
    expect(bandwidth(2, 16)).toBeCloseTo(h, 9);
    const rare = [
      [2.21, 2.62, 1.93, 2.9, 1.22],
      [1.27, 0.83, 1.71, 1.62, 0.93],
    ];
    rare.forEach((values, i) => {
      expect(standardDeviation(Float64Array.from(values))).toBeCloseTo(sd[i]!, 9);
    });
  });

  it('moves copies by noise of that spread', () => {
    const values = { shrinkage: 1, decimals: 'full', strategy: { 1: 20_005 } };
    const { plan } = run(FIXTURE_A, [{ method, values }]);
    const made = plan.made!;
    const { h, sd } = example<{ h: number; sd: number[] }>(method, 'smoothing constant').expect;
    made.numbers.forEach(({ column, values: moved }, place) => {
      const cells = FIXTURE_A.table.columns[column]!;
      const noise = moved.map(
        (value, i) => value - Number(cells.dictionary.text(cells.codes[made.parents[i]!]!)),
      );
      expect(standardDeviation(noise) / (h * sd[place]!)).toBeGreaterThan(0.98);
      expect(standardDeviation(noise) / (h * sd[place]!)).toBeLessThan(1.02);
    });
  });

  it('leaves whole numbers and names as they are when it moves copies', () => {
    const rows = Array.from({ length: 30 }, (_, i) => [
      `${i * 7}`,
      `${i}.5`,
      i % 2 ? 'p' : 'q',
      i < 5 ? 'a' : 'b',
    ]);
    const subject = given(tableOf(['i', 'x', 'c', 'y'], rows), { y: 'label' });
    const { plan } = run(subject, [{ method, values: { shrinkage: 1 } }]);
    expect(plan.made!.numbers.map(({ column }) => column)).toEqual([1]);
    const all = run(subject, [{ method, values: { shrinkage: 1, perturbIntegers: true } }]);
    expect(all.plan.made!.numbers.map(({ column }) => column)).toEqual([0, 1]);
    for (const value of all.plan.made!.numbers[0]!.values)
      expect(Number.isInteger(value)).toBe(true);
  });

  it('moves each class by its own shrinkage', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [
      `${(i * 7) % 31}.5`,
      i < 40 ? 'most' : i < 50 ? 'p' : 'q',
    ]);
    const subject = given(tableOf(['x', 'y'], rows), { y: 'label' });
    const moves = (values: Record<string, number | string>) => {
      const { made } = run(subject, [{ method, values: { decimals: 'full', ...values } }]).plan;
      return Array.from(made!.parents, (parent, i) => ({
        y: rows[parent]![1]!,
        by: made!.numbers[0]!.values[i]! - Number(rows[parent]![0]),
      }));
    };
    const one = moves({ shrinkage: 1 });
    const mixed = moves({ shrinkage: 1, shrinkageByClass: 'q=0.5' });
    // Noise is linear in the shrinkage: half of it for q, all of it for p.
    mixed.forEach(({ y, by }, i) => {
      expect(by).toBeCloseTo(one[i]!.by * (y === 'q' ? 0.5 : 1), 12);
    });
    for (const { y, by } of moves({ shrinkageByClass: 'q=0.5' })) {
      expect(by === 0).toBe(y === 'p');
    }
    const code = (shrinkageByClass: string) => {
      try {
        return moves({ shrinkageByClass });
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code('nobody=1')).toBe('unknown-class');
    expect(code('p=-1')).toBe('bad-parameter');
    expect(code('p')).toBe('bad-parameter');
  });
});
