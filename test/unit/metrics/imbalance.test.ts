import { describe, expect, test } from 'vitest';
import type { ClassImbalance } from '../../../src/engine/metrics/imbalance/class-imbalance';
import type { GroupImbalance } from '../../../src/engine/metrics/imbalance/group-imbalance';
import type { IntersectionImbalance } from '../../../src/engine/metrics/imbalance/intersection-imbalance';
import { temperature } from '../../../src/engine/statistics/temperature';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';
import { withCounts } from './counted';
import { differences, examplesOf } from './examples';

const alertsOf = (table: Table, metric: string, request = {}) =>
  audit(table, { only: [metric], ...request }).report.alerts;

describe('class imbalance: worked examples', () => {
  for (const { name, input, params, expect: wanted, tol } of examplesOf('class-imbalance')) {
    test(name, () => {
      const { counts, file, label } = input as { counts?: number[]; file?: string; label?: string };
      const table = counts ? withCounts(counts) : loadCsv(file!, params as { header?: boolean });
      const request = { roles: { label: label ?? 'label' } };
      if (wanted['alert'] === 'error') {
        const [alert] = alertsOf(table, 'class-imbalance', request);
        expect(alert).toMatchObject({ severity: 'error', code: 'one-class' });
        return;
      }
      const found = figures<ClassImbalance>(table, 'class-imbalance', request);
      const perClass = Object.fromEntries(found.classes.map((c) => [c.value, c.count]));
      const closed = { ...found, ...(wanted['counts'] ? { counts: perClass } : {}) };
      expect(differences(closed, wanted, tol)).toEqual([]);
    });
  }
});

describe('class imbalance: findings', () => {
  const severities = (file: string, label?: string) =>
    alertsOf(loadCsv(file), 'class-imbalance', label ? { roles: { label } } : {}).map(
      ({ severity }) => severity,
    );

  test('real files: one warning, one note, silence', () => {
    expect(severities('mammography.csv')).toEqual(['warning']);
    expect(severities('diamonds.csv', 'cut')).toEqual(['info']);
    for (const file of ['penguins.csv', 'titanic.csv', 'adult-train.csv', 'german.csv']) {
      expect(severities(file)).toEqual([]);
    }
  });

  test('the sentence about mammography', () => {
    const [alert] = alertsOf(loadCsv('mammography.csv'), 'class-imbalance');
    expect(alert).toMatchObject({
      title: "`'1'` is rare: 260 rows, 2.3%",
      rowCount: 260,
      evidence: 'rare',
      columns: [6],
    });
    expect(alert!.message).toContain('Below a tenth of an even split.');
    expect(alert!.rows).toHaveLength(100);
    expect(alert!.remedies.map(({ method }) => method)).toEqual([
      'class-weights',
      'random-oversample',
      'smote',
      'random-undersample',
    ]);
  });

  test('evidence is every row of the rare class', () => {
    const table = loadCsv('mammography.csv');
    const { rows } = audit(table).evidence.get('class-imbalance/rare')!;
    const label = table.columns[6]!;
    const expected: number[] = [];
    label.codes.forEach((code, row) => {
      if (label.dictionary.text(code) === "'1'") expected.push(row);
    });
    expect([...rows]).toEqual(expected);
  });

  test('thresholds: just rare, just not; ten to one, just below; nine rows, ten rows', () => {
    const codes = (counts: number[]) =>
      alertsOf(withCounts(counts), 'class-imbalance', { roles: { label: 'label' } }).map(
        ({ severity }) => severity,
      );
    expect(codes([951, 49])).toEqual(['warning']);
    expect(codes([950, 50])).toEqual(['info']);
    expect(codes([300, 30])).toEqual(['info']);
    expect(codes([299, 30])).toEqual([]);
    expect(codes([20, 9])).toEqual(['warning']);
    expect(codes([20, 10])).toEqual([]);
  });

  test('a quantity is not counted as classes', () => {
    const { metrics } = audit(loadCsv('diamonds.csv'), {
      only: ['class-imbalance'],
      roles: { label: 'price' },
    }).report;
    expect(metrics['class-imbalance']).toEqual({
      notApplicable: '`price` holds 11,602 different numbers: a quantity, not classes.',
    });
  });

  test('weights and splits have their twins', () => {
    const table = tableOf(
      ['y', 'w', 'split'],
      [
        ['a', '1.5', 'train'],
        ['a', '2.5', 'test'],
        ['b', '1', 'train'],
        ['b', '-3', 'train'],
        ['', '9', 'test'],
      ],
    );
    const found = figures<ClassImbalance>(table, 'class-imbalance', {
      roles: { label: 'y', others: { w: 'weight', split: 'split' } },
    });
    expect(found.missingLabels).toBe(1);
    expect(found.classes.map(({ weight }) => weight)).toEqual([4, 1]);
    expect(found.classes.map(({ bySplit }) => bySplit)).toEqual([
      { train: 1, test: 1 },
      { train: 2 },
    ]);
    expect(found.weightedImbalanceRatio).toBe(4);
  });

  test('class order is numeric for numbers and by code point for the rest', () => {
    const order = (labels: string[]) =>
      figures<ClassImbalance>(
        tableOf(
          ['y', 'z'],
          labels.map((l) => [l, 'q']),
        ),
        'class-imbalance',
        {
          roles: { label: 'y' },
        },
      ).classes.map(({ value }) => value);
    expect(order(['10', '9', '-1', '2.5'])).toEqual(['-1', '2.5', '9', '10']);
    expect(order(['b', 'B', '10', '9'])).toEqual(['10', '9', 'B', 'b']);
    expect(order(['\u{1f600}', '\uff01', 'z'])).toEqual(['z', '\uff01', '\u{1f600}']);
  });

  test('the Lorenz curve runs from nothing to all, rarest first', () => {
    const { lorenz } = figures<ClassImbalance>(withCounts([6, 1, 3]), 'class-imbalance');
    expect(
      differences(
        lorenz,
        [
          [0, 0],
          [1 / 3, 0.1],
          [2 / 3, 0.4],
          [1, 1],
        ],
        1e-12,
      ),
    ).toEqual([]);
  });

  test('very many classes: a list of a thousand, the figures of all', () => {
    const n = 150_000;
    const rows = Array.from({ length: n }, (_, i) => ['x', `k${String(i)}`]);
    const found = figures<ClassImbalance>(tableOf(['x', 'label'], rows), 'class-imbalance', {
      roles: { label: 'label' },
    });
    expect(found.classCount).toBe(n);
    expect(found.classes).toHaveLength(1000);
    expect(found.lorenz.length).toBeLessThanOrEqual(101);
  });
});

describe('group imbalance', () => {
  for (const { name, input, params, expect: wanted, tol } of examplesOf('group-imbalance')) {
    test(name, () => {
      const tau = params['tau'] === 'inf' ? Infinity : (params['tau'] as number);
      const found = temperature((input as { counts: number[] }).counts, tau);
      expect(differences(found, wanted, tol)).toEqual([]);
    });
  }

  const penguins = () => loadCsv('penguins.csv');

  test('penguins by island: counts, shares and the label within', () => {
    const found = figures<GroupImbalance>(penguins(), 'group-imbalance', {
      roles: { groups: ['island'] },
    });
    const [island] = found.columns;
    expect(found.classes).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
    expect(island!.groups.map(({ value, count, byClass }) => [value, count, byClass])).toEqual([
      ['Biscoe', 168, [44, 0, 124]],
      ['Dream', 124, [56, 68, 0]],
      ['Torgersen', 52, [52, 0, 0]],
    ]);
    expect(island!.groups[0]!.rates[2]!.share).toBeCloseTo(124 / 168, 12);
    // Sum over groups of n_g / n times half the absolute differences of shares, by hand.
    const pool = [152 / 344, 68 / 344, 124 / 344];
    const table = [
      [44, 0, 124],
      [56, 68, 0],
      [52, 0, 0],
    ];
    const expected = table.reduce((sum, row) => {
      const n = row.reduce((a, b) => a + b);
      const tv = row.reduce((d, c, i) => d + Math.abs(c / n - pool[i]!), 0) / 2;
      return sum + (n / 344) * tv;
    }, 0);
    expect(island!.labelDiscrepancy).toBeCloseTo(expected, 12);
  });

  test('a species that lives on one island is a warning', () => {
    const [alert] = alertsOf(penguins(), 'group-imbalance', { roles: { groups: ['island'] } });
    expect(alert).toMatchObject({
      code: 'class-in-one-group',
      severity: 'warning',
      title: '`Gentoo` occurs only where `island` is `Biscoe`',
    });
    expect(alert!.message).toContain('Likewise `Chinstrap` in `Dream`.');
  });

  test('one group above 80 % is a note; repeats and weights speak at the chosen temperature', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => [i < 990 ? 'en' : 'cy', 'x']);
    const table = tableOf(['language', 'v'], rows);
    const codes = (temperatureOfUser: number) =>
      alertsOf(table, 'group-imbalance', {
        roles: { label: null },
        settings: { 'group-imbalance': { temperature: temperatureOfUser } },
      }).map(({ code }) => code);
    expect(codes(1)).toEqual(['dominant-group']);
    expect(codes(5)).toEqual(['group-repeats', 'dominant-group', 'sample-rather-than-weight']);
  });
});

describe('intersections', () => {
  const [example] = examplesOf('intersection-imbalance');

  test(example!.name, () => {
    const counts = (example!.input as { table: number[][] }).table;
    const rows = counts.flatMap((row, a) =>
      row.flatMap((n, b) => Array.from({ length: n }, () => [`a${String(a)}`, `b${String(b)}`])),
    );
    const table = tableOf(['y', 'g'], rows);
    const { crossings } = figures<IntersectionImbalance>(table, 'intersection-imbalance', {
      roles: { label: 'y', groups: ['g'] },
    });
    const [found] = crossings;
    const { expected, pearsonResidual, ...rest } = example!.expect as Record<string, number[][]>;
    expect(differences(found, rest, example!.tol)).toEqual([]);
    expect(differences(found!.expected, expected!.flat(), example!.tol)).toEqual([]);
    expect(differences(found!.pearsonResiduals, pearsonResidual!.flat(), example!.tol)).toEqual([]);
    expect(found!.counts).toEqual(counts.flat());
    expect(found!.smallestCell).toEqual({ levels: ['a0', 'b0'], count: 44 });
  });

  test('empty cells that should not be are a warning, and the gap a note', () => {
    const alerts = alertsOf(loadCsv('penguins.csv'), 'intersection-imbalance', {
      roles: { groups: ['island'] },
    });
    expect(alerts.map(({ code, severity }) => [code, severity])).toEqual([
      ['empty-combination', 'warning'],
      ['combination-gap', 'info'],
    ]);
    expect(alerts[0]!.title).toBe('No row is both `Gentoo` and `Dream`');
  });

  test('compas: four thin cells of race, with their rows as evidence', () => {
    const table = loadCsv('compas.csv');
    const run = audit(table, { only: ['intersection-imbalance'] });
    const [alert] = run.report.alerts;
    expect(alert).toMatchObject({ code: 'thin-combinations', severity: 'warning' });
    const race = table.columns[5]!;
    const { rows } = run.evidence.get('intersection-imbalance/thin')!;
    const groups = new Set(Array.from(rows, (row) => race.dictionary.text(race.codes[row]!)));
    expect(groups).toEqual(new Set(['Asian', 'Native American']));
    expect(alert!.rowCount).toBe(rows.length);
  });

  test('three columns equal a crossing counted by hand', () => {
    const table = loadCsv('titanic.csv');
    const { crossings } = figures<IntersectionImbalance>(table, 'intersection-imbalance', {
      settings: { 'intersection-imbalance': { columns: ['survived', 'sex', 'embarked'] } },
    });
    const [found] = crossings;
    expect(found!.levels).toEqual([
      ['0', '1'],
      ['female', 'male'],
      ['C', 'Q', 'S'],
    ]);
    const text = (row: number, column: number) => {
      const { codes, dictionary } = table.columns[column]!;
      return dictionary.text(codes[row]!);
    };
    const counts: number[] = [];
    for (const y of ['0', '1']) {
      for (const s of ['female', 'male']) {
        for (const e of ['C', 'Q', 'S']) {
          let n = 0;
          for (let row = 0; row < 891; row++) {
            if (text(row, 0) === y && text(row, 2) === s && text(row, 7) === e) n++;
          }
          counts.push(n);
        }
      }
    }
    expect(found!.counts).toEqual(counts);
  });

  test('one column cannot be crossed', () => {
    const { metrics } = audit(loadCsv('titanic.csv'), {
      only: ['intersection-imbalance'],
      settings: { 'intersection-imbalance': { columns: ['sex'] } },
    }).report;
    expect(metrics['intersection-imbalance']).toHaveProperty('notApplicable');
  });

  test('levels beyond fifty become one', () => {
    const rows = Array.from({ length: 600 }, (_, i) => [`v${String(i % 60)}`, 'ab'[i % 2]!]);
    const { crossings } = figures<IntersectionImbalance>(
      tableOf(['g', 'y'], rows),
      'intersection-imbalance',
      {
        roles: { label: 'y', groups: ['g'] },
      },
    );
    expect(crossings[0]!.levels[1]).toHaveLength(51);
    expect(crossings[0]!.levels[1]!.at(-1)).toBe('other');
    expect(crossings[0]!.counts.reduce((a, b) => a + b)).toBe(600);
  });
});
