import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hillIndex, keptPerCell } from '../../../src/engine/methods/resample/group-subsample';
import { createRandom } from '../../../src/engine/random';
import { cellText, tableOf } from '../../../src/engine/table/table';
import { example } from './fixtures';
import { given, run } from './run';

const method = 'group-subsample';
const { input, expect: expected } = example<{ keep: Record<string, number> }>(method, 'min');
const cells = Object.entries((input as { cells: Record<string, number> }).cells);
const rows = cells.flatMap(([name, count]) =>
  Array.from({ length: count }, () => [...name.split('|')]),
);
const table = tableOf(['y', 'g'], rows);
const subject = given(table, { y: 'label', g: 'group' });

/** Rows of an output per `label|group`. */
function countsOf(kept: Uint32Array): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of kept) {
    const cell = `${cellText(table, row, 0)}|${cellText(table, row, 1)}`;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
}

describe('group-subsample', () => {
  it('keeps as many rows of every cell as the smallest has', () => {
    const { plan } = run(subject, [{ method }]);
    expect(countsOf(plan.rows)).toEqual(expected.keep);
    expect([...plan.rows]).toEqual([...plan.rows].sort((a, b) => a - b));
    expect(plan.rows.length + plan.removed.rows.length).toBe(rows.length);
    expect(plan.removed.reasons).toEqual(['cell']);
  });

  it('takes a quantile of the sizes or counts by hand', () => {
    const half = run(subject, [{ method, values: { size: 'quantile', quantile: 0.5 } }]);
    // Sizes 10, 20, 30, 40: the median is 25.
    expect(countsOf(half.plan.rows)).toEqual({ 'a|x': 25, 'a|y': 10, 'b|x': 25, 'b|y': 20 });
    const hand = run(subject, [{ method, values: { size: 'table', counts: 'a|x=3, b|y=0' } }]);
    expect(countsOf(hand.plan.rows)).toEqual({ 'a|x': 3, 'a|y': 10, 'b|x': 30 });
  });

  it('refuses a cell that is not there and more rows than it has', () => {
    const of = (counts: Record<string, number>) => () =>
      keptPerCell([{ name: 'a|x', rows: new Uint32Array(5) }], { quantile: 0, counts });
    for (const counts of [{ 'a|z': 1 }, { 'a|x': 6 }, { 'a|x': -1 }, { 'a|x': 1.5 }]) {
      expect(of(counts)).toThrowError(expect.objectContaining({ code: 'bad-parameter' }));
    }
  });

  it('estimates the tail of a Pareto distribution of index 2', () => {
    const draws = createRandom(0, (text) => createHash('sha256').update(text).digest());
    const stream = draws.stream('pareto');
    const sample = Float64Array.from({ length: 20_000 }, (_, i) => (1 - stream.uniform(i)) ** -0.5);
    // The estimator's standard error is index / sqrt(k) = 0.063.
    expect(Math.abs(hillIndex(sample, 1000)! - 2)).toBeLessThan(4 * 0.063);
    const sorted = [...sample].sort((a, b) => b - a).slice(0, 1000);
    const mean = sorted.reduce((sum, x) => sum + Math.log(x / sorted[999]!), 0) / 1000;
    expect(hillIndex(sample, 1000)).toBeCloseTo(1 / mean, 12);
    expect(hillIndex(new Float64Array(50).fill(3), 10)).toBeNull();
  });
});
