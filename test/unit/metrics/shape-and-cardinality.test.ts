import { describe, expect, test } from 'vitest';
import type { ShapeAndCardinality } from '../../../src/engine/metrics/profile/shape-and-cardinality';
import { tableOf } from '../../../src/engine/table/table';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';

const METRIC = 'shape-and-cardinality';

/** Columns of different fractions, a category of three levels and a label of which one class has two rows. */
function wide(rows: number, numeric: number) {
  const names = Array.from({ length: numeric }, (_, i) => `x${i}`);
  const roles = Object.fromEntries(['kind', ...names].map((name) => [name, 'feature' as const]));
  const table = tableOf(
    [...names, 'kind', 'label'],
    Array.from({ length: rows }, (_, row) => [
      ...names.map((_, i) => String(Math.sin(1 + row * 7919 + i * 104729))),
      'abc'[row % 3]!,
      row < 2 ? 'rare' : 'common',
    ]),
  );
  return { table, request: { roles: { ...roles, label: 'label' as const }, only: [METRIC] } };
}
const codes = ({ table, request }: ReturnType<typeof wide>) =>
  audit(table, request).report.alerts.map(({ code }) => code);

describe(METRIC, () => {
  test('is arithmetic', () => {
    const { table, request } = wide(10, 4);
    expect(figures<ShapeAndCardinality>(table, METRIC, request)).toEqual({
      ...{ rows: 10, numeric: 4, nominal: 1, oneHot: 4 + 3, oneHotBytes: 8 * 10 * 7 },
      ...{ numericPerRow: 0.4, smallestClass: 2, smallestPerNumeric: 0.5 },
    });
  });

  test('warns from one column more than there are rows', () => {
    expect(codes(wide(30, 30))).toEqual([]);
    expect(codes(wide(30, 31))).toEqual(['more-columns-than-rows']);
  });

  test('says nothing of penguins, and knows their levels', () => {
    const table = loadCsv('penguins.csv');
    expect(audit(table, { only: [METRIC] }).report.alerts).toEqual([]);
    const { numeric, nominal, oneHot, smallestClass } = figures<ShapeAndCardinality>(table, METRIC);
    expect([numeric, nominal, oneHot, smallestClass]).toEqual([4, 1, 4 + 3, 68]);
  });
});
