import { describe, expect, test } from 'vitest';
import type { AuditReport } from '../../../src/engine/audit';
import type {
  ColumnSummary,
  ColumnSummaryEntry,
} from '../../../src/engine/metrics/profile/column-summary';
import type { ColumnTypes } from '../../../src/engine/metrics/profile/column-types';
import type { NumericSummary } from '../../../src/engine/metrics/profile/parts/numeric-summary';
import { countCodes, type Column } from '../../../src/engine/table/table';
import { loadCsv } from '../../fixtures/load';
import { openTable } from '../../fixtures/open-table';
import { audit } from './auditing';

/** Metrics that hold estimates; all others must be the same to the last digit. */
const ESTIMATES = new Set(['column-summary', 'column-types', 'file-open-diagnosis']);
/** Metrics that judge open columns by a sample, or not at all, and say so. */
const SAMPLED = new Set([
  'associations',
  'row-order',
  'length-imbalance',
  'concept-long-tail',
  'separability',
  'subclass-structure',
  'answer-priors',
  'numeric-near-duplicates',
  'numeric-outliers',
  'dirty-categories',
  'column-alerts',
  'identifier-columns',
  'label-issues',
  'shape-and-cardinality',
]);
const FILES = ['penguins', 'titanic', 'german', 'glass', 'mammography', 'compas', 'diamonds'];

const of = <N>(report: AuditReport, metric: string) => report.metrics[metric] as unknown as N;

describe.each(FILES)('%s, read with open columns', (file) => {
  const held = loadCsv(`${file}.csv`);
  const { table } = openTable(held, { mostHeld: 50, headRows: 150 });
  const exact = audit(held).report;
  const found = audit(table).report;
  const open = (index: number) => table.columns[index]!.sketch;

  test('has the same figures', () => {
    expect(table.columns.filter(({ sketch }) => sketch).length).toBeGreaterThan(0);
    for (const [metric, figures] of Object.entries(exact.metrics)) {
      if (!ESTIMATES.has(metric) && !SAMPLED.has(metric))
        expect(found.metrics[metric], metric).toEqual(figures);
    }
    const alerts = ({ alerts: given }: AuditReport) =>
      given
        .filter(({ metric }) => !SAMPLED.has(metric))
        .map(({ metric, code, columns, rowCount, rows }) => [
          metric,
          code,
          columns,
          rowCount,
          rows,
        ]);
    expect(alerts(found)).toEqual(alerts(exact));
    const reading = of<object>(found, 'file-open-diagnosis');
    expect(reading).toMatchObject(of<object>(exact, 'file-open-diagnosis'));
  });

  test('has the same types and roles, and distinct values within their error', () => {
    found.columns.forEach((column, index) => {
      const { distinct, distinctEstimated, ...same } = column;
      const { distinct: all, ...expected } = exact.columns[index]!;
      expect(same).toEqual(expected);
      if (!distinctEstimated) expect(distinct).toBe(all);
      // Four standard errors, and as many collisions as few values may have.
      else expect(Math.abs(distinct - all)).toBeLessThanOrEqual(0.033 * all + 4);
    });
    const types = (report: AuditReport) => of<ColumnTypes>(report, 'column-types').columns;
    types(found).forEach(({ disagreeing, disagreeingOfFirstRows, ...same }, index) => {
      const { disagreeing: all, ...expected } = types(exact)[index]!;
      expect(same).toMatchObject(expected);
      if (!disagreeingOfFirstRows) expect(new Set(disagreeing)).toEqual(new Set(all));
    });
  });

  test('sums columns up exactly where it does not say that it estimates', () => {
    const entries = (report: AuditReport) => of<ColumnSummary>(report, 'column-summary').columns;
    entries(found).forEach((entry, index) => {
      const expected = entries(exact)[index]!;
      const sketch = open(index);
      if (!sketch) return expect(entry).toEqual(expected);
      const { n, missing, categorical, text, date } = entry;
      expect({ n, missing, categorical, text, date }).toEqual(pick(expected));
      for (const { value, count } of entry.top) {
        expect(count).toBe(cellsWith(held.columns[index]!, value));
      }
      if (!entry.topOfFirstRows) expect(entry.top).toEqual(expected.top);
      if (!entry.numeric) return expect(expected.numeric).toBeUndefined();
      expectNumbers(entry.numeric, expected.numeric!, sketch.numbers!.shift);
    });
  });
});

const pick = ({ n, missing, categorical, text, date }: ColumnSummaryEntry) => ({
  ...{ n, missing, categorical, text, date },
});

function cellsWith({ dictionary, ...column }: Column, value: string): number {
  const counts = countCodes({ ...column, dictionary });
  return counts.reduce(
    (sum, cells, code) => sum + (dictionary.text(code) === value ? cells : 0),
    0,
  );
}

function expectNumbers(found: NumericSummary, exact: NumericSummary, shift: number): void {
  const { n, min, max, zeros, negatives, infinities, integers } = found;
  expect(exact).toMatchObject({ n, min, max, zeros, negatives, infinities, integers });
  expectNear(found.mean, exact.mean, 1e-13);
  expectNear(found.sd, exact.sd, 1e-12);
  expectNear(found.skewness, exact.skewness, 1e-8);
  expectNear(found.excessKurtosis, exact.excessKurtosis, 1e-8);
  const within = (value: number) => 2 ** -8 * Math.abs(value - shift) * 1.01;
  exact.quantiles.forEach((quantile, i) => {
    expect(Math.abs(found.quantiles[i]! - quantile)).toBeLessThanOrEqual(within(quantile));
  });
  expect(Math.abs(found.median - exact.median)).toBeLessThanOrEqual(within(exact.median));
  const widest = Math.max(within(exact.min), within(exact.max));
  expect(Math.abs(found.mad - exact.mad)).toBeLessThanOrEqual(2 * widest);
  expect(found.histogram.counts.reduce((sum, cells) => sum + cells, 0)).toBe(n);
}

/** Equal up to a part of the larger of the expected number and 1. */
function expectNear(found: number | null, exact: number | null, part: number): void {
  if (found === null || exact === null) return expect(found).toBe(exact);
  expect(Math.abs(found - exact)).toBeLessThanOrEqual(part * Math.max(1, Math.abs(exact)));
}
