import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../src/engine/table/table';
import { given, run } from './run';

/** A text of numbered words. */
const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(' ');

/** Texts in two languages: 0, 1 and 2 are a chain; 3 is far from all. */
const subject = given(
  tableOf(
    ['text', 'language', 'label'],
    [
      [words(0, 100), 'en', 'a'],
      [words(0, 109), 'en', 'a'],
      [words(9, 118), 'de', 'a'],
      [words(500, 600), 'de', 'a'],
      ['', 'de', 'b'],
      ['', 'en', 'b'],
    ],
  ),
  { text: 'text', label: 'label', language: 'ignored' },
);

const kept = (values: Record<string, number | string | readonly string[]>) => {
  const { plan } = run(subject, [{ method: 'near-dedup', values }]);
  return { rows: [...plan.rows], removed: plan.removed, notices: plan.notices };
};

describe('near-dedup', () => {
  it('keeps the longest of each set by default, with the kept row and its similarity', () => {
    const { rows, removed } = kept({ threshold: 0.8 });
    expect(rows).toEqual([2, 3, 4, 5]);
    expect([...removed.rows]).toEqual([0, 1]);
    expect([...removed.keptAs!]).toEqual([2, 2]);
    // 87 of 114 shingles, which no pair at the threshold says; 96 of 114.
    expect(removed.similarity![0]).toBeCloseTo(87 / 114, 6);
    expect(removed.similarity![1]).toBeCloseTo(96 / 114, 6);
  });

  it('follows the threshold', () => {
    expect(kept({ threshold: 0.9 }).rows).toEqual([1, 2, 3, 4, 5]);
    expect(kept({ threshold: 0.95 }).rows).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('looks within a column only when asked', () => {
    expect(kept({ within: ['language'] }).rows).toEqual([1, 2, 3, 4, 5]);
  });

  it('parts chains into stars', () => {
    // 0 and 2 share 87 of 114 shingles: less than 0.8, and both are like 1.
    expect(kept({ keep: 'first', linkage: 'star', threshold: 0.8 }).rows).toEqual([0, 3, 4, 5]);
    expect(kept({ keep: 'first', linkage: 'component', threshold: 0.8 }).rows).toEqual([
      0, 3, 4, 5,
    ]);
  });

  it('spares a row that only a chain links to the kept one', () => {
    const chain = given(
      tableOf(
        ['text', 'label'],
        [0, 10, 20, 30, 40, 50].map((from) => [words(from, from + 100), 'a']),
      ),
      { text: 'text', label: 'label' },
    );
    const { plan } = run(chain, [
      { method: 'near-dedup', values: { keep: 'first', threshold: 0.8 } },
    ]);
    // 86 of 106 between neighbours: a similarity of 0.81; 56 of 136 between the first and the fifth.
    expect([...plan.rows]).toEqual([0, 3, 4, 5]);
    expect(plan.notices.join(' ')).toContain('3 rows stay');
    const stars = run(chain, [
      { method: 'near-dedup', values: { keep: 'first', threshold: 0.8, linkage: 'star' } },
    ]).plan;
    expect([...stars.rows]).toEqual([0, 2, 4]);
  });
});
