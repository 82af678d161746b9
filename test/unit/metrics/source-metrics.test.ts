import { describe, expect, test } from 'vitest';
import type { ReferenceShares } from '../../../src/engine/metrics/imbalance/reference-shares';
import {
  discrepancies,
  type SourceLabelDiscrepancy,
} from '../../../src/engine/metrics/imbalance/source-label-discrepancy';
import { chiSquareTail } from '../../../src/engine/statistics/chi-square';
import { tableOf } from '../../../src/engine/table/table';
import { audit, figures } from './auditing';
import { examplesOf } from './examples';

const [example] = examplesOf('source-label-discrepancy');
const COUNTS = (example!.input as { counts: number[][] }).counts;

describe('sources and labels', () => {
  test.each(['uniform', 'pooled'] as const)(`${example!.name}, %s`, (target) => {
    const { a, b } = example!.params as { a: number; b: number };
    const { sources } = discrepancies(COUNTS, {
      target,
      distance: 'l2',
      a,
      b,
      names: ['0', '1', '2'],
    });
    const weights = [...sources].sort((x, y) => x.value.localeCompare(y.value));
    (example!.expect[target] as number[]).forEach((wanted, i) => {
      expect(weights[i]!.weight).toBeCloseTo(wanted, 6);
    });
  });

  test('distances by hand', () => {
    const of = (distance: 'l1' | 'kl' | 'cosine') =>
      discrepancies(
        [
          [3, 1],
          [1, 3],
        ],
        { target: 'uniform', distance, a: 0.5, b: 0.1, names: ['p', 'q'] },
      ).sources[0]!.distance;
    expect(of('l1')).toBeCloseTo(0.5, 12);
    expect(of('kl')).toBeCloseTo(0.7 * Math.log(1.4) + 0.3 * Math.log(0.6), 12);
    expect(of('cosine')).toBeCloseTo(1 - 1 / (Math.sqrt(0.625) * Math.SQRT2), 12);
  });

  test('a source with another mix is a note', () => {
    const rows = COUNTS.flatMap(([a, b], s) => [
      ...Array.from({ length: a! }, () => [`s${String(s)}`, 'yes']),
      ...Array.from({ length: b! }, () => [`s${String(s)}`, 'no']),
    ]);
    const request = { roles: { label: 'y', others: { site: 'domain' as const } } };
    const table = tableOf(['site', 'y'], rows);
    const found = figures<SourceLabelDiscrepancy>(table, 'source-label-discrepancy', request);
    expect(found.sources.map(({ rows: n }) => n).reduce((x, y) => x + y)).toBe(400);
    // These go together so closely that `label-attribute-correlation` warns; a small source does not.
    const asked = { ...request, only: ['source-label-discrepancy'] };
    expect(audit(table, asked).report.alerts).toEqual([]);
    const small = [
      ...Array.from({ length: 1000 }, (_, i) => ['big', i % 2 === 0 ? 'yes' : 'no']),
      ...Array.from({ length: 60 }, (_, i) => ['small', i < 52 ? 'yes' : 'no']),
    ];
    const { alerts } = audit(tableOf(['site', 'y'], small), asked).report;
    expect(alerts).toMatchObject([{ code: 'other-label-mix', severity: 'info' }]);
  });
});

test('a source whose weight is 0 is a note, though its distance is below 0.3', () => {
  // Share 60 / 1060 and L2 distance 0.38: 0.057 - 0.5 * 0.38 + 0.1 < 0.
  const rows = [
    ...Array.from({ length: 1000 }, (_, i) => ['big', i % 2 === 0 ? 'yes' : 'no']),
    ...Array.from({ length: 60 }, (_, i) => ['small', i < 47 ? 'yes' : 'no']),
  ];
  const request = { roles: { label: 'y', others: { site: 'domain' as const } } };
  const table = tableOf(['site', 'y'], rows);
  const { sources } = figures<SourceLabelDiscrepancy>(table, 'source-label-discrepancy', request);
  const small = sources.find(({ value }) => value === 'small')!;
  expect(small.weight).toBe(0);
  expect(small.totalVariation).toBeLessThan(0.3);
  const { alerts } = audit(table, { ...request, only: ['source-label-discrepancy'] }).report;
  expect(alerts).toMatchObject([{ code: 'other-label-mix', value: small.totalVariation }]);
});

describe('reference shares', () => {
  const table = tableOf(
    ['sex', 'w'],
    [...new Array<string>(60).fill('f'), ...new Array<string>(240).fill('m')].map((sex) => [
      sex,
      '2',
    ]),
  );
  const request = (reference: string, others = {}) => ({
    roles: { groups: ['sex'], label: null, others },
    settings: { 'reference-shares': { reference } },
    only: ['reference-shares'],
  });

  test('chi-square, ratios and the finding', () => {
    const asked = request('{"f": 0.5, "m": 0.5}');
    const found = figures<ReferenceShares>(table, 'reference-shares', asked);
    // scipy.stats.chisquare([60, 240], [150, 150]): 108
    expect(found.chi2).toBeCloseTo(108, 9);
    expect(found.p).toBeCloseTo(chiSquareTail(108, 1), 12);
    expect(found.totalVariation).toBeCloseTo(0.3, 12);
    expect(found.cells[0]).toMatchObject({ value: 'f', rows: 60, reference: 0.5 });
    expect(found.cells[0]!.ratio).toBeCloseTo(0.4, 12);
    expect(found.cells[0]!.residual).toBeCloseTo(-0.3 / Math.sqrt(0.25 / 300), 9);
    expect(audit(table, asked).report.alerts).toMatchObject([
      { code: 'off-reference', severity: 'warning' },
    ]);
    expect(audit(table, request('{"f": 0.2, "m": 0.8}')).report.alerts).toEqual([]);
  });

  test('equal weights change nothing; a group that is absent is a warning', () => {
    const plain = figures<ReferenceShares>(table, 'reference-shares', request('{"f": 1, "m": 3}'));
    const weighted = figures<ReferenceShares>(
      table,
      'reference-shares',
      request('{"f": 1, "m": 3}', { w: 'weight' }),
    );
    expect(weighted).toMatchObject({ weighted: true, rescaled: true });
    expect(weighted.chi2).toBeCloseTo(plain.chi2, 9);
    const { alerts } = audit(table, request('{"f": 0.2, "m": 0.79, "x": 0.01}')).report;
    expect(alerts).toMatchObject([{ code: 'absent-group', title: 'No row of `sex` is `x`' }]);
  });

  test('without a reference, and with one that is none', () => {
    const reason = (reference: string) =>
      audit(table, request(reference)).report.metrics['reference-shares'];
    expect(reason('')).toEqual({ notApplicable: 'No reference shares were given.' });
    for (const wrong of ['{', '[1]', '{"f": -1}', '{}', '{"f": "half"}', '{"f": 0}']) {
      expect(reason(wrong)).toHaveProperty('notApplicable');
    }
  });
});
