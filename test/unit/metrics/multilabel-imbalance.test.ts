import { describe, expect, test } from 'vitest';
import type { MultilabelImbalance } from '../../../src/engine/metrics/imbalance/multilabel-imbalance';
import { multilabelFigures } from '../../../src/engine/statistics/multilabel';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const [example] = examplesOf('multilabel-imbalance');
const SETS = (example!.input as { rows: string[][] }).rows;
const NAMES = ['a', 'b', 'c'];

/** The same sets, written in every way a file may write them. */
const WRITTEN: Record<string, { table: Table; request?: object }> = {
  bars: {
    table: tableOf(
      ['x', 'tags'],
      SETS.map((s, i) => [String(i), s.join('|')]),
    ),
  },
  semicolons: {
    table: tableOf(
      ['x', 'tags'],
      SETS.map((s, i) => [String(i), s.join('; ')]),
    ),
  },
  JSON: {
    table: tableOf(
      ['x', 'tags'],
      SETS.map((s, i) => [String(i), JSON.stringify(s)]),
    ),
  },
  'columns of 0 and 1': {
    table: tableOf(
      NAMES,
      SETS.map((s) => NAMES.map((name) => (s.includes(name) ? '1' : '0'))),
    ),
    request: { roles: { others: { a: 'label', b: 'label', c: 'label' } } },
  },
};

describe('multi-label imbalance', () => {
  test(example!.name, () => {
    const sets = SETS.map((s) => s.map((name) => NAMES.indexOf(name)));
    const found = multilabelFigures(
      3,
      sets,
      SETS.map(() => 1),
    );
    const byName = (values: readonly unknown[]) =>
      Object.fromEntries(NAMES.map((name, i) => [name, values[i]]));
    const { labelSets, tau, ...wanted } = example!.expect;
    const closed = {
      ...found,
      positives: byName(found.positives),
      irLbl: byName(found.irLbl),
      scumbleRows: found.scumbleSets,
    };
    expect(differences(closed, wanted, example!.tol)).toEqual([]);
    expect(labelSets).toBe(new Set(SETS.map((s) => s.join())).size);
    expect(Object.keys(tau as object)).toEqual(NAMES);
  });

  test.each(Object.entries(WRITTEN))('written as %s', (_how, { table, request }) => {
    const found = figures<MultilabelImbalance>(table, 'multilabel-imbalance', {
      settings: request === undefined ? { 'multilabel-imbalance': { columns: ['tags'] } } : {},
      ...request,
    });
    const { tau, positives, labelSets, meanIr, cvir, scumble, cardinality, density } = example!
      .expect as Record<string, never>;
    expect(
      differences(found, { labelSets, meanIr, cvir, scumble, cardinality, density }, example!.tol),
    ).toEqual([]);
    const of = (key: 'tau' | 'positives') =>
      Object.fromEntries(found.labels.map((entry) => [entry.label, entry[key]]));
    expect(differences(of('tau'), tau, example!.tol)).toEqual([]);
    expect(of('positives')).toEqual(positives);
  });

  const long = (n: number, cell: (i: number) => string) =>
    tableOf(
      ['text', 'tags'],
      Array.from({ length: n }, (_, i) => [`t${String(i)}`, cell(i)]),
    );

  test('a list that is named tags is found; rows of a rare label are the evidence', () => {
    const table = long(600, (i) =>
      i % 150 === 0 ? 'rare;red' : i % 2 === 0 ? 'red;blue' : 'green;blue',
    );
    const run = audit(table, { only: ['multilabel-imbalance'] });
    expect(run.report.alerts).toMatchObject([
      { code: 'uneven-labels', severity: 'warning', title: '`rare` is on 4 of 600 rows' },
    ]);
    const { rows } = run.evidence.get('multilabel-imbalance/rare')!;
    expect([...rows]).toEqual([0, 150, 300, 450]);
  });

  test('rare labels that come only with frequent ones, and rows without any', () => {
    const table = long(400, (i) => (i < 40 ? '[]' : i % 4 === 0 ? '["a","b"]' : '["a"]'));
    const run = audit(table, {
      only: ['multilabel-imbalance'],
      settings: { 'multilabel-imbalance': { columns: ['tags'] } },
    });
    expect(run.report.alerts.map(({ code }) => code)).toContain('no-labels');
    expect(run.evidence.get('multilabel-imbalance/without')!.rows).toHaveLength(40);
  });

  test('plain labels, numbers and dates are no label sets', () => {
    for (const cell of [
      (i: number) => 'ab'[i % 2]!,
      (i: number) => String(i),
      () => '2020-01-02',
    ]) {
      const { metrics } = audit(
        tableOf(
          ['x', 'label'],
          Array.from({ length: 50 }, (_, i) => ['q', cell(i)]),
        ),
        { only: ['multilabel-imbalance'] },
      ).report;
      expect(metrics['multilabel-imbalance']).toHaveProperty('notApplicable');
    }
  });
});
