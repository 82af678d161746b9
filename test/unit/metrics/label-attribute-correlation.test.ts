import { describe, expect, test } from 'vitest';
import type { LabelAttributeCorrelation } from '../../../src/engine/metrics/fairness/label-attribute-correlation';
import { isCertain, isTied, tieOf } from '../../../src/engine/metrics/fairness/parts/label-ties';
import { tableOf } from '../../../src/engine/table/table';
import { exhibitsOf } from '../../../src/report/exhibits';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';
import { examplesOf } from './examples';

/** Rows of place and bird: `counts[place][bird]` of each. */
function counted(counts: readonly (readonly number[])[]) {
  return tableOf(
    ['place', 'x', 'bird'],
    counts.flatMap((row, place) =>
      row.flatMap((n, bird) =>
        Array.from({ length: n }, (_, i) => [
          `p${String(place)}`,
          String(i % 7),
          `b${String(bird)}`,
        ]),
      ),
    ),
  );
}
const as = (role: 'domain' | 'group') => ({
  roles: { label: 'bird', others: { place: role } },
});
const found = (counts: number[][], role: 'domain' | 'group' = 'domain') =>
  audit(counted(counts), as(role)).report.alerts;
const codes = (counts: number[][], role: 'domain' | 'group' = 'domain') =>
  found(counts, role)
    .map(({ metric, code }) => `${metric}/${code}`)
    .filter((of) => /label-|lower-|away|other-label|class-in/.test(of));

test.each(examplesOf('label-attribute-correlation'))(
  'the worked example: $name',
  ({ input, expect: wanted, tol }) => {
    const { table } = input as { table: number[][] };
    // The examples have a row for each class.
    const counts = table[0]!.flatMap((_, value) => table.map((row) => row[value]!));
    const tie = tieOf(Float64Array.from(counts), 2);
    expect(Math.abs(tie.vCorrected! - (wanted['vCorrected'] as number))).toBeLessThan(tol);
    expect(Math.abs(tie.mutualInformation - (wanted['mi'] as number))).toBeLessThan(tol);
    expect(tie.aligned).toBeCloseTo(wanted['alignedShare'] as number, 9);
    expect(tie.smallest.rows).toBe(wanted['smallestCell']);
    expect(isTied(tie)).toBe(wanted['fires']);
    expect(isCertain(tie)).toBe(false);
  },
);

describe('findings', () => {
  const WATER = [
    [950, 60],
    [50, 940],
  ];

  test('birds and their background: one warning, with the rows that are elsewhere', () => {
    expect(codes(WATER)).toEqual(['label-attribute-correlation/label-tied']);
    const [alert] = found(WATER).filter(({ code }) => code === 'label-tied');
    expect(alert).toMatchObject({ severity: 'warning', rowCount: 110, evidence: 'conflicting' });
    expect(alert!.title).toBe('95.0% of `b0` lie where `place` is `p0`, 50.5% of all rows do');
    expect(alert!.message).toContain('The smallest combination, `b0` with `p1`, has 50 rows.');
    // The first rows of p0 are b0; the sixty of b1 follow, then the fifty of b0 in p1.
    expect(alert!.rows!.slice(0, 2)).toEqual([950, 951]);
    expect(alert!.remedies.map(({ method, values }) => ({ method, values }))).toEqual([
      { method: 'stratified-split', values: { stratify: ['bird', 'place'] } },
      { method: 'group-subsample', values: { columns: ['place'] } },
    ]);
  });

  test('of a group the rates are told, and nothing twice', () => {
    expect(codes(WATER, 'group')).toEqual(['group-outcomes/lower-rate']);
    // Of three classes and places none is rarer by a fifth for sure, and yet they go together.
    const shares = [
      [400, 0, 0],
      [0, 400, 100],
      [0, 100, 400],
    ];
    expect(codes(shares, 'group')).not.toContain('group-outcomes/label-by-group');
  });

  test('what decides the label is a leak, and a class in one place is told as that', () => {
    expect(
      codes([
        [500, 0],
        [0, 500],
      ]),
    ).toEqual(['associations/gives-label-away', 'group-imbalance/class-in-one-group']);
    expect(
      codes([
        [500, 0],
        [200, 300],
      ]),
    ).toEqual(['group-imbalance/class-in-one-group']);
  });

  test('nothing where one place holds nearly all rows of every class, or by chance', () => {
    expect(
      codes([
        [930, 930],
        [70, 70],
      ]),
    ).toEqual([]);
    expect(
      codes([
        [52, 48],
        [49, 51],
      ]),
    ).toEqual([]);
    // 94% are aligned because 94% are of one place, though the other has another mix.
    expect(
      codes([
        [500, 500],
        [47, 13],
      ]),
    ).not.toContain('label-attribute-correlation/label-tied');
  });
});

test('crosstab of titanic by hand, with phi and what is aligned', () => {
  const table = loadCsv('titanic.csv');
  const { attributes } = figures<LabelAttributeCorrelation>(table, 'label-attribute-correlation', {
    roles: { label: 'survived', groups: ['sex'], others: { class: 'domain' } },
  });
  const [sex, ship] = attributes;
  // scipy.stats.contingency.association of [[81, 233], [468, 109]]: 0.54335; men died, women lived.
  expect(sex!.v).toBeCloseTo(0.5433513806577551, 12);
  expect(sex!.phi).toBeCloseTo(-0.5433513806577551, 12);
  expect(sex!.aligned).toBeCloseTo((468 + 233) / 891, 12);
  expect(sex!.smallest).toEqual({ value: 'female', class: '0', rows: 81 });
  expect(ship!.phi).toBeNull();
  expect(ship!.aligned).toBeCloseTo((372 + 136) / 891, 12);
  const { report } = audit(table, {
    roles: { label: 'survived', groups: ['sex'], others: { class: 'domain' } },
    only: ['label-attribute-correlation'],
  });
  expect(JSON.stringify(exhibitsOf(report, 'Groups'))).toContain('39.8% First (all rows 24.2%)');
});

test('a chosen column of numbers has the area under its curve', () => {
  const rows = Array.from({ length: 300 }, (_, i) => [
    String(((i * 37) % 97) + (i % 3 === 0 ? 40 : 0) + i / 1000),
    i % 3 === 0 ? 'yes' : 'no',
  ]);
  const table = tableOf(['brightness', 'y'], rows);
  const { attributes } = figures<LabelAttributeCorrelation>(table, 'label-attribute-correlation', {
    roles: { label: 'y' },
    settings: { 'label-attribute-correlation': { columns: ['brightness'] } },
  });
  let above = 0;
  const of = (y: string) => rows.filter((row) => row[1] === y).map((row) => Number(row[0]));
  for (const p of of('yes')) for (const n of of('no')) above += p > n ? 1 : p === n ? 0.5 : 0;
  expect(attributes[0]!.auroc).toBeCloseTo(above / (100 * 200), 12);
});
