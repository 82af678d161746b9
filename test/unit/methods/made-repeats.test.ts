import { describe, expect, it } from 'vitest';
import { madeCopies } from '../../../src/engine/plan/made-repeats';
import { madeText, NO_ROW, type MadeColumn, type MadeRows } from '../../../src/engine/plan/plan';
import { tableOf } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { given } from './run';

const SOURCE = [
  ['1.0', '10', 'p'],
  ['2.50', '20', 'q'],
  ['', '30', 'p'],
  ['NA', '40', 'q'],
  ['7.25', '50', 'p'],
  ['1', '10', 'p'],
];
const SUBJECT = given(tableOf(['a', 'b', 'c'], SOURCE));
const ALL = Uint32Array.from(SOURCE, (_, row) => row);

/** Made rows with these numbers in `a` and `b`, and the `c` of their parents. */
function made(a: readonly number[], b: readonly number[], parents = a.map(() => 0)): MadeRows {
  return {
    count: a.length,
    operation: 'smote',
    parents: Uint32Array.from(parents),
    neighbours: new Uint32Array(a.length).fill(NO_ROW),
    lambdas: new Float64Array(a.length),
    numbers: [
      { column: 0, values: Float64Array.from(a), decimals: 2 },
      { column: 1, values: Float64Array.from(b), decimals: 0 },
    ],
    texts: [],
  };
}

const copies = (rows: MadeRows, kept = ALL) =>
  madeCopies(SUBJECT.table, SUBJECT.profiles, [0, 1, 2], { rows: kept, made: rows }, () => {});

describe('madeCopies', () => {
  it('is 0 where every made row has a number of its own in some column', () => {
    expect(copies(made([1.5, 1.75, 1], [10, 10, 11]))).toBe(0);
  });

  it('compares as written and by value', () => {
    expect(copies(made([1.004], [10]))).toBe(1);
    expect(copies(made([2.5], [20], [1]))).toBe(1);
  });

  it('compares all cells of rows that are alike in numbers', () => {
    expect(copies(made([2.5], [20], [0]))).toBe(0);
  });

  it('counts made rows that equal each other once less', () => {
    expect(copies(made([3.111, 3.112, 3.11], [99, 99, 99]))).toBe(2);
    expect(copies(made([3.111, 3.119], [99, 99]))).toBe(0);
  });

  it('looks among kept rows alone', () => {
    expect(copies(made([7.25], [50]), ALL.slice(0, 3))).toBe(0);
    expect(copies(made([7.25], [50]))).toBe(1);
  });

  it('leaves columns with empty cells or texts of their own to others', () => {
    expect(copies(made([NaN], [30]))).toBeUndefined();
    const { numbers, ...rows } = made([3], [99]);
    const spelled = numbers.map((column): MadeColumn => ({ ...column, text: () => 'seven' }));
    expect(copies({ ...rows, numbers: spelled })).toBeUndefined();
  });

  it('counts what brute force counts', () => {
    const seed = 20261122;
    const { below } = dice(seed);
    const [a, b, c] = [
      [1, 1.25, 2.5, 7.25, 8],
      [10, 20, 30, 60, 70],
      ['p', 'q', ''],
    ];
    const key = (first: string, second: string, third: string) =>
      [...[first, second].map((text) => (text === 'NA' ? '' : text && Number(text))), third].join();
    let most = 0;
    for (let round = 0; round < 2000; round++) {
      const count = 1 + below(4);
      const pick = <T>(from: readonly T[]) =>
        Array.from({ length: count }, () => from[below(from.length)]!);
      const plain = made(pick(a!), pick(b!), pick([0, 1, 2]));
      const own = pick(c!);
      const rows =
        round % 2 ? plain : { ...plain, texts: [{ column: 2, text: (i: number) => own[i]! }] };
      const kept = ALL.filter(() => below(3) > 0);
      const seen = new Set(
        Array.from(kept, (row) => key(...(SOURCE[row] as [string, string, string]))),
      );
      let expected = 0;
      for (let i = 0; i < count; i++) {
        const [first, second] = rows.numbers.map((column) => madeText(column, i));
        const third = round % 2 ? SOURCE[rows.parents[i]!]![2]! : own[i]!;
        const cells = key(first!, second!, third);
        if (seen.has(cells)) expected++;
        seen.add(cells);
      }
      most = Math.max(most, expected);
      expect(copies(rows, kept), `seed ${seed}, round ${round}`).toBe(expected);
    }
    expect(most).toBeGreaterThan(1);
  });
});
