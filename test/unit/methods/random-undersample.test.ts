import { describe, expect, it } from 'vitest';
import { largestRemainder } from '../../../src/engine/methods/shares';
import { tableOf } from '../../../src/engine/table/table';
import fixtures from '../../fixtures/methods/fixtures-act.json';
import { example, FIXTURE_A } from './fixtures';
import { given, run } from './run';

const method = 'random-undersample';

describe('random-undersample', () => {
  it('keeps the rows of the worked example in source order', () => {
    const { plan } = run(FIXTURE_A, [{ method }]);
    const { kept } = example<{ kept: number[] }>(method, 'state 0').expect;
    expect([...plan.rows]).toEqual(kept);
    expect([...plan.rows, ...plan.removed.rows].sort((a, b) => a - b)).toEqual([
      ...Array(16).keys(),
    ]);
    expect(plan.removed.reasons).toEqual(['majority']);
  });

  it('draws with replacement on request; rows never drawn leave', () => {
    const { plan } = run(FIXTURE_A, [
      { method, values: { replacement: true, strategy: { 0: 10 } } },
    ]);
    const common = [...plan.rows].filter((row) => row < 11);
    expect(common).toHaveLength(10);
    expect(common).toEqual([...common].sort((a, b) => a - b));
    expect(new Set(common).size).toBeLessThan(10);
    expect(new Set(common).size + plan.removed.rows.length).toBe(11);
  });

  it('keeps the shares of strata by largest remainder', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [
      i < 50 ? 'p' : i < 80 ? 'q' : '',
      i < 90 ? 'a' : 'b',
    ]);
    const subject = given(tableOf(['s', 'y'], rows), { y: 'label' });
    const { plan } = run(subject, [{ method, values: { stratifyBy: ['s'] } }]);
    const kept = [...plan.rows].filter((row) => row < 90);
    // 10 rows over strata of 50, 30 and 10 (missing): 5.56, 3.33, 1.11.
    expect(
      [0, 50, 80].map(
        (from, i) => kept.filter((row) => row >= from && row < [50, 80, 90][i]!).length,
      ),
    ).toEqual([6, 3, 1]);
  });

  it('acts on train rows when there is a split', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [
      i % 4 ? 'a' : 'b',
      i < 20 ? 'train' : 'test',
    ]);
    const subject = given(tableOf(['y', 'part'], rows), { y: 'label', part: 'split' });
    const { plan } = run(subject, [{ method }]);
    expect([...plan.rows].filter((row) => row >= 20)).toHaveLength(20);
    expect([...plan.rows].filter((row) => row < 20)).toHaveLength(10);
  });
});

describe('largest remainder', () => {
  it.each(fixtures.capabilities['largest-remainder'].map((entry) => [entry.name, entry] as const))(
    '%s',
    (_, { input, params, expect: expected }) => {
      expect(largestRemainder(input.n, params.shares)).toEqual(expected.sizes);
    },
  );

  it('says how often a row counts, instead of dropping it', () => {
    for (const replacement of [false, true]) {
      const of = (output: string) =>
        run(FIXTURE_A, [{ method: 'random-undersample', values: { output, replacement } }]).plan;
      const [rows, columns] = [of('rows'), of('columns')];
      expect(columns.rows).toHaveLength(16);
      const [column] = columns.columns;
      expect(column!.name).toBe('_copies');
      for (let row = 0; row < 16; row++) {
        const times = [...rows.rows].filter((each) => each === row).length;
        expect(column!.text(row)).toBe(String(times));
      }
    }
  });
});
