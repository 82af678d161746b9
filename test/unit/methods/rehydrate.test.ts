import { describe, expect, it } from 'vitest';
import { pooledSizes, rehydration } from '../../../src/engine/statistics/rehydration';
import { tableOf } from '../../../src/engine/table/table';
import { given, run } from './run';

const bin = (size: number, rows: number, failing: number) => ({
  from: size,
  to: size,
  rows,
  failing,
});

describe('how often rows are written by the size of their set', () => {
  it('is once at the mean rate of failing, most where they fail least, in proportion between', () => {
    // 40 of 100 rows fail.
    const bins = [bin(1, 40, 24), bin(2, 20, 8), bin(3, 20, 6), bin(4, 20, 2)];
    const found = rehydration(bins, 5, 1);
    expect(found.map(({ rate }) => rate)).toEqual([0.6, 0.4, 0.3, 0.1]);
    expect(found[0]!.exact).toBe(1);
    expect(found[1]!.exact).toBe(1);
    // A third of the way from 0.4 to 0.1.
    expect(found[2]!.exact).toBeCloseTo(1 + 4 / 3, 12);
    expect(found[3]!.exact).toBe(5);
    expect(found.map(({ times }) => times)).toEqual([1, 1, 2, 5]);
  });

  it('falls as the rate of failing rises', () => {
    const bins = Array.from({ length: 20 }, (_, i) => bin(i + 1, 100, (i * 37) % 100));
    const byRate = [...rehydration(bins, 10, 1)].sort((a, b) => a.rate - b.rate);
    byRate.slice(1).forEach((each, i) => {
      expect(each.exact).toBeLessThanOrEqual(byRate[i]!.exact);
    });
  });

  it('is smoothed over neighbours', () => {
    const bins = [bin(1, 10, 5), bin(2, 10, 0), bin(3, 10, 10)];
    expect(rehydration(bins, 5, 1).map(({ times }) => times)).toEqual([1, 5, 1]);
    // (1 + 5) / 2, (1 + 5 + 1) / 3, (5 + 1) / 2
    expect(rehydration(bins, 5, 3).map(({ times }) => times)).toEqual([3, 2, 3]);
  });

  it('takes sizes of few rows together with larger ones', () => {
    const sizes = [bin(1, 200, 0), bin(2, 60, 1), bin(5, 50, 2), bin(9, 30, 3), bin(11, 1, 1)];
    expect(pooledSizes(sizes, 100)).toEqual([
      bin(1, 200, 0),
      { from: 2, to: 11, rows: 141, failing: 7 },
    ]);
    expect(pooledSizes(sizes.slice(4), 100)).toEqual([bin(11, 1, 1)]);
    expect(pooledSizes([], 100)).toEqual([]);
  });
});

/** Rows of sets of 1 to 4: the larger the set, the fewer fail. */
const TABLE = tableOf(
  ['dup_cluster_size', 'ok', 'score'],
  Array.from({ length: 400 }, (_, i) => {
    const size = 1 + (i % 4);
    const passes = (i >> 2) % 10 >= 8 - 2 * size;
    return [String(size), passes ? 'yes' : 'no', passes ? '0.9' : '0.1'];
  }),
);
const times = (values: Record<string, string | number | boolean>) => {
  const { plan } = run(given(TABLE, { score: 'score' }), [{ method: 'rehydrate', values }]);
  const copies = new Uint32Array(TABLE.rowCount);
  for (const row of plan.rows) copies[row]!++;
  return { plan, copies };
};

describe('rehydrate', () => {
  const values = { quality: 'ok', smooth: 1, minRows: 50 };
  // 60, 40, 20 and 0 % fail, 30 % of all.
  const wanted = [1, 1, 2, 5];

  it('repeats rows that pass, no more often than there were copies', () => {
    const { copies, plan } = times(values);
    copies.forEach((n, row) => {
      const size = row % 4;
      const passes = (row >> 2) % 10 >= 6 - 2 * size;
      expect(n).toBe(passes ? Math.min(wanted[size]!, size + 1) : 1);
    });
    expect(plan.removed.count).toBe(0);
    expect(plan.tables['removalBySize']).toHaveLength(4);
  });

  it('takes a score and a threshold, more times, and a column', () => {
    expect(times({ ...values, quality: 'score', least: 0.5 }).copies).toEqual(times(values).copies);
    expect(Math.max(...times({ ...values, beyondSize: true }).copies)).toBe(5);
    const { plan, copies } = times({ ...values, as: 'column' });
    expect([...copies]).toEqual(new Array(400).fill(1));
    const again = times(values).copies;
    plan.rows.forEach((row, output) => {
      expect(plan.columns[0]!.text(output)).toBe(String(again[row]));
    });
  });

  it('says what it lacks', () => {
    expect(() => times({ ...values, quality: 'score' })).toThrow('`least`');
    expect(() => times({ ...values, sizeColumn: 'ok' })).toThrow('holds others');
    expect(times({ ...values, minRows: 200 }).plan.notices.join(' ')).toContain('too few');
  });
});
