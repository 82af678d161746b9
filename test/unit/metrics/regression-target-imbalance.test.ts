import { describe, expect, test } from 'vitest';
import type { RegressionTargetImbalance } from '../../../src/engine/metrics/imbalance/regression-target-imbalance';
import {
  binCount,
  relativeWeights,
  smoothed,
  smoothingWindow,
  targetBins,
} from '../../../src/engine/statistics/target-bins';
import { weightedValues } from '../../../src/engine/statistics/weighted-values';
import { tableOf } from '../../../src/engine/table/table';
import { loadCsv } from '../../fixtures/load';
import { openTable } from '../../fixtures/open-table';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const of = (values: number[]) =>
  weightedValues(
    values,
    values.map(() => 1),
  );
const ONLY = { only: ['regression-target-imbalance'] };

describe('target ranges', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('regression-target-imbalance')) {
    test(name, () => {
      const { binCounts, n } = input as { binCounts?: number[]; n?: number };
      if (n !== undefined) return expect(binCount(n)).toBe(wanted['bins']);
      const window = smoothingWindow();
      const density = smoothed(binCounts!, window);
      const found = {
        window,
        smoothed: density,
        relativeWeightPerBin: relativeWeights(binCounts!, density),
      };
      expect(differences(found, wanted, tol)).toEqual([]);
    });
  }

  test('bins hold every number, the ends open; few whole numbers have a bin each', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i * i) / 7);
    const bins = targetBins(of(values))!;
    expect(bins.counts).toHaveLength(25);
    bins.counts.forEach((found, i) => {
      const [from, to] = [bins.edges[i]!, bins.edges[i + 1]!];
      const within = values.filter(
        (v) => (i === 0 || v >= from) && (i === bins.counts.length - 1 || v < to),
      );
      expect(found).toBe(within.length);
    });
    const whole = targetBins(of(values.map((_, i) => i % 10)))!;
    expect(whole).toMatchObject({ single: true, counts: new Array<number>(10).fill(100) });
    expect(targetBins(of(new Array<number>(500).fill(3)))).toBeUndefined();
  });

  test('diamonds by price: figures and the rows of sparse ranges', () => {
    const table = loadCsv('diamonds.csv');
    const found = figures<RegressionTargetImbalance>(table, 'regression-target-imbalance', {
      roles: { label: 'price' },
    });
    expect(found.bins).toHaveLength(50);
    expect(found.rows).toBe(53_940);
    expect(found.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(53_940);
    const weight = found.bins.reduce((sum, bin) => sum + bin.count * bin.weight, 0);
    expect(weight).toBeCloseTo(53_940, 6);
  });

  const uneven = Array.from({ length: 2000 }, (_, i) => [
    'x',
    String(i < 1960 ? (i % 400) / 40 : 40 + (i - 1960) * 1.55),
  ]);

  test('a sparse upper range is a warning, an empty one a note', () => {
    const run = audit(tableOf(['x', 'y'], uneven), { ...ONLY, roles: { label: 'y' } });
    expect(run.report.alerts.map(({ code, severity }) => [code, severity])).toEqual([
      ['sparse-ranges', 'warning'],
      ['empty-range', 'info'],
    ]);
    expect(run.report.alerts[0]!.message).toMatch(/Mostly above/);
    const { rows } = run.evidence.get('regression-target-imbalance/sparse')!;
    expect(rows.length).toBe(run.report.alerts[0]!.rowCount);
    for (const row of rows) expect(row).toBeGreaterThanOrEqual(1960);
  });

  test('an open target is counted by its sketch and said to be an estimate', () => {
    const { table } = openTable(tableOf(['x', 'y'], uneven), { mostHeld: 50, refuses: true });
    const found = figures<RegressionTargetImbalance>(table, 'regression-target-imbalance', {
      roles: { label: 'y' },
    });
    expect(found.estimated).toBe(true);
    expect(found.rows).toBe(2000);
    expect(found.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(2000);
  });

  test('classes are not a target', () => {
    const { metrics } = audit(loadCsv('penguins.csv'), ONLY).report;
    expect(metrics['regression-target-imbalance']).toEqual({
      notApplicable: '`species` holds classes, not amounts.',
    });
  });
});
