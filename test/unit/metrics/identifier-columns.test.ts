import { describe, expect, test } from 'vitest';
import type { IdentifierColumns } from '../../../src/engine/metrics/profile/identifier-columns';
import { vocabularyGrowth } from '../../../src/engine/statistics/vocabulary-growth';
import { tableOf } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { loadCsv } from '../../fixtures/load';
import { openTable } from '../../fixtures/open-table';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const ONLY = { only: ['identifier-columns'] };

/** Columns by name, each cell from its row. */
function made(rows: number, columns: Readonly<Record<string, (row: number) => string>>) {
  return tableOf(
    Object.keys(columns),
    Array.from({ length: rows }, (_, row) => Object.values(columns).map((cell) => cell(row))),
  );
}

describe('growth of values', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('identifier-columns')) {
    test(name, () => {
      const { generator, n } = input as { generator: string; n: number };
      const codes = Uint32Array.from({ length: n }, (_, i) => (generator === 'i' ? i : i % 8));
      const found = vocabularyGrowth(
        codes,
        n,
        () => false,
        () => undefined,
      );
      const points = Object.fromEntries(found.points.map(([rows, values]) => [rows, values]));
      expect(differences({ points, slope: found.slope }, wanted, tol)).toEqual([]);
    });
  }

  test('empty cells are no value', () => {
    const codes = Uint32Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? 0 : i));
    const { points } = vocabularyGrowth(
      codes,
      64,
      (code) => code === 0,
      () => undefined,
    );
    expect(points).toEqual([4, 8, 16, 32, 64].map((rows) => [rows, rows / 2]));
  });

  test('categories that new rows keep adding to are told, those that end are not', () => {
    const roll = dice(3);
    const table = made(4000, {
      label: () => 'ab'[roll.below(2)]!,
      pair: (row) => `item ${String(row >> 1)}`,
      town: () => `town ${String(roll.below(200))}`,
    });
    const run = audit(table, ONLY);
    expect(run.report.alerts).toMatchObject([
      { code: 'values-never-end', severity: 'info', columns: [1], threshold: 0.9 },
    ]);
    const { growth } = figures<IdentifierColumns>(table, 'identifier-columns');
    expect(growth.map(({ name }) => name)).toEqual(['pair', 'town']);
    expect(growth[0]!.slope).toBeCloseTo(1, 2);
    expect(growth[1]!.points.at(-1)).toEqual([4000, 200]);
  });
});

describe('ids', () => {
  const roll = dice(5);
  const features = {
    x: () => String(roll.next()),
    y: () => String(roll.below(40)),
    label: () => 'ab'[roll.below(2)]!,
  };

  test('a sequence, keys and a rising column that count as features', () => {
    const table = made(300, {
      ...features,
      position: (row) => String(row + 7),
      hash: (row) => `3f2a9c41-77de-4b10-9c3e-${(row * 7919 + 1e9).toString(16).padStart(12, '0')}`,
      rising: (row) => String(row * row * 3 + 11),
    });
    const [alert] = audit(table, { ...ONLY, roles: { label: 'label' } }).report.alerts;
    expect(alert).toMatchObject({ code: 'id-as-feature', severity: 'warning', columns: [3, 4, 5] });
    expect(alert!.ignore).toEqual([3, 4, 5]);
    const both = { only: ['column-alerts', 'identifier-columns'], roles: { label: 'label' } };
    expect(audit(table, both).report.alerts.map(({ code }) => code)).not.toContain('unique');
    const others = { position: 'id', hash: 'ignored', rising: 'id' } as const;
    const known = audit(table, { ...ONLY, roles: { label: 'label', others } }).report;
    expect(known.alerts).toEqual([]);
  });

  test('numbers, dates and texts of which none repeats are none', () => {
    const table = made(400, {
      ...features,
      amount: () => String(roll.below(1e9)),
      ratio: (row) => String(row / 7),
      day: (row) => new Date(Date.UTC(2000, 0, 1 + row)).toISOString().slice(0, 10),
      name: () => `n${String(roll.below(1e9))} m${String(roll.below(1e9))}`,
    });
    expect(audit(table, { ...ONLY, roles: { label: 'label' } }).report.alerts).toEqual([]);
    for (const file of ['titanic', 'german', 'compas', 'diamonds', 'adult-test']) {
      expect(audit(loadCsv(`${file}.csv`), ONLY).report.alerts).toEqual([]);
    }
  });

  test('an id whose cells are not held is found by its sketch', () => {
    const table = made(400, { ...features, position: (row) => String(row) });
    const { table: open } = openTable(table, { mostHeld: 50, headRows: 150 });
    expect(audit(open, { ...ONLY, roles: { label: 'label' } }).report.alerts).toMatchObject([
      { code: 'id-as-feature', columns: [3] },
    ]);
  });

  test('its order tells a class as counting all pairs does', () => {
    const other = dice(9);
    const rows = Array.from({ length: 200 }, (_, i) => [
      String(i),
      // Rows without a class do not count.
      i % 5 === 0 ? '' : other.next() < i / 200 ? 'a' : 'b',
    ]);
    const { ids } = figures<IdentifierColumns>(
      tableOf(['id', 'label'], rows),
      'identifier-columns',
    );
    const of = (label: string) => rows.filter(([, l]) => l === label).map(([id]) => Number(id));
    const above = of('a').reduce((sum, a) => sum + of('b').filter((b) => a > b).length, 0);
    const auc = above / (of('a').length * of('b').length);
    const { value, auc: found, rows: n } = ids[0]!.label!;
    expect(found).toBeCloseTo(value === 'a' ? auc : 1 - auc, 12);
    expect(n).toBe(160);
  });
});

describe('keys that repeat', () => {
  const keyed = (part: (row: number) => string) => {
    const roll = dice(2);
    return made(600, {
      split: part,
      user_id: (row) => `u${String(row % 120)}`,
      x: () => String(roll.next()),
      label: () => 'ab'[roll.below(2)]!,
    });
  };
  const asFeature = { label: 'label', others: { user_id: 'feature' as const } };

  test('on both sides of a split: keep them together', () => {
    const table = keyed((row) => (row % 7 === 0 ? 'test' : 'train'));
    const request = { ...ONLY, roles: asFeature };
    expect(audit(table, request).report.alerts).toMatchObject([
      {
        code: 'keys-on-both-sides',
        severity: 'warning',
        value: 1,
        remedies: [{ method: 'group-split', values: { scope: 'all', groups: ['user_id'] } }],
      },
    ]);
    const { keys } = figures<IdentifierColumns>(table, 'identifier-columns', request);
    const test = new Set(Array.from({ length: 86 }, (_, i) => (i * 7) % 120));
    expect(keys).toMatchObject([
      {
        name: 'user_id',
        values: 120,
        rowsPerValue: 5,
        split: { values: test.size, shared: test.size },
      },
    ]);
  });

  test('kept together, without a split, or told of as entities: nothing', () => {
    const apart = keyed((row) => (row % 120 < 20 ? 'test' : 'train'));
    expect(audit(apart, { ...ONLY, roles: asFeature }).report.alerts).toEqual([]);
    const whole = keyed(() => 'all');
    expect(audit(whole, { ...ONLY, roles: asFeature }).report.alerts).toEqual([]);
    const entity = keyed((row) => (row % 7 === 0 ? 'test' : 'train'));
    const others = { user_id: 'entity' as const };
    expect(audit(entity, { ...ONLY, roles: { label: 'label', others } }).report.alerts).toEqual([]);
  });
});
