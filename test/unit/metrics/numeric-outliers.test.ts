import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NumericOutliers } from '../../../src/engine/metrics/quality/numeric-outliers';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import { columnValues } from '../../../src/engine/table/column-values';
import { outlyingValues, unitMistakes } from '../../../src/engine/statistics/outlying-values';
import { medianDeviation } from '../../../src/engine/statistics/describe';
import { quantile, weightedValues } from '../../../src/engine/statistics/weighted-values';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { selectRows } from '../../../src/files/reading/row-pages';
import { loadCsv } from '../../fixtures/load';
import { openTable } from '../../fixtures/open-table';
import peers from '../../peers/outliers.json';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const LIMITS = { z: 6, fence: 3 };
const noTick = () => undefined;
const valuesOf = (numbers: readonly number[]) =>
  weightedValues(
    numbers,
    numbers.map(() => 1),
  );
const FILES = Object.entries(peers) as [
  string,
  Record<
    string,
    { n: number; logarithmic: boolean; cells: number; usual: number[]; farthest: number | null }
  >,
][];

describe('numeric-outliers: worked examples', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('numeric-outliers')) {
    test(name, () => {
      const { values, file, column } = input as {
        values?: number[];
        file?: string;
        column?: string;
      };
      if (wanted['z']) {
        const of = valuesOf(values!);
        const median = quantile(of, 0.5);
        const mad = medianDeviation(of);
        const z = values!.map((x) => (0.6745 * (x - median)) / mad);
        expect(differences({ median, mad, z }, wanted, tol)).toEqual([]);
        return;
      }
      const of = file ? columnOf(loadCsv(file), column!) : valuesOf(values!);
      const found = outlyingValues(of, LIMITS)!;
      const far = [...found.low.values, ...found.high.values];
      const [unit] = unitMistakes(found);
      const result = {
        flagged: found.low.n + found.high.n,
        unitFactor: unit?.factor ?? null,
        ...(wanted['values'] ? { values: far } : {}),
      };
      expect(differences(result, wanted, tol)).toEqual([]);
    });
  }
});

function columnOf(table: Table, name: string) {
  const index = table.columns.findIndex((column) => column.name === name);
  return columnValues(table, profileColumns(table, noTick)[index]!)!.of;
}

describe('far values of the real files', () => {
  test.each(FILES)('%s: those of numpy and scipy', (file, columns) => {
    const table = loadCsv(file);
    const profiles = profileColumns(table, noTick);
    expect(Object.keys(columns).length).toBeGreaterThan(0);
    for (const [index, wanted] of Object.entries(columns)) {
      const profile = profiles[Number(index)]!;
      const found = outlyingValues(columnValues(table, profile)!.of, LIMITS)!;
      const far = [...found.low.values, ...found.high.values];
      const scores = far.map((value) => found.score(value));
      const farthest = scores.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
      expect({
        index,
        n: found.n,
        logarithmic: found.logarithmic,
        cells: found.low.n + found.high.n,
        usual: found.usual,
      }).toEqual({
        index,
        n: wanted.n,
        logarithmic: wanted.logarithmic,
        cells: wanted.cells,
        usual: wanted.usual,
      });
      if (wanted.farthest !== null) expect(farthest).toBeCloseTo(wanted.farthest, 9);
    }
  });

  test('none has a mistaken unit, and only diamonds has values that are set apart', () => {
    for (const [file] of FILES) {
      const { alerts } = audit(loadCsv(file), { only: ['numeric-outliers'] }).report;
      expect(alerts.map(({ code }) => code)).toEqual(file === 'diamonds.csv' ? ['far-values'] : []);
    }
  });

  test('diamonds: the rows of the finding hold those values', () => {
    const table = loadCsv('diamonds.csv');
    const { report, evidence } = audit(table, { only: ['numeric-outliers'] });
    const [alert] = report.alerts;
    expect(alert).toMatchObject({ severity: 'info', rowCount: 10 });
    expect(alert!.columns.map((index) => table.columns[index]!.name)).toEqual([
      'y',
      'z',
      'table',
      'depth',
    ]);
    const y = table.columns.find(({ name }) => name === 'y')!;
    const far = [...evidence.get('numeric-outliers/far')!.rows].filter(
      (row) => Number(y.dictionary.text(y.codes[row]!)) > 20,
    );
    expect(far).toEqual([24067, 49189]);
  });
});

/** A thousand heights in centimetres, some of which are in another unit. */
function heights(others: readonly string[], place = 500): Table {
  const usual = Array.from({ length: 1000 }, (_, i) => [
    String(150 + ((i * 37) % 400) / 10),
    'ab'[i % 2]!,
  ]);
  usual.splice(place, 0, ...others.map((value) => [value, 'a']));
  return tableOf(['height', 'label'], usual);
}
const metres = Array.from({ length: 17 }, (_, i) => (1.55 + i / 100).toFixed(2));

describe('mistaken units', () => {
  test('seventeen heights in metres among a thousand in centimetres', () => {
    const { report, evidence } = audit(heights(metres), { only: ['numeric-outliers'] });
    expect(report.alerts).toMatchObject([
      {
        code: 'other-unit',
        severity: 'warning',
        title: '17 values of `height` look 100 times too small',
        rowCount: 17,
        columns: [0],
      },
    ]);
    expect([...evidence.get('numeric-outliers/units')!.rows]).toEqual(
      metres.map((_, i) => 500 + i),
    );
  });

  test('and millimetres', () => {
    const found = figures<NumericOutliers>(heights(['1700', '1680', '1755']), 'numeric-outliers');
    expect(found.columns[0]!.units).toEqual([{ factor: 10, side: 'high', cells: 3 }]);
  });

  test('two are no pattern, and neither are three that fit nowhere', () => {
    for (const others of [metres.slice(0, 2), ['9.1', '9.2', '9.3']]) {
      const { alerts } = audit(heights(others), { only: ['numeric-outliers'] }).report;
      expect(alerts.map(({ code }) => code)).toEqual(['far-values']);
    }
  });

  test('a long tail without a gap is none', () => {
    const tail = Array.from({ length: 60 }, (_, i) => String(300 + i * 25));
    expect(audit(heights(tail), { only: ['numeric-outliers'] }).report.alerts).toEqual([]);
  });
});

describe('numeric-outliers', () => {
  test('leaves numbers that stand for something else to the finding about them', () => {
    const coded = [...Array<string>(20).fill('-999'), '2.5e4'];
    const { columns } = figures<NumericOutliers>(heights(coded), 'numeric-outliers');
    expect(columns[0]!.farthest.map(({ value }) => value)).toEqual([25000]);
  });

  test('judges within groups when told', () => {
    const table = tableOf(
      ['kind', 'weight'],
      Array.from({ length: 200 }, (_, i) => [
        i % 2 === 0 ? 'mouse' : 'elephant',
        i === 100 ? '5000' : String(i % 2 === 0 ? 20 + (i % 23) : 4000 + ((i * 7) % 997)),
      ]),
    );
    expect(figures<NumericOutliers>(table, 'numeric-outliers').columns).toEqual([]);
    const settings = { 'numeric-outliers': { within: 'kind' } };
    const { columns } = figures<NumericOutliers>(table, 'numeric-outliers', { settings });
    expect(
      columns.map(({ group, farthest }) => [group, farthest[0]!.value, farthest[0]!.rows]),
    ).toEqual([['mouse', 5000, [100]]]);
  });

  test('says which classes hold them', () => {
    const [found] = figures<NumericOutliers>(heights(metres), 'numeric-outliers').columns;
    expect(found!.byClass).toEqual([{ value: 'a', cells: 17, share: 17 / 517 }]);
  });

  test('columns that are not held are judged by their sketch, and read only for the rows', () => {
    const { table, touched } = openTable(heights(['1.7', '1.71', '1.72', '9000']), {
      mostHeld: 50,
    });
    const { report, evidence, profiles } = audit(table, { only: ['numeric-outliers'] });
    expect(touched.size).toBe(0);
    expect(report.alerts).toMatchObject([{ code: 'other-unit' }]);
    expect(report.alerts[0]!.rows).toBeUndefined();
    const selector = { kind: 'evidence', metric: 'numeric-outliers', key: 'units' } as const;
    const { rows } = selectRows(table, profiles, evidence, selector, noTick);
    expect([...rows]).toEqual([500, 501, 502]);
  });

  test('diamonds, held or not: the same finding and the same rows', () => {
    const held = loadCsv('diamonds.csv');
    const { table } = openTable(held, { mostHeld: 50, headRows: 150 });
    const [exact, open] = [held, table].map((each) => ({
      each,
      ...audit(each, { only: ['numeric-outliers'] }),
    }));
    expect(open!.report.alerts.map(({ columns }) => columns)).toEqual(
      exact!.report.alerts.map(({ columns }) => columns),
    );
    const selector = { kind: 'evidence', metric: 'numeric-outliers', key: 'far' } as const;
    const rows = ({ each, profiles, evidence }: NonNullable<typeof open>) =>
      selectRows(each, profiles, evidence, selector, noTick).rows;
    expect(rows(open!)).toEqual(rows(exact!));
  });

  test('flags are those of a look at each value, whatever the numbers', () => {
    const numbers = fc.array(
      fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
      { minLength: 30, maxLength: 200 },
    );
    fc.assert(
      fc.property(numbers, (given) => {
        const found = outlyingValues(valuesOf(given), LIMITS);
        if (!found || found.logarithmic) return;
        const judged = given.map((x) => x + 0).filter((x) => x !== found.apart);
        const of = valuesOf(judged);
        const [q1, q3] = [quantile(of, 0.25), quantile(of, 0.75)];
        const far = judged.filter(
          (x) =>
            Math.abs((0.6745 * (x - quantile(of, 0.5))) / medianDeviation(of)) > 6 &&
            (x < q1 - 3 * (q3 - q1) || x > q3 + 3 * (q3 - q1)),
        );
        expect(found.low.n + found.high.n).toBe(far.length);
        for (const x of far) expect(x < found.usual[0] || x > found.usual[1]).toBe(true);
      }),
    );
  });
});
