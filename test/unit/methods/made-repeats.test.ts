import { describe, expect, it } from 'vitest';
import { mayRepeat } from '../../../src/engine/made-repeats';
import { madeText, type MadeColumn } from '../../../src/engine/plan';
import { tableOf } from '../../../src/engine/table';
import { dice } from '../../dice';
import { given } from './run';

const SOURCE = [
  ['1.0', '10', 'p'],
  ['2.50', '20', 'q'],
  ['', '30', 'p'],
  ['NA', '40', 'q'],
  ['7.25', '50', 'p'],
];
const SUBJECT = given(tableOf(['a', 'b', 'c'], SOURCE));

interface Made {
  readonly count: number;
  readonly numbers: readonly MadeColumn[];
}

/** Made rows with these numbers in `a` and `b`. */
const made = (a: readonly number[], b: readonly number[]): Made => ({
  count: a.length,
  numbers: [
    { column: 0, values: Float64Array.from(a), decimals: 2 },
    { column: 1, values: Float64Array.from(b), decimals: 0 },
  ],
});

const may = (rows: Made) =>
  mayRepeat(SUBJECT.table, SUBJECT.profiles, [0, 1, 2], rows, () => undefined);

describe('mayRepeat', () => {
  it('is false where every made row has a number of its own in some column', () => {
    expect(may(made([1.5, 1.75, 1], [10, 10, 11]))).toBe(false);
  });

  it('compares as written and by value, with what is empty', () => {
    expect(may(made([1.004], [10]))).toBe(true);
    expect(may(made([2.5], [20]))).toBe(true);
    expect(may(made([NaN], [30]))).toBe(true);
  });

  it('sees made rows that equal each other', () => {
    expect(may(made([3.111, 3.112], [99, 99]))).toBe(true);
    expect(may(made([3.111, 3.119], [99, 99]))).toBe(false);
  });

  it('trusts no column with texts of its own', () => {
    const rows = made([3], [99]);
    const numbers = rows.numbers.map((column) => ({ ...column, text: () => 'seven' }));
    expect(may({ ...rows, numbers })).toBe(true);
  });

  it('is never false where brute force finds an equal', () => {
    const seed = 20261122;
    const { below } = dice(seed);
    const [a, b] = [
      [1, 1.25, 2.5, 7.25, 8, NaN],
      [10, 20, 30, 60, 70, NaN],
    ];
    let [apart, equal] = [0, 0];
    for (let round = 0; round < 2000; round++) {
      const count = 1 + below(3);
      const pick = (from: readonly number[]) =>
        Array.from({ length: count }, () => from[below(from.length)]!);
      const rows = made(pick(a!), pick(b!));
      const key = (first: string, second: string) =>
        [first, second].map((text) => (text === 'NA' ? '' : text && String(Number(text)))).join();
      const keys = [
        ...SOURCE.map(([first, second]) => key(first!, second!)),
        ...Array.from({ length: count }, (_, index) =>
          key(madeText(rows.numbers[0]!, index), madeText(rows.numbers[1]!, index)),
        ),
      ];
      const repeats = new Set(keys).size < keys.length;
      if (repeats) equal++;
      if (may(rows)) continue;
      apart++;
      expect(repeats, `seed ${seed}, round ${round}`).toBe(false);
    }
    expect(apart).toBeGreaterThan(100);
    expect(equal).toBeGreaterThan(100);
  });
});
