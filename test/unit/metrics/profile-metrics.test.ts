import { describe, expect, test } from 'vitest';
import type { SourceFacts } from '../../../src/engine/metric';
import type { ColumnSummary } from '../../../src/engine/metrics/profile/column-summary';
import type { FileOpenDiagnosis } from '../../../src/engine/metrics/profile/file-open-diagnosis';
import type { MissingProfile } from '../../../src/engine/metrics/profile/missing-profile';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { factsOf, loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const alertsOf = (table: Table, metric: string, request = {}, facts?: SourceFacts) =>
  audit(table, { only: [metric], ...request }, facts).report.alerts;

describe('missing profile: worked examples', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('missing-profile')) {
    test(name, () => {
      const { columns, file, label } = input as {
        columns?: Record<string, (string | number | null)[]>;
        file?: string;
        label?: string;
      };
      const names = Object.keys(columns ?? {});
      const rows = columns
        ? columns[names[0]!]!.map((_, i) => names.map((n) => String(columns[n]![i] ?? '')))
        : [];
      const table = columns ? tableOf(names, rows) : loadCsv(file!);
      const found = figures<MissingProfile>(table, 'missing-profile', {
        roles: { label: label ?? 'label' },
      });
      const { rate, phi, patterns, missing, ...rest } = wanted as Record<string, never>;
      expect(differences(found, rest, tol)).toEqual([]);
      const per = (key: 'rate' | 'missing') =>
        Object.fromEntries(found.columns.filter((c) => c.missing > 0).map((c) => [c.name, c[key]]));
      if (rate !== undefined) expect(differences(per('rate'), rate, tol)).toEqual([]);
      if (missing !== undefined) expect(per('missing')).toEqual(missing);
      if (phi !== undefined) expect(found.correlations[0]!.phi).toBeCloseTo(phi, 6);
      if (patterns !== undefined) {
        const listed = found.patterns.map((p) => [
          p.columns.map((c) => table.columns[c]!.name).join('+'),
          p.rows,
        ]);
        const { '': complete, ...incomplete } = patterns as Record<string, number>;
        expect(Object.fromEntries(listed)).toEqual(incomplete);
        expect(found.completeRows).toBe(complete);
      }
    });
  }
});

describe('missing profile', () => {
  test('patterns of titanic equal counting joined masks', () => {
    const table = loadCsv('titanic.csv');
    const counts = new Map<string, number>();
    for (let row = 0; row < table.rowCount; row++) {
      const mask = table.columns.filter((c) => c.codes[row] === 0).map((c) => c.index);
      if (mask.length > 0) counts.set(mask.join(' '), (counts.get(mask.join(' ')) ?? 0) + 1);
    }
    const { patterns } = figures<MissingProfile>(table, 'missing-profile');
    expect(Object.fromEntries(patterns.map((p) => [p.columns.join(' '), p.rows]))).toEqual(
      Object.fromEntries(counts),
    );
    expect(patterns[0]!.rows).toBe(Math.max(...counts.values()));
  });

  test('a strip has sixty slices whose mean is the rate', () => {
    const rows = Array.from({ length: 600 }, (_, i) => [i < 100 ? '' : String(i)]);
    const { columns } = figures<MissingProfile>(tableOf(['x'], rows), 'missing-profile');
    expect(columns[0]!.strip).toEqual(Array.from({ length: 60 }, (_, i) => (i < 10 ? 1 : 0)));
  });

  test('titanic: dropping incomplete rows would turn the classes round', () => {
    const alerts = alertsOf(loadCsv('titanic.csv'), 'missing-profile');
    const [alert] = alerts;
    expect(alert).toMatchObject({
      code: 'dropping-shift',
      severity: 'warning',
      rowCount: 709,
      title: 'Dropping incomplete rows moves `1` from 38.4% to 67.6%',
    });
    expect(alerts[1]).toMatchObject({
      code: 'group-missing',
      title: '`deck` is empty more often for `male`',
    });
    expect(alertsOf(loadCsv('penguins.csv'), 'missing-profile')).toEqual([]);
  });

  test('a shift that chance explains is no finding', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [
      i % 5 === 0 ? '' : '1.5',
      i < 6 ? 'a' : 'b',
    ]);
    const table = tableOf(['x', 'y'], rows);
    const found = figures<MissingProfile>(table, 'missing-profile', { roles: { label: 'y' } });
    expect(found.tvDropping).toBeGreaterThan(0.05);
    expect(alertsOf(table, 'missing-profile', { roles: { label: 'y' } })).toEqual([]);
  });

  test('rows without a label: a warning, and an error when most have none', () => {
    const severity = (missing: number) => {
      const rows = Array.from({ length: 20 }, (_, i) => ['v', i < missing ? '' : 'ab'[i % 2]!]);
      return alertsOf(tableOf(['x', 'y'], rows), 'missing-profile', { roles: { label: 'y' } })
        .filter(({ code }) => code === 'missing-labels')
        .map((a) => [a.severity, a.title, a.rows?.length]);
    };
    expect(severity(0)).toEqual([]);
    expect(severity(1)).toEqual([['warning', '1 row has no label', 1]]);
    expect(severity(11)).toEqual([['error', '11 rows have no label', 11]]);
  });

  test('columns that are empty in the same rows are one note per group', () => {
    const rows = Array.from({ length: 100 }, (_, i) => {
      const first = i % 5 === 0 ? '' : 'a';
      const second = i % 7 === 0 ? '' : 'b';
      return [first, first, second, second, 'x'];
    });
    const table = tableOf(['p', 'q', 'r', 's', 't'], rows);
    const [alert] = alertsOf(table, 'missing-profile', { roles: { label: null } });
    expect(alert).toMatchObject({
      code: 'missing-together',
      severity: 'info',
      title: '2 groups of columns are empty in the same rows',
      columns: [0, 1, 2, 3],
    });
  });
});

describe('column summary', () => {
  test('titanic against plain lists', () => {
    const table = loadCsv('titanic.csv');
    const { columns } = figures<ColumnSummary>(table, 'column-summary');
    const fare = table.columns[6]!;
    const list = Array.from(fare.codes, (code) => Number(fare.dictionary.text(code)));
    const mean = list.reduce((a, b) => a + b) / list.length;
    const sd = Math.sqrt(list.reduce((s, x) => s + (x - mean) ** 2, 0) / (list.length - 1));
    const summary = columns[6]!.numeric!;
    expect(summary.mean).toBeCloseTo(mean, 10);
    expect(summary.sd).toBeCloseTo(sd, 10);
    expect(summary.median).toBe(14.4542);
    expect([summary.min, summary.max]).toEqual([Math.min(...list), Math.max(...list)]);
    expect(summary.zeros).toBe(list.filter((x) => x === 0).length);
    expect(summary.integers).toBe(list.filter((x) => Number.isInteger(x)).length);
    expect(summary.histogram.counts.reduce((a, b) => a + b)).toBe(list.length);
    expect(columns[3]!.numeric!.n).toBe(714);
  });

  test('top values by count, ties by first appearance, at most ten', () => {
    const cells = ['b', 'a', 'b', 'a', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
    const { columns } = figures<ColumnSummary>(
      tableOf(
        ['x'],
        cells.map((c) => [c]),
      ),
      'column-summary',
    );
    expect(columns[0]!.top.map(({ value }) => value).join('')).toBe('bacdefghij');
    expect(columns[0]!.top[0]).toEqual({ value: 'b', count: 2 });
  });

  test('dates by time and not by text, texts by length', () => {
    const rows = [
      ['31/01/2023', 'one two three four five'],
      ['02/03/2022', 'a much longer text of eight words here'],
      ['15/12/2023', 'six words are in this text'],
    ];
    const { columns } = figures<ColumnSummary>(tableOf(['d', 't'], rows), 'column-summary');
    expect(columns[0]!.date).toEqual({ min: '02/03/2022', max: '15/12/2023' });
    expect(columns[1]!.text!.words).toEqual([5, 6, 7.8, 8]);
    expect(columns[1]!.text!.characters[0]).toBe(23);
  });

  test('entropy of categories', () => {
    const rows = ['a', 'a', 'b', 'b', 'c', 'c'].map((c) => [c]);
    const { columns } = figures<ColumnSummary>(tableOf(['x'], rows), 'column-summary');
    expect(columns[0]!.categorical!.entropy).toBeCloseTo(Math.log(3), 12);
    expect(columns[0]!.categorical!.imbalanceScore).toBeCloseTo(0, 12);
  });
});

describe('file open diagnosis', () => {
  const table = tableOf(
    ['id', 'score', 'score', ''],
    [
      ['1', '2', '3', 'Ã©'],
      ['2', '3', '4', 'ok'],
    ],
  );
  const facts = factsOf(table, {
    encoding: 'windows-1252',
    encodingGuessed: true,
    raggedRows: 1,
    problems: [
      {
        code: 'unclosed-quote',
        severity: 'error',
        message: 'A quote on line 3 is never closed.',
        place: { row: 1, line: 2 },
      },
    ],
  });

  test('says what was read and what was not', () => {
    const run = audit(table, { only: ['file-open-diagnosis'] }, facts);
    const found = run.report.metrics['file-open-diagnosis'] as unknown as FileOpenDiagnosis;
    expect(found).toMatchObject({
      delimiter: ',',
      header: true,
      records: 2,
      columns: 4,
      duplicateNames: ['score'],
      emptyNames: 1,
      mojibakeCells: 1,
      raggedRows: 1,
    });
    expect(run.report.alerts.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'error unreadable-records',
      'warning ragged-rows',
      'warning column-names',
      'warning mojibake',
      'info encoding-guessed',
    ]);
    expect(run.report.alerts[0]!.rows).toEqual([1]);
    expect(run.report.alerts[3]!.rows).toEqual([0]);
    expect(run.report.alerts[2]!.columns).toEqual([2, 3]);
  });

  test('compas repeats two names, penguins none', () => {
    const names = (file: string) =>
      figures<FileOpenDiagnosis>(loadCsv(file), 'file-open-diagnosis').duplicateNames;
    expect(names('compas.csv')).toEqual(['decile_score', 'priors_count']);
    expect(names('penguins.csv')).toEqual([]);
  });
});

describe('column types', () => {
  const column = (odd: number) =>
    tableOf(
      ['age', 'y'],
      Array.from({ length: 100 }, (_, i) => [i < odd ? 'unknown' : String(i), 'ab'[i % 2]!]),
    );

  test('a rare type between one and ten percent is a warning with its rows', () => {
    const [alert] = alertsOf(column(4), 'column-types');
    expect(alert).toMatchObject({
      code: 'mixed-types',
      severity: 'warning',
      title: '4.0% of `age` is not whole numbers',
      rowCount: 4,
      rows: [0, 1, 2, 3],
    });
    expect(alertsOf(column(0), 'column-types')).toEqual([]);
    expect(alertsOf(column(11), 'column-types')).toEqual([]);
    expect(alertsOf(column(10), 'column-types')).toHaveLength(1);
  });

  test('dates that cannot be told apart, numbers written as text', () => {
    const table = tableOf(
      ['d', 'n'],
      [
        ['01/02/2024', '1,200'],
        ['03/04/2024', '3,400'],
        ['05/06/2024', '12'],
      ],
    );
    expect(alertsOf(table, 'column-types').map(({ code }) => code)).toEqual([
      'ambiguous-dates',
      'numbers-as-text',
    ]);
  });

  test('columns that are set aside stay silent', () => {
    const alerts = alertsOf(column(4), 'column-types', { roles: { others: { age: 'ignored' } } });
    expect(alerts).toEqual([]);
  });
});

describe('role suggestion', () => {
  test('no label, two labels, a chosen label', () => {
    const codes = (file: string, roles = {}) =>
      alertsOf(loadCsv(file), 'role-suggestion', { roles }).map(({ code }) => code);
    expect(codes('diamonds.csv')).toEqual(['no-label']);
    expect(codes('compas.csv')).toEqual(['two-labels', 'known-dataset']);
    expect(codes('compas.csv', { label: 'is_recid' })).toEqual(['known-dataset']);
    expect(codes('diamonds.csv', { label: null })).toEqual([]);
  });

  test('a weight that is not used is a warning until it is', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [
      String(1000 + ((i * 37) % 60)),
      'ab'[i % 2]!,
    ]);
    const table = tableOf(['fnlwgt', 'y'], rows);
    const [alert] = alertsOf(table, 'role-suggestion');
    expect(alert).toMatchObject({
      code: 'unused-weight',
      severity: 'warning',
      title: '`fnlwgt` looks like a sampling weight',
    });
    const used = alertsOf(table, 'role-suggestion', { roles: { others: { fnlwgt: 'weight' } } });
    expect(used.map(({ code }) => code)).not.toContain('unused-weight');
  });
});
