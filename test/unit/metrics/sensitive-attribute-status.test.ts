import { describe, expect, test } from 'vitest';
import type { SensitiveAttributeStatus } from '../../../src/engine/metrics/fairness/sensitive-attribute-status';
import { tableOf } from '../../../src/engine/table/table';
import { exhibitsOf } from '../../../src/report/exhibits';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';

const ID = 'sensitive-attribute-status';
const of = (name: string) => figures<SensitiveAttributeStatus>(loadCsv(name), ID);
const told = ({ columns }: SensitiveAttributeStatus) =>
  columns.map(({ attribute, name, by, role }) => `${attribute} ${name} ${by} ${role}`);

describe('the files', () => {
  test.each([
    [
      'compas.csv',
      [
        'sex sex name group',
        'age age name feature',
        'age age_cat name group',
        'ethnicity race name group',
      ],
    ],
    ['adult-test.csv', ['ethnicity column_9 values feature', 'sex column_10 values feature']],
    ['titanic.csv', ['sex sex name group', 'age age name feature']],
    ['penguins.csv', ['sex sex name group']],
    ['diamonds.csv', []],
    ['german.csv', []],
    ['mammography.csv', []],
    ['glass.csv', []],
  ])('%s', (name, wanted) => {
    expect(told(of(name))).toEqual(wanted);
  });

  test('nothing is said of any of them, and what is absent is listed', () => {
    for (const name of ['compas.csv', 'titanic.csv', 'penguins.csv', 'adult-test.csv'])
      expect(audit(loadCsv(name), { only: [ID] }).report.alerts).toEqual([]);
    expect(of('compas.csv').absent).not.toContain('sex');
    expect(of('compas.csv').absent).toContain('religion');
    const { report } = audit(loadCsv('titanic.csv'), { only: [ID] });
    const shown = JSON.stringify(exhibitsOf(report, 'Groups'));
    expect(shown).toContain('group (guessed)');
    expect(shown).toContain('by its name; not taken as a group');
    expect(exhibitsOf(audit(loadCsv('glass.csv'), { only: [ID] }).report, 'Groups')).toEqual([]);
  });
});

describe('guesses', () => {
  const table = tableOf(
    ['predicted_race', 'p_female', 'prob_age', 'colour', 'degree', 'y'],
    Array.from({ length: 60 }, (_, i) => [
      ['a', 'b'][i % 2]!,
      String((i % 11) / 10),
      String(i),
      ['white', 'black', 'red'][i % 3]!,
      ['F', 'M'][i % 2]!,
      ['yes', 'no'][i % 2]!,
    ]),
  );

  test('probabilities are inferred, a hard guess is a warning, colours and letters are nothing', () => {
    const found = figures<SensitiveAttributeStatus>(table, ID);
    expect(found.columns.map(({ name, inferred }) => [name, inferred])).toEqual([
      ['predicted_race', 'guess'],
      ['p_female', 'probability'],
      ['prob_age', null],
    ]);
    const { alerts } = audit(table, { only: [ID] }).report;
    expect(alerts).toMatchObject([{ code: 'hard-guess', severity: 'warning', columns: [0] }]);
  });

  test('a column that is ignored is not asked', () => {
    const request = { only: [ID], roles: { others: { predicted_race: 'ignored' as const } } };
    expect(audit(table, request).report.alerts).toEqual([]);
  });
});

describe('missing cells', () => {
  /** Of 400 rows of each class so many have no race; `gap` rows have no x. */
  const table = (yes: number, no: number, gap = 40) =>
    tableOf(
      ['race', 'x', 'y'],
      Array.from({ length: 800 }, (_, i) => [
        Math.floor(i / 2) < (i % 2 ? no : yes) ? '' : ['a', 'b', 'c'][i % 3]!,
        i < gap ? '' : 'v',
        i % 2 ? 'no' : 'yes',
      ]),
    );
  const request = { only: [ID], roles: { label: 'y', groups: ['race'] } };
  const codes = (of: ReturnType<typeof table>) =>
    audit(of, request).report.alerts.map(({ code }) => code);

  test('more often in one class is a warning with both rates', () => {
    const { columns } = figures<SensitiveAttributeStatus>(table(80, 20), ID, request);
    expect(columns[0]).toMatchObject({ missing: 100, share: 0.125 });
    expect(columns[0]!.byLabel.map(({ value, rate }) => [value, rate])).toEqual([
      ['no', 0.05],
      ['yes', 0.2],
    ]);
    // scipy.stats.chi2_contingency([[20, 380], [80, 320]], correction=False)
    expect(columns[0]!.p).toBeCloseTo(1.4e-10, 11);
    const [alert] = audit(table(80, 20), request).report.alerts;
    expect(alert).toMatchObject({ code: 'group-missing-by-label', rowCount: 100, value: 0.125 });
    expect(alert!.title).toBe(
      '`race` is empty in 12.5% of rows, and more often where `y` is `yes`',
    );
  });

  test('few, or alike in all classes, is none; nor where dropping such rows is told of', () => {
    expect(codes(table(30, 5))).toEqual([]);
    expect(codes(table(60, 55))).toEqual([]);
    expect(codes(table(200, 20, 0))).toEqual([]);
    expect(codes(table(200, 20))).toEqual(['group-missing-by-label']);
    const whole = audit(table(200, 20, 0), { roles: request.roles }).report.alerts;
    expect(whole.map(({ code }) => code)).toContain('dropping-shift');
  });
});
