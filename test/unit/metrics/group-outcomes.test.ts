import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { GroupOutcomes } from '../../../src/engine/metrics/fairness/group-outcomes';
import { classRates } from '../../../src/engine/metrics/fairness/parts/class-rates';
import {
  mantelHaenszel,
  oddsRatio,
  type TwoByTwo,
} from '../../../src/engine/statistics/mantel-haenszel';
import {
  hedgesG,
  rateDifference,
  rateRatio,
} from '../../../src/engine/statistics/rate-differences';
import { tableOf } from '../../../src/engine/table/table';
import { exhibitsOf } from '../../../src/report/exhibits';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';
import { examplesOf } from './examples';

type Counts = [number, number, number, number];
interface Golden {
  readonly differences: { counts: Counts; low: number; high: number }[];
  readonly ratios: { counts: Counts; ratio: number; low: number; high: number }[];
  readonly means: { a: number[]; b: number[]; g: number; variance: number };
  readonly strata: {
    strata: TwoByTwo[];
    oddsRatio: number;
    low: number;
    high: number;
    riskDifference: number;
    homogeneityP: number;
    crude: number;
    crudeInterval: [number, number];
  }[];
  readonly files: {
    file: string;
    group: string;
    label: string;
    positive: string;
    rates: Record<string, number>;
    ratio: number;
    lowest: string;
    highest: string;
    chi2: number;
    p: number;
    v: number;
  }[];
}
const FILE = join(import.meta.dirname, '../../peers/fairness.json');
const golden = JSON.parse(readFileSync(FILE, 'utf8')) as Golden;

const near = (found: number, wanted: number, digits = 1e-9) => {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(digits * Math.max(1, Math.abs(wanted)));
};

/** A table with `counts[group][class]` rows of each. */
function counted(counts: Readonly<Record<string, Readonly<Record<string, number>>>>) {
  return tableOf(
    ['group', 'y'],
    Object.entries(counts).flatMap(([group, classes]) =>
      Object.entries(classes).flatMap(([y, n]) => Array.from({ length: n }, () => [group, y])),
    ),
  );
}
const REQUEST = { roles: { label: 'y', groups: ['group'] } };
const only = { ...REQUEST, only: ['group-outcomes'] };
const codes = (counts: Parameters<typeof counted>[0]) =>
  audit(counted(counts), only).report.alerts.map(({ code }) => code);

describe('the figures of statsmodels and scipy', () => {
  test("Newcombe's interval", () => {
    for (const { counts, low, high } of golden.differences) {
      const found = rateDifference(...counts);
      near(found.low, low);
      near(found.high, high);
    }
  });

  test('ratios of rates, as disparate impact', () => {
    for (const { counts, ...wanted } of golden.ratios) {
      const found = rateRatio(...counts);
      near(found.ratio, wanted.ratio);
      near(found.low, wanted.low);
      near(found.high, wanted.high);
    }
    // The chance is below 5 % exactly where the interval ends below the ratio.
    const { high, pAtLeast } = rateRatio(5, 40, 30, 100);
    near(pAtLeast(high), 0.05, 1e-6);
    expect(pAtLeast(0.1)).toBe(1);
  });

  test("Hedges' g", () => {
    const of = (values: number[]) => {
      const mean = values.reduce((x, y) => x + y, 0) / values.length;
      const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
      return { n: values.length, mean, variance: squares / (values.length - 1) };
    };
    const { a, b, g } = golden.means;
    near(hedgesG(of(a), of(b))!.g, g, 1e-9);
    expect(hedgesG({ n: 30, mean: 1, variance: 0 }, { n: 30, mean: 2, variance: 0 })).toBeNull();
  });

  test('strata: Mantel and Haenszel, Breslow and Day', () => {
    for (const { strata, crude, crudeInterval, ...wanted } of golden.strata) {
      const found = mantelHaenszel(strata)!;
      near(found.oddsRatio, wanted.oddsRatio);
      near(found.low, wanted.low, 1e-6);
      near(found.high, wanted.high, 1e-6);
      near(found.riskDifference, wanted.riskDifference);
      near(found.homogeneityP!, wanted.homogeneityP, 1e-6);
      const all = strata.reduce<number[]>((s, x) => x.map((n, i) => n + s[i]!), [0, 0, 0, 0]);
      const pooled = oddsRatio(all as unknown as TwoByTwo);
      near(pooled.oddsRatio, crude);
      near(pooled.low, crudeInterval[0], 1e-6);
    }
    expect(mantelHaenszel([[3, 4, 0, 0]])).toBeNull();
    // One stratum is the plain odds ratio; half a row more where a cell is empty.
    near(mantelHaenszel([[8, 2, 3, 7]])!.oddsRatio, 56 / 6);
    near(oddsRatio([0, 4, 3, 7]).oddsRatio, (0.5 * 7.5) / (4.5 * 3.5));
  });

  test.each(golden.files)('$file by $group', (wanted) => {
    const { columns } = figures<GroupOutcomes>(loadCsv(wanted.file), 'group-outcomes', {
      roles: { label: wanted.label, groups: [wanted.group] },
      settings: { 'group-outcomes': { positive: wanted.positive } },
    });
    const rates = columns[0]!.rates!;
    expect(Object.fromEntries(rates.groups.map(({ value, rate }) => [value, rate]))).toEqual(
      Object.fromEntries(
        Object.entries(wanted.rates).map(([value, rate]) => [value, expect.closeTo(rate, 12)]),
      ),
    );
    const ratio = rates.ratios.find((of) => of.class === wanted.positive)!;
    expect(ratio).toMatchObject({ lowest: wanted.lowest, highest: wanted.highest });
    near(ratio.ratio, wanted.ratio);
    near(rates.chi2, wanted.chi2);
    near(rates.p, wanted.p);
    near(rates.v!, wanted.v);
  });
});

test.each(examplesOf('group-outcomes'))(
  'the worked example: $name',
  ({ input, expect: wanted, tol }) => {
    const { positives, n } = input as { positives: number[]; n: number[] };
    const names = ['a', 'b', 'c'];
    const table = counted(
      Object.fromEntries(
        names.map((g, i) => [g, { yes: positives[i]!, no: n[i]! - positives[i]! }]),
      ),
    );
    const { columns } = figures<GroupOutcomes>(table, 'group-outcomes', REQUEST);
    const rates = columns[0]!.rates!;
    const values = wanted as Record<string, number> & Record<string, number[]>;
    const same = (found: number, expected: number) => near(found, expected, tol);
    rates.groups.forEach(({ rate }, i) => same(rate, values['rates']![i]!));
    const ratio = rates.ratios.find((of) => of.class === 'yes')!;
    same(ratio.ratio, values['statisticalRate']!);
    same(ratio.low, values['statisticalRateInterval']![0]!);
    same(ratio.high, values['statisticalRateInterval']![1]!);
    same(rates.chi2, values['chi2']!);
    same(rates.p, values['p']!);
    same(rates.v!, values['cramersV']!);
    same(rates.vCorrected!, values['cramersVCorrected']!);
    same(-rates.groups[2]!.toLargest!.high, values['newcombeFirstMinusLast']![0]!);
    same(-rates.groups[2]!.toLargest!.low, values['newcombeFirstMinusLast']![1]!);
    same(rates.groups[2]!.toRest!.low, values['newcombeLastMinusRest']![0]!);
    // The interval reaches 0.997, so nothing is sure; the association is above 0.1 and is noted.
    expect(audit(table, only).report.alerts.map(({ code }) => code)).toEqual(['label-by-group']);
  },
);

describe('findings', () => {
  test('a rate surely below four fifths is a warning with the rows of the group', () => {
    const table = counted({ a: { yes: 120, no: 280 }, b: { yes: 30, no: 270 } });
    const [alert, ...others] = audit(table, only).report.alerts;
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ code: 'lower-rate', severity: 'warning', rowCount: 300 });
    expect(alert!.value).toBeCloseTo(0.1 / 0.3, 12);
    expect(alert!.title).toBe(
      '`yes` is 0.33 times as frequent where `group` is `b` as where it is `a`',
    );
    expect(alert!.rows![0]).toBe(400);
  });

  test('the sure pair is told, though a smaller group has a lower rate', () => {
    const table = counted({
      a: { yes: 300, no: 300 },
      b: { yes: 180, no: 420 },
      few: { yes: 8, no: 24 },
    });
    const { columns } = figures<GroupOutcomes>(table, 'group-outcomes', REQUEST);
    expect(columns[0]!.rates!.ratios.find((r) => r.class === 'yes')!.lowest).toBe('few');
    expect(audit(table, only).report.alerts[0]!.title).toMatch(/`b` as where it is `a`$/);
  });

  test('no finding by chance, in few rows, or where the combination is told of elsewhere', () => {
    expect(codes({ a: { yes: 50, no: 50 }, b: { yes: 48, no: 52 } })).toEqual([]);
    expect(codes({ a: { yes: 25, no: 4 }, b: { yes: 50, no: 50 } })).toEqual([]);
    // No row of b is yes: `intersection-imbalance` and `group-imbalance` say so.
    expect(codes({ a: { yes: 200, no: 200 }, b: { no: 200 } })).toEqual([]);
  });

  test('many groups with one rate give no finding in most draws', () => {
    let seed = 7;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    let [warned, naive] = [0, 0];
    for (let draw = 0; draw < 40; draw++) {
      const counts = Object.fromEntries(
        Array.from({ length: 20 }, (_, g) => {
          const yes = Array.from({ length: 100 }, random).filter((u) => u < 0.3).length;
          return [`g${String(g)}`, { yes, no: 100 - yes }];
        }),
      );
      const { rates, tests } = classRates(
        {
          groups: { values: Object.keys(counts) },
          classes: { values: ['yes', 'no'] },
          counts: Float64Array.from(Object.values(counts).flatMap(({ yes, no }) => [yes, no])),
        },
        '',
      );
      expect(rates.compared).toBe(20);
      expect(tests).toHaveLength(190);
      if (rates.ratios[0]!.high < 0.8) naive++;
      if (codes(counts).includes('lower-rate')) warned++;
    }
    // The interval of the lowest and the highest alone is below four fifths in one draw of five.
    expect(naive).toBeGreaterThan(5);
    expect(warned).toBeLessThan(2);
  });

  test('a chosen class is the one that is compared; an unknown one is a reason', () => {
    const table = counted({ a: { yes: 120, no: 280 }, b: { yes: 30, no: 270 } });
    const asked = (positive: string) => ({ ...only, settings: { 'group-outcomes': { positive } } });
    expect(audit(table, asked('no')).report.alerts.map(({ code }) => code)).toEqual([
      'label-by-group',
    ]);
    expect(audit(table, asked('none')).report.metrics['group-outcomes']).toEqual({
      notApplicable: "No row of `y` is 'none'.",
    });
  });

  test('of more classes each is compared, and the widest is shown', () => {
    const table = counted({
      a: { x: 200, y: 100, z: 100 },
      b: { x: 200, y: 170, z: 30 },
    });
    const { columns } = figures<GroupOutcomes>(table, 'group-outcomes', REQUEST);
    expect(columns[0]!.rates!.positive).toBe('z');
    expect(columns[0]!.rates!.ratios).toHaveLength(3);
    expect(columns[0]!.rates!.totalVariation).toBeCloseTo(0.175, 12);
    expect(audit(table, only).report.alerts[0]!.title).toMatch(/^`z` is 0\.30/);
  });
});

test('weights have twins, and rows of unreadable weight are in none', () => {
  const rows = Array.from({ length: 80 }, (_, i) => [
    'ab'[i % 2]!,
    i % 8 < 4 ? 'yes' : 'no',
    i === 0 ? '-1' : i % 8 < 4 ? '1' : '3',
  ]);
  const table = tableOf(['group', 'y', 'w'], rows);
  const { columns } = figures<GroupOutcomes>(table, 'group-outcomes', {
    roles: { ...REQUEST.roles, others: { w: 'weight' } },
    settings: { 'group-outcomes': { positive: 'yes' } },
  });
  const { weighted } = columns[0]!.rates!.groups.find(({ value }) => value === 'a')!;
  expect(weighted!.rate).toBeCloseTo(19 / (19 + 60), 12);
  expect(weighted!.effectiveRows).toBeCloseTo(79 ** 2 / (19 + 180), 12);
});

test('within strata a difference that only the strata make is gone', () => {
  const rows = [
    ...Array.from({ length: 200 }, (_, i) => ['a', i % 5 < 4 ? 'yes' : 'no', 'easy']),
    ...Array.from({ length: 100 }, (_, i) => ['a', i % 5 < 1 ? 'yes' : 'no', 'hard']),
    ...Array.from({ length: 100 }, (_, i) => ['b', i % 5 < 4 ? 'yes' : 'no', 'easy']),
    ...Array.from({ length: 200 }, (_, i) => ['b', i % 5 < 1 ? 'yes' : 'no', 'hard']),
    ['b', 'no', 'rare'],
  ];
  const request = { ...only, settings: { 'group-outcomes': { within: 'level' } } };
  const table = tableOf(['group', 'y', 'level'], rows);
  const { columns } = figures<GroupOutcomes>(table, 'group-outcomes', request);
  expect(columns[0]!.within).toMatchObject({ column: 'level', strata: 2, leftOut: 1 });
  for (const group of columns[0]!.within!.groups) near(group.oddsRatio, 1);
  const { report } = audit(table, request);
  expect(JSON.stringify(exhibitsOf(report, 'Groups'))).toContain('The same within each `level`');
});

describe('a numeric label', () => {
  const rows = Array.from({ length: 400 }, (_, i) => [
    i % 4 === 0 ? 'a' : 'b',
    String(1e9 + ((i * 7919) % 400) + (i % 4 === 0 ? 150 : 0)),
  ]);
  const table = tableOf(['group', 'y'], rows);

  test('has means and the differences between them', () => {
    const { columns } = figures<GroupOutcomes>(table, 'group-outcomes', REQUEST);
    const { groups } = columns[0]!.means!;
    const of = (name: string) => rows.filter(([g]) => g === name).map(([, y]) => Number(y));
    for (const { value, mean, sd } of groups) {
      const values = of(value);
      const wanted = values.reduce((sum, v) => sum + v - 1e9, 0) / values.length;
      near(mean - 1e9, wanted, 1e-6);
      const squares = values.reduce((sum, v) => sum + (v - 1e9 - wanted) ** 2, 0);
      near(sd!, Math.sqrt(squares / (values.length - 1)), 1e-6);
    }
    near(groups[0]!.toRest!.g, -groups[1]!.toRest!.g);
    expect(audit(table, only).report.alerts).toMatchObject([
      { code: 'mean-by-group', severity: 'info' },
    ]);
  });

  test('groups of less than ten rows are not counted in a report', () => {
    const report = audit(tableOf(['group', 'y'], [...rows, ['c', '3'], ['c', '5']]), only).report;
    expect(JSON.stringify(exhibitsOf(report, 'Groups'))).toContain('"<10"');
  });
});
