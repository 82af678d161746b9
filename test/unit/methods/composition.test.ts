import { beforeAll, describe, expect, it } from 'vitest';
import { NO_ROW, outputRows, type Plan } from '../../../src/engine/plan/plan';
import { keptInstead, reasonOf } from '../../../src/engine/plan/removed-rows';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { cellText, tableOf, type Table } from '../../../src/engine/table/table';
import { FIXTURE_A } from './fixtures';
import { dataFile, given, run, type Given } from './run';

const texts = (table: Table) =>
  Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((_, column) => cellText(table, row, column)).join('\u0001'),
  );

/** The table of a plan as if written and read again: texts only. */
function written(table: Table, plan: Plan): Table {
  const planned = plannedTable(table, plan);
  return tableOf(
    planned.columns.map(({ name }) => name),
    texts(planned).map((row) => row.split('\u0001')),
  );
}

/** Runs steps one by one, writing and reading in between, with the roles and profiles of the source. */
function byHand(subject: Given, steps: Parameters<typeof run>[1], seed = 0): Table {
  let current = subject;
  for (const step of steps) {
    const { plan } = run(current, [step], { seed });
    const table = written(current.table, plan);
    const roles = Object.fromEntries(
      table.columns.map(({ name }, index) => [name, current.roles[index] ?? 'ignored'] as const),
    );
    current = given(table, roles);
  }
  return current.table;
}

describe('two steps on mammography', () => {
  let subject: Given;
  beforeAll(() => {
    subject = given(dataFile('mammography.csv', false), { c7: 'label' });
  });

  it('equals removing copies and making rows by hand', () => {
    const steps = [
      { method: 'exact-dedup' },
      { method: 'smote', values: { strategy: 0.25, provenance: false } },
    ];
    const { plan, steps: changes } = run(subject, steps);
    expect(changes).toEqual([
      { method: 'exact-dedup', change: -3334 },
      { method: 'smote', change: 1644 },
    ]);
    expect(texts(plannedTable(subject.table, plan))).toEqual(texts(byHand(subject, steps)));
    const label = (row: number) => cellText(subject.table, row, 6);
    const kept = Array.from(plan.rows, label);
    expect(kept.filter((value) => value === "'-1'")).toHaveLength(7595);
    expect(kept.filter((value) => value === "'1'")).toHaveLength(254);
    expect(plan.rows.length + plan.removed.rows.length).toBe(11183);
    const staying = new Set(plan.rows);
    for (const row of [...plan.made!.parents, ...plan.made!.neighbours]) {
      expect(staying.has(row)).toBe(true);
      expect(label(row)).toBe("'1'");
    }
  });
});

describe('folding', () => {
  const mark = { scale: 'none', decimals: 'full' };

  it('follows made parents to the source and keeps one set of marks', () => {
    const steps = [
      { method: 'smote', values: { ...mark, strategy: { 1: 9 } } },
      { method: 'smote', values: { ...mark, strategy: { 1: 11 }, baseSampling: 'random' } },
    ];
    const { plan } = run(FIXTURE_A, steps, { seed: 3 });
    expect(plan.made!.count).toBe(6);
    expect(plan.columns.map(({ name }) => name)).toEqual([
      '_synthetic',
      '_op',
      '_parent_row',
      '_neighbor_row',
      '_lambda',
      '_family',
    ]);
    for (const row of [...plan.made!.parents, ...plan.made!.neighbours]) {
      expect(row).toBeGreaterThanOrEqual(11);
      expect(row).toBeLessThan(16);
    }
    const family = plan.columns[5]!;
    plan.made!.parents.forEach((parent, i) => {
      expect(family.text(plan.rows.length + i)).toBe(String(parent));
    });
  });

  it.each([
    ['smote, random-oversample', { method: 'random-oversample', values: { strategy: { 1: 14 } } }],
    [
      'smote, random-undersample',
      { method: 'random-undersample', values: { strategy: { 1: 4, 0: 6 } } },
    ],
    [
      'smote, shrinkage',
      {
        method: 'random-oversample',
        values: { strategy: { 1: 14 }, shrinkage: 1, decimals: 'full' },
      },
    ],
    [
      'smote, shuffle',
      { method: 'random-undersample', values: { strategy: { 1: 4 }, shuffle: true } },
    ],
    ['smote, class weights', { method: 'class-weights' }],
  ])('%s equals the steps by hand', (_, second) => {
    const first = {
      method: 'smote',
      values: { ...mark, strategy: { 1: 9 }, provenance: false, shuffle: true },
    };
    const { plan } = run(FIXTURE_A, [first, second], { seed: 1 });
    expect(texts(plannedTable(FIXTURE_A.table, plan))).toEqual(
      texts(byHand(FIXTURE_A, [first, second], 1)),
    );
    const kept = new Set(plan.rows);
    expect(kept.size + plan.removed.rows.length).toBe(16);
    for (const row of plan.removed.rows) expect(kept.has(row)).toBe(false);
  });

  it('keeps numbers numbers where only one step made them', () => {
    const rows = Array.from({ length: 24 }, (_, i) => [
      `${i}.50`,
      i === 3 ? '' : `${i * 3}`,
      i < 8 ? 'a' : 'b',
    ]);
    const subject = given(tableOf(['x', 'n', 'y'], rows), { y: 'label' });
    // The second step moves x alone, with all digits, and makes rows of rows that the first step made.
    const steps = [
      { method: 'smote', values: { strategy: { a: 12 }, missing: 'impute', provenance: false } },
      {
        method: 'random-oversample',
        values: { strategy: { a: 40 }, shrinkage: 1, decimals: 'full' },
      },
    ];
    const { plan } = run(subject, steps);
    const { made } = plan;
    expect(made!.texts).toEqual([]);
    expect(made!.numbers.map(({ column }) => column)).toEqual([0, 1]);
    const planned = plannedTable(subject.table, plan);
    expect(texts(planned)).toEqual(texts(byHand(subject, steps)));
    for (const { column, values } of made!.numbers) {
      values.forEach((value, i) => {
        const text = cellText(planned, 24 + i, column);
        expect(text === '').toBe(Number.isNaN(value));
        if (text !== '') expect(Number(text)).toBeCloseTo(value, column === 0 ? 1 : 12);
      });
    }
  });

  it('resolves a row kept as one that leaves later', () => {
    const rows = [
      ['1.5', 'a'],
      ['1.5', 'a'],
      ['2.5', 'a'],
      ['3.5', 'a'],
      ['4.5', 'b'],
    ];
    const subject = given(tableOf(['x', 'y'], rows), { y: 'label' });
    const { plan } = run(subject, [{ method: 'exact-dedup' }, { method: 'random-undersample' }]);
    const removed = Array.from(plan.removed.rows, (row, i) => ({
      row,
      keptAs: keptInstead(plan.removed, i),
      reason: reasonOf(plan.removed, i),
    }));
    expect(plan.rows.length + removed.length).toBe(5);
    const copy = removed.find(({ row }) => row === 1)!;
    expect(copy.reason).toBe('exact');
    expect(copy.keptAs).toBe(plan.rows.includes(0) ? 0 : NO_ROW);
    for (const { reason } of removed.filter(({ row }) => row !== 1))
      expect(reason).toBe('majority');
  });

  it('multiplies weights of an earlier step in and writes one column', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [i < 60 ? 'p' : 'q', i % 4 ? 'a' : 'b']);
    const subject = given(tableOf(['g', 'y'], rows), { g: 'group', y: 'label' });
    const { plan } = run(subject, [{ method: 'class-weights' }, { method: 'group-weights' }]);
    expect(plan.columns.map(({ name }) => name)).toEqual(['_weight']);
    const weights = rows.map((_, row) => Number(plan.columns[0]!.text(row)));
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 3);
    const share = (g: string) =>
      weights.filter((_, row) => rows[row]![0] === g).reduce((a, b) => a + b, 0) / 100;
    expect(share('p')).toBeCloseTo(0.5, 4);
    expect(outputRows(plan)).toBe(100);
  });
});
