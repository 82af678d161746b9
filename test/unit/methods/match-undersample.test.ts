import { describe, expect, it } from 'vitest';
import { matchPoints, matchScores } from '../../../src/engine/methods/resample/parts/matching';
import { createRandom } from '../../../src/engine/random';
import { meanDifference } from '../../../src/engine/statistics/mean-difference';
import { tableOf } from '../../../src/engine/table/table';
import { given, run, sha256 } from './run';

const { uniform } = createRandom(6, sha256).stream('match');
const idle = () => undefined;
const numbers = (from: number, to: number) =>
  Uint32Array.from({ length: to - from }, (_, i) => from + i);

describe('matching on one number', () => {
  it.each([
    [1, Infinity, false],
    [2, 0.05, false],
    [1, 0.01, true],
    [3, 0.02, true],
  ])('is greedy, ratio %s within %s, again %s', (ratio, caliper, replacement) => {
    const scores = Float64Array.from({ length: 90 }, (_, i) => uniform(i));
    const rare = numbers(0, 25);
    const found = matchScores(scores, rare, numbers(25, 90), caliper, { ratio, replacement }, idle);
    const gap = (a: number, b: number) => Math.abs(scores[a]! - scores[b]!);
    const order = [...rare].sort((a, b) => scores[b]! - scores[a]!);
    const expected: { rare: number; common: number }[] = [];
    const take = (point: number, taken: ReadonlySet<number>) => {
      const open = [...numbers(25, 90)].filter((o) => !taken.has(o) && gap(o, point) <= caliper);
      const [best] = open.sort((a, b) => gap(a, point) - gap(b, point));
      if (best !== undefined) expected.push({ rare: point, common: best });
    };
    if (replacement) {
      for (const point of order) {
        for (let n = 0; n < ratio; n++) {
          const own = expected.filter((pair) => pair.rare === point).map(({ common }) => common);
          take(point, new Set(own));
        }
      }
    } else {
      for (let round = 0; round < ratio; round++) {
        for (const point of order) take(point, new Set(expected.map(({ common }) => common)));
      }
    }
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(5);
  });

  it('takes of two that are as near the one above, and of equal ones the first', () => {
    const scores = Float64Array.of(5, 4, 6, 6, 5.5);
    const pairs = (caliper: number) =>
      matchScores(
        scores,
        numbers(0, 1),
        numbers(1, 4),
        caliper,
        { ratio: 3, replacement: false },
        idle,
      );
    expect(pairs(1).map(({ common }) => common)).toEqual([2, 3, 1]);
    expect(pairs(0.9)).toEqual([]);
  });
});

describe('matching by distance', () => {
  it('is greedy in the order of rows, to the last free one', () => {
    const count = 140;
    const values = Float64Array.from({ length: 2 * count }, (_, i) => uniform(5000 + i));
    const points = { count, dimensions: 2, values };
    const rare = numbers(0, 60);
    const common = numbers(60, count);
    const far = (a: number, b: number) =>
      (values[2 * a]! - values[2 * b]!) ** 2 + (values[2 * a + 1]! - values[2 * b + 1]!) ** 2;
    const taken = new Set<number>();
    const expected = [0, 1].flatMap(() =>
      [...rare].flatMap((point) => {
        const [best] = [...common]
          .filter((other) => !taken.has(other))
          .sort((a, b) => far(point, a) - far(point, b));
        if (best === undefined) return [];
        taken.add(best);
        return [{ rare: point, common: best }];
      }),
    );
    const matching = { ratio: 2, replacement: false };
    expect(matchPoints(points, rare, common, matching, idle)).toEqual(expected);
    expect(expected).toHaveLength(80);
  });
});

describe('match-undersample', () => {
  /** 60 old rare rows, 600 common ones of all ages; sex is even. */
  const rows = Array.from({ length: 660 }, (_, i) => {
    const rare = i % 11 === 0;
    const age = rare ? 50 + 30 * uniform(i) : 20 + 60 * uniform(i);
    return [age.toFixed(2), uniform(i + 2e4) < 0.5 ? 'F' : 'M', rare ? 'ill' : 'well'];
  });
  const subject = given(tableOf(['age', 'sex', 'state'], rows), { state: 'label' });
  const planOf = (values: Record<string, string | number | boolean>) =>
    run(subject, [{ method: 'match-undersample', values }]).plan;
  const balanceOf = (values: Record<string, string | number | boolean>) =>
    planOf(values).tables['balance'] as { column: string; before: number; after: number }[];

  it.each(['propensity', 'nearest', 'exact-bins'])('makes ages alike by %s', (method) => {
    const [age] = balanceOf({ method, bins: 20 });
    expect(age!.before).toBeGreaterThan(0.8);
    expect(Math.abs(age!.after)).toBeLessThan(age!.before / 5);
    const plan = planOf({ method, bins: 20 });
    expect(plan.rows.length).toBeGreaterThan(100);
    expect(plan.rows.length).toBeLessThanOrEqual(120);
    expect(plan.removed.rows.every((row) => rows[row]![2] === 'well')).toBe(true);
  });

  it('gives both rows of a pair one number', () => {
    const plan = planOf({ method: 'nearest', ratio: 2 });
    const id = plan.columns.find(({ name }) => name === '_match_id')!;
    const found = new Map<string, string[]>();
    plan.rows.forEach((row, output) => {
      const own = id.text(output);
      found.set(own, [...(found.get(own) ?? []), rows[row]![2]!].sort());
    });
    expect(found.size).toBe(60);
    for (const pair of found.values()) expect(pair).toEqual(['ill', 'well', 'well']);
  });

  it('keeps pairs within the caliper alone, and says who has none', () => {
    const plan = planOf({ caliper: 0 });
    expect(plan.rows).toHaveLength(60);
    expect(plan.notices.join(' ')).toContain('60 rows of `ill` without a match');
    expect(plan.guards.find(({ code }) => code === 'G-TAIL')!.level).toBe('block');
  });

  it('has no difference left in columns of equal values', () => {
    const sexes = given(
      tableOf(
        ['sex', 'state'],
        rows.map(([, sex], i) => [sex!, i % 11 === 0 ? 'ill' : 'well']),
      ),
      { state: 'label' },
    );
    const { plan } = run(sexes, [
      { method: 'match-undersample', values: { method: 'exact-bins' } },
    ]);
    const [sex] = plan.tables['balance'] as { after: number }[];
    expect(sex!.after).toBeCloseTo(0, 12);
    expect(plan.rows).toHaveLength(120);
  });
});

describe('the standardised mean difference', () => {
  it('is the definition', () => {
    expect(meanDifference([1, 2, 3], [3, 5])).toBeCloseTo(-2 / Math.sqrt((1 + 2) / 2), 12);
    expect(meanDifference([2, 2], [2])).toBe(0);
    expect(meanDifference([2, 2], [3])).toBeNull();
    expect(meanDifference([], [3])).toBeNull();
  });
});
