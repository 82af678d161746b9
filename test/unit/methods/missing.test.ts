import { describe, expect, it } from 'vitest';
import { METHODS } from '../../../src/engine/methods';
import { outputRows } from '../../../src/engine/plan/plan';
import { reasonOf } from '../../../src/engine/plan/removed-rows';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { cellText, tableOf } from '../../../src/engine/table/table';
import { given, run } from './run';

const table = tableOf(
  ['x', 'z', 'colour', 'g', 'y'],
  [
    ['1.5', '0.5', 'red', 'p', 'a'],
    ['', '0.6', 'red', 'p', 'a'],
    ['9.5', '0.7', 'blue', 'q', 'a'],
    ['2.5', '', 'blue', 'q', ''],
    ...Array.from({ length: 9 }, (_, i) => [
      `${i + 3}.25`,
      `${i}.1`,
      i % 3 ? 'red' : 'green',
      i % 2 ? 'p' : 'q',
      'b',
    ]),
    ['4.5', '1.5', 'red', 'p', ''],
  ],
);
const subject = given(table, { y: 'label', g: 'group' });
/** The same for methods that need other columns. */
const special = given(table, { y: 'label', g: 'group', z: 'loss', colour: 'entity' });

describe('rows without a label', () => {
  const users = METHODS.filter(({ params }) => params.some(({ id }) => id === 'missingLabel'));

  it('are asked about by every method that needs the label', () => {
    // A split deals every row to some part, with a label or without.
    const needing = METHODS.filter(
      ({ needs, family }) => needs.required?.includes('label') && family !== 'split',
    );
    for (const method of needing) expect(users).toContain(method);
  });

  /** What so small a file needs. */
  const small: Record<string, Record<string, number | string>> = {
    'regression-resample': { column: '#1', by: 'bins', bins: 2 },
    'kmeans-smote': { clusters: 1, k: 1, balanceThreshold: 0 },
    'cluster-size-weights': { column: 'colour' },
    'soft-dedup-weights': { textColumn: 'x' },
  };

  it.each(users.map(({ id }) => id))('pass or leave: %s', (method) => {
    const values = { shuffle: true };
    const shuffles = users.find(({ id }) => id === method)!.params.some((p) => p.id === 'shuffle');
    const { needs } = users.find(({ id }) => id === method)!;
    const named = needs.required?.includes('loss');
    const of = (missingLabel: string) =>
      run(named ? special : subject, [
        { method, values: { ...small[method], missingLabel, ...(shuffles ? values : {}) } },
      ]).plan;
    const passed = of('pass');
    const dropped = of('drop');
    expect([...passed.rows]).toEqual(expect.arrayContaining([3, 13]));
    expect([...dropped.removed.rows].filter((row) => row === 3 || row === 13)).toEqual([3, 13]);
    const reasons = [...dropped.removed.rows].flatMap((row, i) =>
      row === 3 || row === 13 ? [reasonOf(dropped.removed, i)] : [],
    );
    expect(reasons).toEqual(['no label', 'no label']);
    // All else is as before, in the same order and with the same added cells.
    const lines = (plan: typeof passed) => {
      const planned = plannedTable(table, plan);
      return Array.from({ length: planned.rowCount }, (_, row) =>
        planned.columns.map((_, column) => cellText(planned, row, column)),
      );
    };
    expect(lines(dropped)).toEqual(lines(passed).filter((cells) => cells[4] !== ''));
    if (dropped.order) {
      expect([...dropped.order].sort((a, b) => a - b)).toEqual([
        ...Array(outputRows(dropped)).keys(),
      ]);
    }
  });
});

describe('rows without a number', () => {
  it('are refused on request, with the first such row', () => {
    for (const values of [{ missing: 'error' }, { missing: 'error', shrinkage: 1 }]) {
      const method = 'shrinkage' in values ? 'random-oversample' : 'smote';
      expect(() => run(subject, [{ method, values }])).toThrow(
        expect.objectContaining({ code: 'missing-values', place: { row: 1, column: 0 } }),
      );
    }
  });

  it('become parents with the median for distances; their cells stay empty', () => {
    const values = { missing: 'impute', k: 1, scale: 'none', decimals: 'full', provenance: false };
    const { plan } = run(subject, [{ method: 'smote', values }]);
    const { parents, neighbours, numbers, lambdas } = plan.made!;
    expect(new Set(parents)).toEqual(new Set([0, 1, 2]));
    // x in scope without gaps: 1.5 2.5 3.25 4.25 4.5 5.25 6.25 7.25 8.25 9.25 9.5 10.25 11.25; the median is 6.25.
    const distance = (a: number[], b: number[]) => (a[0]! - b[0]!) ** 2 + (a[1]! - b[1]!) ** 2;
    const at = [
      [1.5, 0.5],
      [6.25, 0.6],
      [9.5, 0.7],
    ];
    const nearest = at.map((own, i) =>
      [0, 1, 2]
        .filter((j) => j !== i)
        .reduce((best, j) => (distance(own, at[j]!) < distance(own, at[best]!) ? j : best)),
    );
    const x = [1.5, NaN, 9.5];
    parents.forEach((parent, i) => {
      expect(neighbours[i]).toBe(nearest[parent]);
      const to = x[neighbours[i]!]!;
      const expected = Number.isNaN(to) ? x[parent]! : x[parent]! + lambdas[i]! * (to - x[parent]!);
      expect(numbers[0]!.values[i]).toBe(expected);
    });
    const planned = plannedTable(table, plan);
    parents.forEach((parent, i) => {
      expect(cellText(planned, 14 + i, 0) === '').toBe(parent === 1);
    });
    const note = plan.guards.find(({ code }) => code === 'G-MISS');
    expect(note).toMatchObject({ level: 'note' });
    expect(note?.message).toMatch(/median/);
  });
});

describe('decimals', () => {
  it.each([
    ['column', ['x', 2], ['n', 0]],
    ['full', ['x', -1], ['n', -1]],
    ['1', ['x', 1], ['n', 0]],
    ['5', ['x', 5], ['n', 0]],
  ] as const)('%s', (decimals, ...expected) => {
    const rows = Array.from({ length: 12 }, (_, i) => [`${i}.25`, `${i * i}`, i < 4 ? 'a' : 'b']);
    const numbers = given(tableOf(['x', 'n', 'y'], rows), { y: 'label' });
    const { made } = run(numbers, [{ method: 'smote', values: { decimals } }]).plan;
    expect(made!.numbers.map(({ column, decimals: n }) => [['x', 'n'][column], n])).toEqual(
      expected,
    );
  });
});
