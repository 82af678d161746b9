import { describe, expect, test } from 'vitest';
import type { ColumnAlerts } from '../../../src/engine/metrics/profile/column-alerts';
import { RULES, type Rule } from '../../../src/engine/metrics/profile/parts/column-rules';
import type { Role } from '../../../src/engine/roles/roles';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { selectRows } from '../../../src/files/reading/row-pages';
import { loadCsv } from '../../fixtures/load';
import { openTable } from '../../fixtures/open-table';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const only = ['column-alerts'];
/** A column among others that nothing is said of. */
function among(cells: readonly string[]): Table {
  return tableOf(
    ['x', 'other'],
    cells.map((cell, i) => [cell, String((i * 7) % 11)]),
  );
}
function rulesOf(table: Table, role: Role = 'feature'): Rule[] {
  const roles = { label: null, others: { x: role, other: 'feature' as const } };
  const { findings } = figures<ColumnAlerts>(table, 'column-alerts', { roles });
  return findings.filter(({ column }) => column === 0).map(({ rule }) => rule);
}
const repeat = <T>(n: number, cell: (i: number) => T) =>
  Array.from({ length: n }, (_, i) => cell(i));
const word = (i: number) => repeat(6, (k) => 'abcdefgh'[(i >> k) & 7]!).join('') + String(i);

describe('column-alerts: worked examples', () => {
  for (const { name, input, params, expect: wanted, tol } of examplesOf('column-alerts')) {
    test(name, () => {
      const fires = rulesOf(among(input['cells'] as string[])).includes(params['rule'] as Rule);
      expect(differences({ fires }, wanted, tol)).toEqual([]);
    });
  }
});

/** Of each rule a column where it holds and one where it just does not. */
const CASES: Readonly<Record<Rule, readonly [holds: string[], not: string[]]>> = {
  'empty-column': [repeat(40, () => ''), repeat(40, (i) => (i === 7 ? 'a' : ''))],
  constant: [repeat(40, () => 'a'), repeat(40, (i) => (i % 2 ? 'a' : ''))],
  missing: [
    repeat(200, (i) => (i < 3 ? '' : String(i % 9))),
    repeat(200, (i) => (i < 2 ? '' : String(i % 9))),
  ],
  'mixed-nulls': [
    repeat(60, (i) => ['', 'NA', 'n/a'][i] ?? String(i % 9)),
    repeat(60, (i) => ['NA', 'NA'][i] ?? String(i % 9)),
  ],
  sentinel: [
    repeat(2000, (i) => (i < 300 ? '-999' : String(20 + (i % 40)))),
    repeat(2000, (i) => (i < 200 ? '-999' : String(20 + (i % 40)))),
  ],
  infinite: [
    repeat(60, (i) => (i === 5 ? 'inf' : `${String(i % 9)}.5`)),
    repeat(60, (i) => `${String(i % 9)}.5`),
  ],
  'special-only': [
    repeat(900, (i) => (i === 5 ? '***' : 'abc'[i % 3]!)),
    repeat(1100, (i) => (i === 5 ? '***' : 'abc'[i % 3]!)),
  ],
  'length-outliers': [
    repeat(600, (i) => (i === 9 ? 'x'.repeat(60) : word(i % 250))),
    repeat(600, (i) => (i === 9 ? 'x'.repeat(30) : word(i % 250))),
  ],
  'high-cardinality': [
    repeat(204, (i) => `v${String(i % 51)}`),
    repeat(204, (i) => `v${String(i % 50)}`),
  ],
  'near-constant': [
    repeat(300, (i) => (i < 2 ? 'b' : 'a')),
    repeat(300, (i) => (i < 3 ? 'b' : 'a')),
  ],
  'imbalanced-category': [
    repeat(300, (i) => (i < 30 ? 'b' : 'a')),
    repeat(300, (i) => (i < 36 ? 'b' : 'a')),
  ],
  skewed: [
    repeat(900, (i) => (i === 3 ? '1e9' : String(i % 40))),
    repeat(300, (i) => (i === 3 ? '1e9' : String(i % 40))),
  ],
  zeros: [
    repeat(200, (i) => (i < 3 ? '0' : `${String(i % 50)}.5`)),
    repeat(200, (i) => (i < 3 ? '0' : String(i % 50))),
  ],
  unique: [repeat(20, (i) => `k${String(i)}`), repeat(19, (i) => `k${String(i)}`)],
  uniform: [repeat(60, (i) => 'abcde'[i % 5]!), repeat(60, (i) => 'abcde'[i < 12 ? 0 : i % 5]!)],
  'constant-length': [
    repeat(204, (i) => `v${String(100 + (i % 51))}`),
    repeat(204, (i) => `v${String(80 + (i % 51))}`),
  ],
  whitespace: [
    repeat(60, (i) => (i === 4 ? ' c' : 'ab'[i % 2]!)),
    repeat(60, (i) => (i === 4 ? 'c d' : 'ab'[i % 2]!)),
  ],
};

describe('each rule', () => {
  test.each(RULES)('%s holds, and just does not', (rule) => {
    const [holds, not] = CASES[rule];
    expect(rulesOf(among(holds))).toContain(rule);
    expect(rulesOf(among(not))).not.toContain(rule);
  });

  test.each(['id', 'ignored', 'weight'] as const)('says nothing of a column of role %s', (role) => {
    for (const [holds] of Object.values(CASES)) expect(rulesOf(among(holds), role)).toEqual([]);
  });
});

describe('one owner for each fact', () => {
  test('an empty column is not missing, a nearly constant one not uneven, an id not of one length', () => {
    expect(rulesOf(among(CASES['empty-column'][0]))).toEqual(['empty-column']);
    expect(rulesOf(among(CASES['near-constant'][0]))).toEqual(['near-constant']);
    expect(rulesOf(among(repeat(80, (i) => `k${String(100 + i)}`)))).toEqual(['unique']);
  });

  test('values with spaces that are spellings of others are told by dirty-categories', () => {
    const table = among(repeat(60, (i) => (i === 4 ? ' a' : 'ab'[i % 2]!)));
    const { alerts } = audit(table, {
      only: ['column-alerts', 'dirty-categories'],
      roles: { label: null },
    }).report;
    expect(alerts.map(({ code }) => code)).toEqual(['spelled-in-several-ways']);
  });

  test('a number that stands for something else is no outlier', () => {
    const table = among(repeat(2000, (i) => (i < 300 ? '-999' : String(20 + (i % 40)))));
    const { alerts } = audit(table, { only: ['column-alerts', 'numeric-outliers'] }).report;
    expect(alerts.map(({ code }) => code)).toEqual(['sentinel']);
  });

  test('what is missing of a label, how its classes are spread, and that it has one, is told elsewhere', () => {
    for (const rule of ['missing', 'imbalanced-category', 'near-constant', 'constant'] as const) {
      expect(rulesOf(among(CASES[rule][0]), 'label')).toEqual([]);
    }
    expect(rulesOf(among(CASES['imbalanced-category'][0]), 'group')).toEqual([]);
  });

  test('none and - are values of text, and missing among numbers', () => {
    const text = repeat(60, (i) => ['', 'none', '-'][i] ?? 'ab'[i % 2]!);
    expect(rulesOf(among(text))).not.toContain('mixed-nulls');
    const numbers = repeat(60, (i) => ['', 'none', '-'][i] ?? String(i % 9));
    expect(rulesOf(among(numbers))).toContain('mixed-nulls');
  });

  test('many categories of a group are a warning', () => {
    const request = (role: Role) => ({ only, roles: { label: null, others: { x: role } } });
    const severity = (role: Role) =>
      audit(among(CASES['high-cardinality'][0]), request(role)).report.alerts.find(
        ({ code }) => code === 'high-cardinality',
      )!.severity;
    expect([severity('feature'), severity('group')]).toEqual(['info', 'warning']);
  });

  test('dates that stand for none', () => {
    const cells = repeat(3000, (i) =>
      i < 30 ? '1900-01-01' : new Date(Date.UTC(2019, 0, 1 + (i % 700))).toISOString().slice(0, 10),
    );
    expect(rulesOf(among(cells))).toContain('sentinel');
    expect(rulesOf(among(cells.slice(15)))).not.toContain('sentinel');
  });
});

const codesOf = (file: string) =>
  audit(loadCsv(file), { only }).report.alerts.map(({ code, severity }) => [code, severity]);

describe('column-alerts of real files', () => {
  test('adult: 99 hours a week 85 times, a gain of 99,999 159 times', () => {
    const table = loadCsv('adult-train.csv');
    const { report, evidence } = audit(table, { only });
    expect(report.alerts[0]).toMatchObject({ code: 'sentinel', columns: [10, 12], rowCount: 244 });
    const { findings } = figures<ColumnAlerts>(table, 'column-alerts');
    expect(
      findings
        .filter(({ rule }) => rule === 'sentinel')
        .map(({ examples, cells }) => [examples, cells]),
    ).toEqual([
      [['99999'], 159],
      [['99'], 85],
    ]);
    const text = (row: number, column: number) =>
      table.columns[column]!.dictionary.text(table.columns[column]!.codes[row]!);
    const { rows } = evidence.get('column-alerts/sentinel')!;
    for (const row of rows) expect([text(row, 10), text(row, 12)].join()).toMatch(/99999|99$/);
  });

  test('compas: one empty column, two constants, and counts are no sentinels', () => {
    expect(codesOf('compas.csv')).toEqual([
      ['empty-column', 'warning'],
      ['constant', 'warning'],
      ['missing', 'warning'],
      ['high-cardinality', 'info'],
    ]);
  });

  test('the others have little to say', () => {
    expect(codesOf('titanic.csv')).toEqual([
      ['missing', 'warning'],
      ['zeros', 'info'],
    ]);
    expect(codesOf('penguins.csv')).toEqual([['missing', 'info']]);
    expect(codesOf('german.csv')).toEqual([['imbalanced-category', 'info']]);
    expect(codesOf('glass.csv')).toEqual([['zeros', 'info']]);
    for (const file of ['diamonds.csv', 'mammography.csv']) expect(codesOf(file)).toEqual([]);
  });
});

describe('columns that are not held', () => {
  const table = tableOf(
    ['code', 'amount', 'key', 'label'],
    repeat(3000, (i) => [
      i % 30 === 4 ? '***' : word(i % 900),
      i % 5 === 0 ? '-99999' : i === 2001 ? 'inf' : i % 40 === 7 ? '0' : `${String(i % 1200)}.25`,
      `k${String(10000 + i)}`,
      'ab'[i % 2]!,
    ]),
  );
  const roles = { label: 'label', others: { key: 'feature' as const } };

  test('are judged by sketches and first rows, and read for rows alone', () => {
    const open = openTable(table, { mostHeld: 100 });
    const { report, evidence, profiles } = audit(open.table, { only, roles });
    const before = openTable(table, { mostHeld: 100 });
    audit(before.table, { only: ['role-suggestion'], roles });
    expect(open.touched).toEqual(before.touched);
    expect(report.alerts.map(({ code }) => code)).toEqual(
      audit(table, { only, roles }).report.alerts.map(({ code }) => code),
    );
    const rows = (key: string) => {
      const selector = { kind: 'evidence', metric: 'column-alerts', key } as const;
      return [...selectRows(open.table, profiles, evidence, selector, () => undefined).rows];
    };
    expect(rows('sentinel')).toEqual(repeat(600, (i) => 5 * i));
    expect(rows('infinite')).toEqual([2001]);
    expect(rows('special-only')).toEqual(repeat(7, (i) => 4 + 30 * i));
  });
});
