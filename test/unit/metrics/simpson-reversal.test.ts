import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SimpsonReversal } from '../../../src/engine/metrics/shift/simpson-reversal';
import { tableOf } from '../../../src/engine/table/table';
import { exhibitsOf } from '../../../src/report/exhibits';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';
import { examplesOf } from './examples';

type Cells = readonly [number, number, number, number];

/** Rows with group, stratum and label: of each stratum the positives and negatives of `a`, then of `b`. */
function stratified(strata: Readonly<Record<string, Cells>>) {
  const kinds = [
    ['a', 'yes'],
    ['a', 'no'],
    ['b', 'yes'],
    ['b', 'no'],
  ];
  return tableOf(
    ['group', 'z', 'y'],
    Object.entries(strata).flatMap(([z, cells]) =>
      cells.flatMap((n, i) => Array.from({ length: n }, () => [kinds[i]![0]!, z, kinds[i]![1]!])),
    ),
  );
}
const REQUEST = {
  roles: { label: 'y', groups: ['group'] },
  settings: { 'simpson-reversal': { levels: 'a|b', positive: 'yes' } },
  only: ['simpson-reversal'],
};
const found = (table: ReturnType<typeof stratified>, request = REQUEST) =>
  figures<SimpsonReversal>(table, 'simpson-reversal', request);
const alerts = (table: ReturnType<typeof stratified>, request = REQUEST) =>
  audit(table, request).report.alerts;

/** Admissions of six departments of Berkeley in 1973: men admitted and refused, then women (Bickel et al. 1975). */
const BERKELEY: Record<string, Cells> = {
  A: [512, 313, 89, 19],
  B: [353, 207, 17, 8],
  C: [120, 205, 202, 391],
  D: [138, 279, 131, 244],
  E: [53, 138, 94, 299],
  F: [22, 351, 24, 317],
};

test.each(examplesOf('simpson-reversal'))(
  'the worked example: $name',
  ({ input, expect: wanted, tol }) => {
    const [small, large] = (input as { strata: number[][][] }).strata.map(
      (stratum) => stratum.flat() as unknown as Cells,
    );
    const { pairs } = found(stratified({ small: small!, large: large! }));
    const [pair] = pairs;
    const values = wanted as Record<string, number> & Record<string, number[]>;
    const near = (value: number, to: number) => {
      expect(Math.abs(value - to)).toBeLessThan(tol);
    };
    near(Math.exp(pair!.crude.estimate), values['crudeOr']!);
    near(Math.exp(pair!.crude.low), values['crudeInterval']![0]!);
    near(Math.exp(pair!.crude.high), values['crudeInterval']![1]!);
    near(Math.exp(pair!.within.estimate), values['mhOr']!);
    near(Math.exp(pair!.within.low), values['mhInterval']![0]!);
    near(Math.exp(pair!.within.high), values['mhInterval']![1]!);
    near(pair!.homogeneityP!, values['breslowDayP']!);
    const ratios = ['small', 'large'].map((value) => {
      const { first, second } = pair!.strata.find((stratum) => stratum.value === value)!;
      return first / (1 - first) / (second / (1 - second));
    });
    ratios.forEach((ratio, i) => near(ratio, values['stratumOr']![i]!));
    const [alert] = alerts(stratified({ small: small!, large: large! }));
    expect(alert).toMatchObject({ code: 'sign-changes', severity: wanted['severity'] });
  },
);

describe('findings', () => {
  test('admissions of Berkeley: the difference changes its sign within departments, not surely', () => {
    const table = stratified(BERKELEY);
    const [alert, ...others] = alerts(table);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ code: 'sign-changes', severity: 'info', rowCount: 4526 });
    expect(alert!.message).toMatch(
      /^Overall `y` is `yes` in 44\.5% for `a` and 30\.4% for `b`; within `z` the odds ratio is 0\.90/,
    );
    const blocks = exhibitsOf(audit(table, REQUEST).report, 'Groups').flatMap((e) => e.blocks);
    const tables = blocks.filter(({ kind }) => kind === 'table');
    expect(tables).toHaveLength(2);
    expect(JSON.stringify(tables[1])).toContain('"62.1%","108","82.4%"');
  });

  test('a difference that reverses surely is a warning with a remedy', () => {
    const table = stratified({
      easy: [180, 20, 640, 160],
      hard: [240, 560, 40, 160],
    });
    const [alert] = alerts(table);
    expect(alert).toMatchObject({ code: 'reversed', severity: 'warning', columns: [0, 1, 2] });
    expect(alert!.title).toBe('The difference in `y` by `group` reverses within `z`');
    expect(alert!.remedies).toEqual([
      expect.objectContaining({
        method: 'match-undersample',
        values: { columns: ['z'], method: 'exact-bins' },
      }),
    ]);
  });

  test('a difference that is only less sure in small strata is not gone', () => {
    // The same odds in every stratum, too few rows in those that can tell.
    const table = stratified({ p: [22, 18, 12, 28], q: [11, 9, 6, 14], r: [300, 0, 0, 200] });
    expect(found(stratified({ p: [22, 18, 12, 28], q: [11, 9, 6, 14] })).pairs[0]!.verdict).toBe(
      'same',
    );
    expect(alerts(table)).toEqual([]);
  });

  test('a column that gives the group away explains nothing', () => {
    // 90 of 1,000 rows of each level lie where the other is, and there the rates are alike.
    const table = stratified({
      most_a: [820, 90, 45, 45],
      most_b: [45, 45, 90, 820],
    });
    const [pair] = found(table).pairs;
    expect(pair!.overlap).toBeLessThan(0.5);
    expect(pair!.verdict).toBe('same');
  });

  test('a copy of the label is not held fixed', () => {
    const rows = Array.from({ length: 400 }, (_, i) => {
      const y = (i * 7) % 10 < (i % 2 ? 3 : 7) ? 'yes' : 'no';
      return ['ab'[i % 2]!, y === 'yes' ? 'alive' : 'dead', y];
    });
    expect(audit(tableOf(['group', 'z', 'y'], rows), REQUEST).report.metrics).toMatchObject({
      'simpson-reversal': { notApplicable: expect.stringMatching(/^There is no column/) as string },
    });
  });

  test('nothing is said by chance', () => {
    let seed = 3;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    let said = 0;
    for (let draw = 0; draw < 30; draw++) {
      const rows = Array.from({ length: 400 }, () => {
        const group = random() < 0.5 ? 'a' : 'b';
        const z = Array.from({ length: 6 }, () => String(Math.floor(random() * 4)));
        return [group, ...z, random() < 0.4 ? 'yes' : 'no'];
      });
      const table = tableOf(['group', 'z1', 'z2', 'z3', 'z4', 'z5', 'z6', 'y'], rows);
      said += alerts(table).length;
    }
    expect(said).toBe(0);
  });
});

test('adult: the difference by sex is that of all rows, husbands and wives included', () => {
  const { pairs, looked } = figures<SimpsonReversal>(
    loadCsv('adult-test.csv'),
    'simpson-reversal',
    {
      roles: { label: 'column_15', groups: ['column_10'] },
    },
  );
  expect(pairs).toHaveLength(looked);
  // All husbands but one are men: without their stratum women would have the higher rate of the others.
  const relationship = pairs.find(({ held }) => held === 'column_8')!;
  expect(relationship.crudeDifference).toBeLessThan(-0.19);
  expect(relationship.overlap).toBeLessThan(0.6);
  expect(relationship.share).toBeCloseTo(9758 / 16281, 2);
  expect(pairs.map(({ verdict }) => verdict)).toEqual(pairs.map(() => 'same'));
});

test('compas: within deciles of the score the difference by race is gone', () => {
  const request = { only: ['simpson-reversal'] };
  const {
    alerts: [alert],
  } = audit(loadCsv('compas.csv'), request).report;
  expect(alert).toMatchObject({ code: 'gone-within', severity: 'info' });
  expect(alert!.message).toMatch(/Likewise `race` within `decile_score`\./);
});

describe('a numeric label', () => {
  const FILE = join(import.meta.dirname, '../../peers/fairness.json');
  const { slopes } = JSON.parse(readFileSync(FILE, 'utf8')) as {
    slopes: {
      x: number[];
      y: number[];
      z: number[];
      crude: { estimate: number; se: number };
      within: { estimate: number; se: number };
    };
  };
  const table = tableOf(
    ['group', 'z', 'y'],
    slopes.x.map((x, i) => ['ab'[x]!, `s${String(slopes.z[i]!)}`, String(slopes.y[i]!)]),
  );
  const request = { ...REQUEST, settings: { 'simpson-reversal': { levels: 'a|b' } } };

  test('has the slopes of least squares, and they reverse', () => {
    const { pairs, positive } = figures<SimpsonReversal>(table, 'simpson-reversal', request);
    expect(positive).toBeNull();
    for (const of of ['crude', 'within'] as const) {
      expect(pairs[0]![of].estimate).toBeCloseTo(slopes[of].estimate, 9);
      expect(pairs[0]![of].se).toBeCloseTo(slopes[of].se, 9);
    }
    expect(pairs[0]!.verdict).toBe('reversed');
    const { first, firstRows } = pairs[0]!.strata[0]!;
    const own = slopes.y.filter(
      (_, i) => slopes.x[i] === 0 && `s${String(slopes.z[i]!)}` === pairs[0]!.strata[0]!.value,
    );
    expect(firstRows).toBe(own.length);
    expect(first).toBeCloseTo(own.reduce((a, b) => a + b, 0) / own.length, 9);
    const { report } = audit(table, request);
    expect(report.alerts[0]!.message).toMatch(/^Overall the mean of `a` is below that of `b` by/);
    expect(exhibitsOf(report, 'Groups')).toHaveLength(1);
  });
});

test.each([
  [{ positive: 'none' }, "No row of `y` is 'none'."],
  [{ levels: 'a|c' }, 'Name two values of `group` to compare, as in `a|b`.'],
  [{ contrast: 'nowhere' }, "There is no column 'nowhere'."],
])('%j is refused with a reason', (setting, reason) => {
  const settings = { 'simpson-reversal': setting };
  const { metrics } = audit(stratified(BERKELEY), { ...REQUEST, settings }).report;
  expect(metrics['simpson-reversal']).toEqual({ notApplicable: reason });
});
