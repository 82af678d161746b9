import { describe, expect, test } from 'vitest';
import type { BatchExposure } from '../../../src/engine/metrics/imbalance/batch-exposure';
import {
  missShuffled,
  missWithReplacement,
  smallestShuffled,
  smallestWithReplacement,
} from '../../../src/engine/statistics/batches';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';
import { withCounts } from './counted';
import { differences, examplesOf } from './examples';

describe('batch exposure', () => {
  for (const { name, input, params, expect: wanted, tol } of examplesOf('batch-exposure')) {
    test(name, () => {
      const { n, classCount } = input as { n: number; classCount: number };
      const batch = params['batchSize'] as number;
      const found = {
        expected: (Math.min(batch, n) * classCount) / n,
        noneShuffled: missShuffled(n, classCount, batch),
        noneWithReplacement: missWithReplacement(n, classCount, batch),
        smallestBatchShuffled: smallestShuffled(n, classCount),
        smallestBatchWithReplacement: smallestWithReplacement(n, classCount),
      };
      expect(differences(found, wanted, tol)).toEqual([]);
    });
  }

  test('a shuffled batch misses as often as all draws counted one by one', () => {
    // Every way to choose 3 of 7 rows, of which the first 2 are of the class.
    let all = 0;
    let none = 0;
    for (let set = 0; set < 1 << 7; set++) {
      const rows = Array.from({ length: 7 }, (_, i) => (set >> i) & 1);
      if (rows.reduce((a, b) => a + b, 0) !== 3) continue;
      all++;
      if (rows[0] === 0 && rows[1] === 0) none++;
    }
    expect(missShuffled(7, 2, 3)).toBeCloseTo(none / all, 14);
    expect(missShuffled(7, 2, 6)).toBe(0);
    expect(missShuffled(7, 5, 2)).toBeCloseTo(2 / 42, 14);
  });

  test('the smallest batch is the first that misses at most one time in twenty', () => {
    for (const [n, c] of [
      [555, 5],
      [1000, 1],
      [40, 20],
      [100_000, 7],
    ] as const) {
      const least = smallestShuffled(n, c);
      expect(missShuffled(n, c, least)).toBeLessThanOrEqual(0.05);
      if (least > 1) expect(missShuffled(n, c, least - 1)).toBeGreaterThan(0.05);
    }
  });

  test('mammography: a warning with the rows of the rare class', () => {
    const table = loadCsv('mammography.csv');
    const run = audit(table, { only: ['batch-exposure'] });
    expect(run.report.alerts).toMatchObject([
      {
        code: 'batches-without-class',
        severity: 'warning',
        title: "47.1% of batches of 32 hold no row of `'1'`",
        rowCount: 260,
      },
    ]);
    expect(run.evidence.get('batch-exposure/missed')!.rows).toHaveLength(260);
    const found = figures<BatchExposure>(table, 'batch-exposure');
    expect(found.classes[0]).toMatchObject({ value: "'1'", smallestBatchShuffled: 127 });
    const [curve] = found.curves;
    for (const [size, chance] of curve!.points) {
      expect(chance).toBe(missShuffled(11_183, 260, size));
    }
  });

  test('many even classes are no finding, though each is seldom in a batch', () => {
    const alerts = (counts: number[]) =>
      audit(withCounts(counts), { only: ['batch-exposure'], roles: { label: 'label' } }).report
        .alerts;
    expect(alerts(new Array<number>(60).fill(20))).toEqual([]);
    expect(alerts([100, 100])).toEqual([]);
    expect(alerts([900, 95])).toMatchObject([]);
    expect(alerts([950, 60])).toMatchObject([{ severity: 'info' }]);
    expect(alerts([990, 10])).toMatchObject([{ severity: 'warning' }]);
  });
});
