import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { IntersectionImbalance } from '../../../src/engine/metrics/imbalance/intersection-imbalance';
import { compared } from '../../../src/engine/metrics/imbalance/reference-shares';
import { classTree, weightedF1 } from '../../../src/engine/models/one-column-tree';
import { missShuffled } from '../../../src/engine/statistics/batches';
import { pearson, spearman, tableAssociation } from '../../../src/engine/statistics/correlations';
import { positionBias } from '../../../src/engine/statistics/position-bias';
import { smoothed, smoothingWindow } from '../../../src/engine/statistics/target-bins';
import { tableOf } from '../../../src/engine/table/table';
import { figures } from './auditing';

interface Golden {
  readonly correlations: { x: number[]; y: number[]; pearson: number; spearman: number };
  readonly tables: { table: number[][]; chi2: number; v: number }[];
  readonly trees: { values: number[]; labels: number[]; classes: number; f1: number }[];
  readonly batches: { n: number; count: number; batch: number; none: number }[];
  readonly smoothing: { counts: number[]; smoothed: number[] };
  readonly positions: { counts: number[]; chi2: number; p: number }[];
  readonly references: { observed: number[]; shares: number[]; chi2: number; p: number }[];
  readonly crossings: { table: number[][]; expected: number[][]; residual: number[][] };
}

const FILE = join(import.meta.dirname, '../../peers/imbalance.json');
const golden = JSON.parse(readFileSync(FILE, 'utf8')) as Golden;

const expectNear = (found: number, wanted: number) => {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
};

describe('figures of scipy and scikit-learn', () => {
  test('Pearson and Spearman', () => {
    const { x, y, ...wanted } = golden.correlations;
    expectNear(pearson(x, y), wanted.pearson);
    expectNear(spearman(x, y), wanted.spearman);
  });

  test("chi-square and Cramér's V", () => {
    for (const { table, chi2, v } of golden.tables) {
      const found = tableAssociation(table.flat(), table[0]!.length);
      expectNear(found.chi2, chi2);
      expectNear(found.v, v);
    }
  });

  test('a tree of depth 4 on one column, by weighted F1', () => {
    for (const { values, labels, classes, f1 } of golden.trees) {
      const bins = Math.max(...values) + 1;
      const counts = new Float64Array(bins * classes);
      values.forEach((value, i) => counts[value * classes + labels[i]!]!++);
      const answer = classTree({ bins, classes, counts }, 4);
      const confusion = new Float64Array(classes * classes);
      values.forEach((value, i) => confusion[labels[i]! * classes + answer[value]!]!++);
      expectNear(weightedF1(confusion, classes), f1);
    }
  });

  test('batches without a class', () => {
    for (const { n, count, batch, none } of golden.batches) {
      expectNear(missShuffled(n, count, batch), none);
    }
  });

  test('smoothed counts', () => {
    const { counts, smoothed: wanted } = golden.smoothing;
    smoothed(counts, smoothingWindow()).forEach((value, i) => {
      expectNear(value, wanted[i]!);
    });
  });

  test('positions against even ones', () => {
    for (const { counts, chi2, p } of golden.positions) {
      const found = positionBias(counts);
      expectNear(found.chi2, chi2);
      expectNear(found.p, p);
    }
  });

  test('shares against a reference', () => {
    for (const { observed, shares, chi2, p } of golden.references) {
      const values = observed.map((_, i) => `g${String(i)}`);
      const given = new Map(values.map((value, i) => [value, shares[i]!]));
      const found = compared(values, observed, observed, given);
      expectNear(found.chi2, chi2);
      expectNear(found.p, p);
    }
  });

  test('expected counts and residuals of a crossing', () => {
    const { table, expected, residual } = golden.crossings;
    const rows = table.flatMap((row, a) =>
      row.flatMap((n, b) => new Array<string[]>(n).fill([`a${String(a)}`, `b${String(b)}`])),
    );
    const { crossings } = figures<IntersectionImbalance>(
      tableOf(['y', 'g'], rows),
      'intersection-imbalance',
      { settings: { 'intersection-imbalance': { columns: ['y', 'g'] } } },
    );
    expected.flat().forEach((wanted, i) => {
      expectNear(crossings[0]!.expected[i]!, wanted);
      expectNear(crossings[0]!.pearsonResiduals[i]!, residual.flat()[i]!);
    });
  });
});
