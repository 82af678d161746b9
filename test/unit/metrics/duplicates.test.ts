import { describe, expect, test } from 'vitest';
import type { ConflictingLabels } from '../../../src/engine/metrics/duplicates/conflicting-labels';
import type { ExactDuplicateRows } from '../../../src/engine/metrics/duplicates/exact-duplicate-rows';
import type { RoleChoice } from '../../../src/engine/roles/roles';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const duplicates = (table: Table, mode: string, roles: RoleChoice = {}) =>
  figures<ExactDuplicateRows>(table, 'exact-duplicate-rows', {
    roles,
    settings: { 'exact-duplicate-rows': { mode } },
  });

const alertsOf = (table: Table, metric: string, roles: RoleChoice = {}) =>
  audit(table, { only: [metric], roles }).report.alerts;

/** Rows joined to texts and counted: pandas' duplicated() in three lines. */
function bruteForce(table: Table): { copies: number; sets: number; largest: number } {
  const counts = new Map<string, number>();
  for (let row = 0; row < table.rowCount; row++) {
    const key = JSON.stringify(table.columns.map((c) => c.dictionary.text(c.codes[row]!)));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const repeated = [...counts.values()].filter((n) => n > 1);
  return {
    copies: table.rowCount - counts.size,
    sets: repeated.length,
    largest: Math.max(1, ...repeated),
  };
}

describe('exact duplicate rows: worked examples', () => {
  for (const { name, input, params, expect: wanted, tol } of examplesOf('exact-duplicate-rows')) {
    test(name, () => {
      const { rows, file } = input as { rows?: string[][]; file?: string };
      const { header, mode } = params as { header?: boolean; mode: string };
      const table = rows
        ? tableOf(['n', 't'], rows)
        : loadCsv(file!, header === undefined ? {} : { header });
      const { rowsTotal, severityByShare, ...rest } = wanted;
      const found = duplicates(table, mode.replace(' ', '-'));
      expect(differences(found, rest, tol)).toEqual([]);
      if (rowsTotal === undefined) return;
      expect(found.rows).toBe(rowsTotal);
      const alert = alertsOf(table, 'exact-duplicate-rows').find((a) => a.code === 'exact-copies');
      expect(alert?.severity ?? null).toBe(severityByShare);
    });
  }
});

describe('exact duplicate rows', () => {
  test('real files equal counting joined texts, and by value is the same as written', () => {
    for (const file of ['titanic.csv', 'mammography.csv', 'glass.csv', 'adult-test.csv']) {
      const table = loadCsv(file);
      const { copies, sets, largest } = bruteForce(table);
      for (const mode of ['as-written', 'by-value']) {
        expect(duplicates(table, mode)).toMatchObject({
          duplicateRows: copies,
          clusters: sets,
          largest,
        });
      }
    }
  });

  test('ids are not compared', () => {
    const table = tableOf(
      ['id', 'a'],
      Array.from({ length: 40 }, (_, i) => [String(i), String(i % 4)]),
    );
    expect(duplicates(table, 'by-value')).toMatchObject({ duplicateRows: 36, compared: [1] });
    expect(duplicates(table, 'by-value', { others: { id: 'feature' } }).duplicateRows).toBe(0);
  });

  test('the largest set first, its rows ascending, its labels counted', () => {
    const [first, second] = duplicates(loadCsv('titanic.csv'), 'by-value').sets;
    expect(first!.size).toBe(13);
    expect(first!.rows.slice(0, 3)).toEqual([29, 76, 101]);
    expect(first!.labels).toEqual([{ value: '0', count: 13 }]);
    expect(second!.size).toBeLessThanOrEqual(13);
  });

  test('sizes add up to all sets', () => {
    const { sizes, clusters, duplicateRows } = duplicates(loadCsv('titanic.csv'), 'by-value');
    expect(sizes.reduce((sum, s) => sum + s.sets, 0)).toBe(clusters);
    expect(sizes.reduce((sum, s) => sum + s.rows, 0)).toBe(duplicateRows + clusters);
  });

  test('the sentence about titanic', () => {
    const [alert] = alertsOf(loadCsv('titanic.csv'), 'exact-duplicate-rows');
    expect(alert).toMatchObject({
      severity: 'info',
      title: '107 rows are copies of an earlier row',
      message:
        '53 sets of identical rows, the largest of 13. No column is an id, so they may be different cases: look before you remove.',
      rowCount: 107,
    });
    expect(alert!.remedies[0]!.method).toBe('exact-dedup');
  });

  test('mammography: one row dominates, and removing copies would move the classes', () => {
    const run = audit(loadCsv('mammography.csv'), { only: ['exact-duplicate-rows'] });
    expect(run.report.alerts.map(({ code, severity }) => [code, severity])).toEqual([
      ['exact-copies', 'warning'],
      ['repeated-row', 'warning'],
    ]);
    expect(run.report.alerts[0]!.message).toContain("`'1'` from 2.3% to 3.2% of rows");
    expect(run.report.alerts[1]!.title).toBe('One row makes up 29.7% of the file');
    expect(run.evidence.get('exact-duplicate-rows/largest')!.rows).toHaveLength(3322);
    expect(run.evidence.get('exact-duplicate-rows/copies')!.rows).toHaveLength(3334 + 4);
  });

  test('class shares after keeping one of each', () => {
    const rows = [
      ['a', 'x'],
      ['a', 'x'],
      ['a', 'x'],
      ['b', 'y'],
      ['c', ''],
    ];
    const { byClass } = duplicates(tableOf(['f', 'label'], rows), 'by-value', { label: 'label' });
    expect(byClass).toEqual([
      { value: 'x', duplicateRows: 2, share: 3 / 4, shareAfter: 1 / 2 },
      { value: 'y', duplicateRows: 0, share: 1 / 4, shareAfter: 1 / 2 },
    ]);
  });

  test('one copy is singular', () => {
    const rows = [['a'], ['a'], ...Array.from({ length: 9 }, (_, i) => [`v${String(i)}`])];
    const [alert] = alertsOf(tableOf(['f'], rows), 'exact-duplicate-rows');
    expect(alert!.title).toBe('1 row is a copy of an earlier row');
    expect(alert!.message).toMatch(/^One set of 2 identical rows\./);
  });

  test('nothing but ids: not applicable', () => {
    const table = tableOf(
      ['id'],
      Array.from({ length: 5 }, (_, i) => [String(i)]),
    );
    expect(audit(table).report.metrics['exact-duplicate-rows']).toEqual({
      notApplicable: 'Every column is an id: there is nothing to compare.',
    });
  });
});

describe('conflicting labels: worked examples', () => {
  for (const { name, input, params, expect: wanted, tol } of examplesOf('conflicting-labels')) {
    test(name, () => {
      const example = input as {
        columns?: string[];
        rows?: string[][];
        file?: string;
        label: string;
        ignore?: string[];
      };
      const table = example.rows
        ? tableOf(example.columns!, example.rows)
        : loadCsv(example.file!, params as { header?: boolean });
      const others = Object.fromEntries(
        (example.ignore ?? []).map((column) => [column, 'ignored' as const]),
      );
      const roles = { label: example.label, others };
      for (const mode of ['by-value', 'as-written']) {
        const found = figures<ConflictingLabels>(table, 'conflicting-labels', {
          roles,
          settings: { 'conflicting-labels': { mode } },
        });
        expect(differences(found, wanted, tol)).toEqual([]);
      }
    });
  }
});

describe('conflicting labels', () => {
  test('the sentence about titanic without the column that gives the label away', () => {
    const [alert] = alertsOf(loadCsv('titanic.csv'), 'conflicting-labels', {
      others: { alive: 'ignored' },
    });
    expect(alert).toMatchObject({
      severity: 'warning',
      title: '43 rows contradict each other',
      message:
        '12 sets agree in every column but `survived`. On these columns no model can be right in more than 98.7% of this file.',
      rowCount: 43,
      evidence: 'conflicts',
    });
  });

  test('many ambiguous rows and few to change are a note', () => {
    const [alert] = alertsOf(loadCsv('mammography.csv'), 'conflicting-labels');
    expect(alert).toMatchObject({ severity: 'info', rowCount: 3329 });
    expect(alert!.message).toContain('every model is wrong in at least 7 rows');
  });

  test('a source that holds nearly all contradictions is named', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [
      i < 20 ? 'web' : 'lab',
      i < 20 ? 'same' : `v${String(i % 40)}`,
      i < 20 ? 'ab'[i % 2]! : 'a',
    ]);
    const [alert] = alertsOf(tableOf(['source', 'f', 'y'], rows), 'conflicting-labels', {
      label: 'y',
      others: { source: 'domain' },
    });
    expect(alert!.message).toContain('100% of these rows come from `web`.');
  });

  test('class pairs that meet are counted per set', () => {
    const rows = [
      ['1', 'a'],
      ['1', 'b'],
      ['2', 'a'],
      ['2', 'b'],
      ['2', 'c'],
      ['3', 'c'],
    ];
    const { pairs } = figures<ConflictingLabels>(tableOf(['f', 'y'], rows), 'conflicting-labels', {
      roles: { label: 'y', others: { f: 'feature' } },
    });
    expect(pairs).toEqual([
      { a: 'a', b: 'b', sets: 2, rows: 4 },
      { a: 'a', b: 'c', sets: 1, rows: 2 },
      { a: 'b', b: 'c', sets: 1, rows: 2 },
    ]);
  });

  test('texts are the same input in other case and with other spaces', () => {
    const rows = [
      ['Good  day', 'x', 'a'],
      ['good day', 'x', 'b'],
      ['good day!', 'x', 'a'],
      ['GOOD DAY', 'y', 'c'],
    ];
    const found = (mode: string) =>
      figures<ConflictingLabels>(tableOf(['t', 'f', 'l'], rows), 'conflicting-labels', {
        roles: { label: 'l', text: 't' },
        settings: { 'conflicting-labels': { mode } },
      });
    expect(found('by-value')).toMatchObject({ clusters: 1, rows: 2, minimumChanges: 1 });
    expect(found('as-written')).toMatchObject({ clusters: 0, rows: 0 });
  });

  test('no contradiction, no alert', () => {
    expect(alertsOf(loadCsv('penguins.csv'), 'conflicting-labels')).toEqual([]);
  });
});

describe('conflicting numbers', () => {
  const rows = [
    ['a', '1'],
    ['a', '3'],
    ['a', '1.0'],
    ['b', '5'],
    ['b', '5.0'],
    ['c', '10'],
    ['c', '14'],
    ['d', 'n/a'],
    ['d', '7'],
    // Numbers of many values make the target a quantity.
    ...Array.from({ length: 60 }, (_, i) => [`v${String(i)}`, String(20 + i)]),
  ];
  const table = tableOf(['f', 'y'], rows);
  const roles: RoleChoice = { label: 'y', others: { f: 'feature' } };

  test('the closed form of two sets; numbers are equal by value', () => {
    const found = figures<ConflictingLabels>(table, 'conflicting-labels', { roles });
    const all = [1, 3, 1, 5, 5, 10, 14, 7, ...Array.from({ length: 60 }, (_, i) => 20 + i)];
    const mean = all.reduce((sum, y) => sum + y) / all.length;
    const total = all.reduce((sum, y) => sum + (y - mean) ** 2, 0);
    // 1, 3, 1 are (2/3, 4/3, 2/3) from their mean, 10 and 14 are 2 each.
    const within = 4 / 9 + 16 / 9 + 4 / 9 + 8;
    expect(found).toMatchObject({ clusters: 2, rows: 5, compared: 68, minimumChanges: 2 });
    expect(found.pairs).toEqual([]);
    expect(found.target!.sd).toBeCloseTo(Math.sqrt(within / 3), 12);
    expect(found.target!.leastError).toBeCloseTo(Math.sqrt(within / 68), 12);
    expect(found.target!.mostExplained).toBeCloseTo(1 - within / total, 12);
    expect(found.sets).toMatchObject([
      { size: 3, rows: [0, 1, 2], spread: { least: 1, most: 3 } },
      { size: 2, rows: [5, 6], labels: [{ value: '10' }, { value: '14' }], spread: { mean: 12 } },
    ]);
    expect(found.sets[1]!.spread!.sd).toBeCloseTo(Math.sqrt(8), 12);
  });

  test('the finding names its rows and says what no model can reach', () => {
    const { alerts, metrics } = audit(table, { only: ['conflicting-labels'], roles }).report;
    const { target } = metrics['conflicting-labels'] as unknown as ConflictingLabels;
    expect(alerts).toMatchObject([
      { code: 'contradictions', severity: 'info', rowCount: 5, evidence: 'conflicts' },
    ]);
    expect(alerts[0]!.value).toBeCloseTo(1 - target!.mostExplained, 15);
    expect(alerts[0]!.message).toBe(
      '2 sets agree in every column but `y`. Within a set the standard deviation is 1.886. On these columns no model can explain more than >99.9% of the variance of this file, or have a root mean square error below 0.3961.',
    );
  });

  test('sets and squares of diamonds equal grouping by brute force', () => {
    const diamonds = loadCsv('diamonds.csv');
    const price = diamonds.columns.findIndex(({ name }) => name === 'price');
    const groups = new Map<string, number[]>();
    const prices: number[] = [];
    for (let row = 0; row < diamonds.rowCount; row++) {
      const cells = diamonds.columns.map((c) => c.dictionary.text(c.codes[row]!));
      const key = cells.filter((_, i) => i !== price).join('|');
      prices.push(Number(cells[price]));
      groups.set(key, [...(groups.get(key) ?? []), prices[row]!]);
    }
    const sets = [...groups.values()].filter((own) => new Set(own).size > 1);
    const squares = (own: readonly number[]) => {
      const mean = own.reduce((sum, y) => sum + y) / own.length;
      return own.reduce((sum, y) => sum + (y - mean) ** 2, 0);
    };
    const within = sets.reduce((sum, own) => sum + squares(own), 0);
    const found = figures<ConflictingLabels>(diamonds, 'conflicting-labels', {
      roles: { label: 'price' },
    });
    expect(sets.length).toBeGreaterThan(0);
    expect(found).toMatchObject({
      clusters: sets.length,
      rows: sets.flat().length,
      compared: diamonds.rowCount,
    });
    expect(found.target!.mostExplained).toBeCloseTo(1 - within / squares(prices), 12);
  });
});

test('contradictions are counted source by source', () => {
  const rows = [
    ['web', 'x', 'a'],
    ['web', 'x', 'b'],
    ['web', 'y', 'a'],
    ['lab', 'z', 'a'],
    ['lab', 'z', 'b'],
    ['lab', 'z', 'b'],
    ['own', 'x', 'b'],
  ];
  const table = tableOf(['from', 'f', 'y'], rows);
  const { bySource } = figures<ConflictingLabels>(table, 'conflicting-labels', {
    roles: { label: 'y', others: { from: 'domain', f: 'feature' } },
  });
  expect(bySource).toEqual([
    {
      column: 'from',
      sources: [
        { value: 'lab', rows: 3, compared: 3 },
        { value: 'web', rows: 2, compared: 3 },
      ],
    },
  ]);
});
