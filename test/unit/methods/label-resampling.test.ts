import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../src/engine/table/table';
import { example } from './fixtures';
import { given, run } from './run';

describe('repeat-factors', () => {
  interface Factors {
    readonly r: Record<string, number>;
    readonly rImage: number[];
  }
  it.each(['rfs', 'irfs'] as const)('has the factors of the worked example: %s', (mode) => {
    const { input, expect: expected } = example<Factors>('repeat-factors', mode);
    const { images } = input as { images: Record<string, number>[] };
    const rows = images.map((image) => [
      Object.entries(image)
        .flatMap(([category, count]) => new Array<string>(count).fill(category))
        .join(','),
    ]);
    const subject = given(tableOf(['categories'], rows), { categories: 'label' });
    const values = { mode, t: 0.5, output: 'columns' };
    const { plan } = run(subject, [{ method: 'repeat-factors', values }]);
    expected.rImage.forEach((factor, row) => {
      const column = plan.columns.find(({ name }) => name === '_repeat_factor')!;
      expect(Number(column.text(row))).toBeCloseTo(factor, 9);
    });
    const categories = plan.tables['categories'] as unknown as {
      category: string;
      factor: number;
    }[];
    for (const { category, factor } of categories) {
      expect(factor).toBeCloseTo(expected.r[category]!, 9);
    }
  });

  it('repeats floor(r) times and once more by chance, and finds the threshold of a growth', () => {
    const rows = Array.from({ length: 2000 }, (_, i) => [i % 2 ? 'a' : i % 40 ? 'b' : 'c']);
    const subject = given(tableOf(['y'], rows), { y: 'label' });
    const { plan } = run(subject, [{ method: 'repeat-factors', values: { t: 0.1 } }]);
    // c is in 50 of 2000 rows: r = sqrt(0.1 / 0.025) = 2, exactly one copy each.
    expect(plan.rows).toHaveLength(2050);
    expect([...plan.rows].slice(2000).every((row) => row % 40 === 0)).toBe(true);
    const grown = run(subject, [
      { method: 'repeat-factors', values: { automatic: true, growth: 1.5 } },
    ]).plan;
    // Mean factor 1.5; fractions are rounded by chance, three standard errors of 2000 draws.
    expect(Math.abs(grown.rows.length / 2000 - 1.5)).toBeLessThan(3 * Math.sqrt(0.25 / 2000));
    const other = run(subject, [
      { method: 'repeat-factors', values: { automatic: true, growth: 1.5, epoch: 1 } },
    ]).plan;
    expect(other.rows).not.toEqual(grown.rows);
  });
});

/** 100 rows: `a` nearly everywhere, `b` in a third, `c` in 4 rows and `d` in 6, some with `a`. */
const ROWS = Array.from({ length: 100 }, (_, i) => {
  const labels = [
    ...(i % 10 ? ['a'] : []),
    ...(i % 3 === 0 ? ['b'] : []),
    ...(i % 25 === 0 ? ['c'] : []),
    ...(i % 17 === 1 ? ['d'] : []),
  ];
  return [`${i}`, labels.join(',')];
});
const SUBJECT = given(tableOf(['id', 'labels'], ROWS), { labels: 'label', id: 'id' });
const has = (row: number, label: string) => ROWS[row]![1]!.split(',').includes(label);
const countOf = (rows: Iterable<number>, label: string) =>
  [...rows].filter((row) => has(row, label)).length;

describe('ml-ros', () => {
  it('repeats rows of rare labels alone, until none is rarer than the mean was', () => {
    const { plan } = run(SUBJECT, [{ method: 'ml-ros', values: { percent: 1000 } }]);
    const labels = ['a', 'b', 'c', 'd'];
    const counts = labels.map((label) => countOf(plan.rows.slice(0, 100), label));
    const ratios = counts.map((count) => Math.max(...counts) / count);
    const mean = ratios.reduce((a, b) => a + b) / 4;
    const rare = labels.filter((_, i) => ratios[i]! > mean);
    expect(rare).toEqual(['c', 'd']);
    const clones = plan.rows.slice(100);
    for (const row of clones) expect(rare.some((label) => has(row, label))).toBe(true);
    // Played again: a label is repeated in turn with the others, and leaves when it is not rarer than the mean.
    let active = rare;
    let at = 0;
    while (active.length) {
      active = active.filter((label) => {
        const row = clones[at++]!;
        expect(has(row, label)).toBe(true);
        labels.forEach((each, i) => {
          if (has(row, each)) counts[i]!++;
        });
        return Math.max(...counts) / counts[labels.indexOf(label)]! > mean;
      });
    }
    expect(at).toBe(clones.length);
    expect(plan.notices.join()).toMatch(/then no label was rarer/);
  });

  it('says how often a row counts, instead of repeating it', () => {
    const of = (output: string) =>
      run(SUBJECT, [{ method: 'ml-ros', values: { percent: 3, output } }]).plan;
    const [rows, columns] = [of('rows'), of('columns')];
    expect(columns.rows).toHaveLength(100);
    const times = (row: number) => rows.rows.filter((each) => each === row).length;
    const column = columns.columns.find(({ name }) => name === '_copies')!;
    for (let row = 0; row < 100; row++) expect(column.text(row)).toBe(String(times(row)));
  });

  it('stops at the budget', () => {
    const { plan } = run(SUBJECT, [{ method: 'ml-ros', values: { percent: 3 } }]);
    expect(plan.rows).toHaveLength(103);
  });
});

describe('ml-rus', () => {
  it('drops rows without a rare label, a quarter of all rows', () => {
    const { plan } = run(SUBJECT, [{ method: 'ml-rus' }]);
    expect(plan.removed.rows).toHaveLength(25);
    for (const row of plan.removed.rows) {
      expect(has(row, 'c') || has(row, 'd')).toBe(false);
    }
    const all = run(SUBJECT, [{ method: 'ml-rus', values: { percent: 100 } }]).plan;
    // What is left has a rare label, or no label at all.
    for (const row of all.rows) {
      expect(has(row, 'c') || has(row, 'd') || ROWS[row]![1] === '').toBe(true);
    }
    expect(all.notices.join()).toMatch(/left instead of 100 rows/);
  });
});

describe('mlsmote', () => {
  const rows = Array.from({ length: 90 }, (_, i) => {
    const flags = [i % 10 ? 1 : 0, i % 7 === 0 ? 1 : 0, i % 6 === 0 ? 1 : 0];
    return [
      `${(i * 37) % 89}.5`,
      `${(i * 53) % 83}.25`,
      ['r', 'g', 'b'][i % 3]!,
      ...flags.map(String),
    ];
  });
  const subject = given(tableOf(['x', 'z', 'colour', 'a', 'b', 'c'], rows), { a: 'label' });
  const values = { columns: ['a', 'b', 'c'], k: 3, scale: 'none', decimals: 'full' };

  it('makes a row per row of each rare label, on segments, with the labels of most', () => {
    const { plan } = run(subject, [{ method: 'mlsmote', values }]);
    const made = plan.made!;
    const bags = ['b', 'c'].map((_, i) =>
      [...rows.keys()].filter((row) => rows[row]![4 + i] === '1'),
    );
    expect([...made.parents]).toEqual(bags.flat());
    // Distances by hand: the mismatch costs the square of the median standard deviation of the bag.
    const sd = (bag: number[], column: number) => {
      const own = bag.map((row) => Number(rows[row]![column]));
      const mean = own.reduce((a, b) => a + b) / own.length;
      return Math.sqrt(own.reduce((sum, x) => sum + (x - mean) ** 2, 0) / own.length);
    };
    let at = 0;
    for (const bag of bags) {
      const mismatch = ((sd(bag, 0) + sd(bag, 1)) / 2) ** 2;
      for (const row of bag) {
        const near = bag
          .filter((other) => other !== row)
          .map((other) => {
            const square = (column: number) =>
              (Number(rows[row]![column]) - Number(rows[other]![column])) ** 2;
            const differ = rows[row]![2] === rows[other]![2] ? 0 : mismatch;
            return { other, distance: square(0) + square(1) + differ };
          })
          .sort((a, b) => a.distance - b.distance || a.other - b.other)
          .slice(0, 3)
          .map(({ other }) => other);
        const neighbour = made.neighbours[at]!;
        expect(near).toContain(neighbour);
        for (const { column, values: numbers } of made.numbers) {
          const [from, to] = [row, neighbour].map((each) => Number(rows[each]![column]));
          expect(numbers[at]).toBeCloseTo(from! + made.lambdas[at]! * (to! - from!), 9);
        }
        for (const column of [3, 4, 5]) {
          const votes = [row, ...near].filter((each) => rows[each]![column] === '1').length;
          const text = made.texts.find((each) => each.column === column)!.text(at);
          expect(text).toBe(votes > 2 ? '1' : '0');
        }
        at++;
      }
    }
  });
});
