import { describe, expect, test } from 'vitest';
import type { DuplicateClusterStatistics } from '../../../src/engine/metrics/duplicates/duplicate-cluster-statistics';
import type { ExactDuplicateRows } from '../../../src/engine/metrics/duplicates/exact-duplicate-rows';
import type { KeyDuplicates } from '../../../src/engine/metrics/duplicates/key-duplicates';
import type { RepetitionSpectrum } from '../../../src/engine/metrics/duplicates/repetition-spectrum';
import type { ParamValue } from '../../../src/engine/params/params';
import type { RoleChoice } from '../../../src/engine/roles/roles';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { exhibitsOf } from '../../../src/report/exhibits';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

type Settings = Record<string, ParamValue>;

const measured = <N>(table: Table, metric: string, settings: Settings, roles: RoleChoice = {}) =>
  figures<N>(table, metric, { roles, settings: { [metric]: settings } });

const alerts = (table: Table, metric: string, settings: Settings = {}, roles: RoleChoice = {}) =>
  audit(table, { only: [metric], roles, settings: { [metric]: settings } }).report.alerts;

/** One column of sets with so many rows each. */
const setsOf = (sizes: readonly number[]) =>
  tableOf(
    ['set'],
    sizes.flatMap((size, set) => Array.from({ length: size }, () => [`s${String(set)}`])),
  );

describe('duplicate-cluster-statistics', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('duplicate-cluster-statistics')) {
    test(name, () => {
      const { sizes } = input as { sizes: number[] };
      const found = measured<DuplicateClusterStatistics>(
        setsOf(sizes),
        'duplicate-cluster-statistics',
        { column: 'set' },
      );
      expect(differences(found, wanted, tol)).toEqual([]);
      expect(found.sizes).toEqual([
        { size: 1, sets: 3 },
        { size: 2, sets: 1 },
        { size: 3, sets: 1 },
      ]);
    });
  }

  test('without a column sets are equal rows; a written column of sets is taken first', () => {
    const rows = [
      ['a', '0'],
      ['a', '0'],
      ['b', '2'],
      ['c', '2'],
      ['d', ''],
    ];
    const equal = measured<DuplicateClusterStatistics>(
      tableOf(['x', 'y'], rows),
      'duplicate-cluster-statistics',
      {},
    );
    expect(equal).toMatchObject({ column: null, clusters: 4, pairs: 1, matchingRate: 0.4 });
    const written = measured<DuplicateClusterStatistics>(
      tableOf(['x', 'dup_cluster_id'], rows),
      'duplicate-cluster-statistics',
      {},
    );
    expect(written).toMatchObject({ column: 'dup_cluster_id', clusters: 3, pairs: 2 });
  });

  test('names that several sets share, and sets of several names', () => {
    const rows = [
      ['1', 'ann'],
      ['1', 'anne'],
      ['2', 'ann'],
      ['3', 'bob'],
      ['4', ''],
      ['4', 'cy'],
    ];
    const { names } = measured<DuplicateClusterStatistics>(
      tableOf(['set', 'name'], rows),
      'duplicate-cluster-statistics',
      { column: 'set', name: 'name' },
    );
    expect(names).toEqual({ column: 'name', homonymyRate: 2 / 4, variationRate: 1 / 4 });
  });

  test('one set of more than a tenth of the rows is doubted, but not among equal rows', () => {
    const table = setsOf([3, ...Array<number>(20).fill(1)]);
    const metric = 'duplicate-cluster-statistics';
    expect(alerts(table, metric, { column: 'set' })).toMatchObject([
      { code: 'one-large-set', severity: 'warning', rowCount: 3 },
    ]);
    expect(alerts(table, metric)).toEqual([]);
    expect(alerts(setsOf([2, ...Array<number>(20).fill(1)]), metric, { column: 'set' })).toEqual(
      [],
    );
  });

  test('without sets there is nothing to say', () => {
    const { metrics } = audit(setsOf([1, 1, 1])).report;
    expect(metrics['duplicate-cluster-statistics']).toEqual({
      notApplicable: 'No two rows are of one set.',
    });
    expect(metrics['repetition-spectrum']).toEqual({
      notApplicable: 'No two rows are of one set.',
    });
  });
});

describe('repetition-spectrum', () => {
  const metric = 'repetition-spectrum';

  for (const { name, input, expect: wanted, tol } of examplesOf(metric)) {
    test(name, () => {
      const { sizes } = input as { sizes: Record<string, number> };
      const all = Object.entries(sizes).flatMap(([size, sets]) =>
        Array<number>(sets).fill(Number(size)),
      );
      const found = measured<RepetitionSpectrum>(setsOf(all), metric, { column: 'set' });
      const { clusters, rows, share11to1000 } = wanted;
      expect(found.bands.map((band) => band.sets)).toEqual(clusters);
      expect(found.bands.map((band) => band.rows)).toEqual(rows);
      expect(differences(found, { share11to1000 }, tol)).toEqual([]);
      const total = all.reduce((a, b) => a + b, 0);
      expect(found.uniqueShare).toBeCloseTo(all.length / total, 12);
    });
  }

  test('a tenth of a percent seen a hundred times is a tenth of the text', () => {
    // 900 different rows and one that occurs 100 times, all of equal length.
    const texts = [
      ...Array.from({ length: 900 }, (_, i) => `some text ${String(1000 + i)}`),
      ...Array<string>(100).fill('some text 0000'),
    ];
    const table = tableOf(
      ['t'],
      texts.map((text) => [text]),
    );
    const found = measured<RepetitionSpectrum>(table, metric, {}, { text: 't' });
    expect(found.unit).toBe('characters');
    expect(found.share11to1000).toBeCloseTo(0.1, 12);
    expect(alerts(table, metric, {}, { text: 't' })).toMatchObject([
      {
        code: 'repeated-often',
        severity: 'warning',
        title: '1 set of rows repeats 11 to 1,000 times',
        rowCount: 100,
        remedies: [{ method: 'cap-per-cluster' }],
      },
    ]);
  });

  test('longer texts weigh more', () => {
    const table = tableOf(['t'], [['abcdef'], ['abcdef'], ['xyz']]);
    const found = measured<RepetitionSpectrum>(table, metric, {}, { text: 't' });
    expect(found.bands.map(({ share }) => share)).toEqual([3 / 15, 12 / 15, 0, 0, 0, 0, 0]);
    expect(found.uniqueShare).toBe(9 / 15);
  });

  test('a coarse table repeats by nature; a column of sets does not', () => {
    const table = setsOf([40, 30, 1, 1]);
    expect(alerts(table, metric)).toEqual([]);
    expect(alerts(table, metric, { column: 'set' }).map(({ code }) => code)).toEqual([
      'repeated-often',
    ]);
  });

  test('planned epochs multiply', () => {
    const table = setsOf([3, 2, 1, 1, 1]);
    const seen = (epochs: number) =>
      measured<RepetitionSpectrum>(table, metric, { epochs }).oftenSeen;
    expect([1, 2, 3, 4, 5].map(seen)).toEqual([0, 3, 5, 5, 8]);
    expect(alerts(table, metric, { epochs: 2 }).map(({ code }) => code)).toEqual(['seen-often']);
  });

  test('is shown by how often rows occur', () => {
    const { report } = audit(setsOf([3, 2, 1, 1, 1]), { only: [metric] });
    const bars = exhibitsOf(report, 'Duplicates')[0]!.blocks.find(({ kind }) => kind === 'bars');
    expect(bars).toMatchObject({
      bars: [
        { label: 'once', text: '37.5%, 3 rows' },
        { label: 'twice', text: '25.0%, 2 rows in 1 set' },
        { label: '3 to 4 times', text: '37.5%, 3 rows in 1 set' },
      ],
    });
  });
});

describe('key-duplicates', () => {
  const metric = 'key-duplicates';

  for (const { name, input, params, expect: wanted } of examplesOf(metric)) {
    test(name, () => {
      const { columns, rows } = input as { columns: string[]; rows: string[][] };
      const found = measured<KeyDuplicates>(tableOf(columns, rows), metric, params as Settings);
      const { conflictColumns, ...rest } = wanted;
      expect(found).toMatchObject(rest);
      const conflicting = found.sets.filter(({ differ }) => differ.length > 0);
      expect(Object.fromEntries(conflicting.map(({ key, differ }) => [key[0], differ]))).toEqual(
        conflictColumns,
      );
    });
  }

  const rows = [
    ['17', 'x', '1'],
    ['18', 'z', '5'],
    ['17', 'y', '1.0'],
    ['18', 'z', '5'],
    ['19', 'z', '6'],
    ['17', 'x', '2'],
  ];
  const table = tableOf(['id', 'v', 'n'], rows);

  test('counts the columns that differ, numbers by value', () => {
    const found = measured<KeyDuplicates>(table, metric, { key: ['id'] });
    expect(found).toMatchObject({ distinctKeys: 3, extraRows: 3, by: 'chosen' });
    expect(found.conflicts).toEqual([
      { column: 'v', keys: 1, rate: 0.5 },
      { column: 'n', keys: 1, rate: 0.5 },
    ]);
    expect(found.sets.map(({ key, rows: own }) => [key, own])).toEqual([
      [['17'], [0, 2, 5]],
      [['18'], [1, 3]],
    ]);
  });

  test('a chosen key that differs is an error, a guessed id a warning', () => {
    const found = alerts(table, metric, { key: ['id'] });
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([
      ['key-with-different-rows', 'error'],
      ['key-repeated', 'warning'],
    ]);
    expect(found[0]).toMatchObject({
      title: '1 value of `id` stands for rows that differ',
      rowCount: 3,
      remedies: [{ method: 'resolve-conflicts' }, { method: 'key-dedup', values: { key: ['id'] } }],
    });
    const guessed = alerts(table, metric, {}, { others: { id: 'id', v: 'feature', n: 'feature' } });
    expect(guessed[0]!.severity).toBe('warning');
    const run = audit(table, { only: [metric], settings: { [metric]: { key: ['id'] } } });
    expect([...run.evidence.get('key-duplicates/conflicting')!.rows]).toEqual([0, 2, 5]);
    expect([...run.evidence.get('key-duplicates/identical')!.rows]).toEqual([1, 3]);
  });

  test('an entity with its time is a key too, only a note', () => {
    const visits = tableOf(
      ['who', 'when', 'n'],
      [
        ['a', '2024-01-01', '1'],
        ['a', '2024-01-01', '2'],
        ['a', '2024-01-02', '2'],
        ['b', '', '3'],
      ],
    );
    const roles: RoleChoice = { others: { who: 'entity', when: 'timestamp', n: 'feature' } };
    const found = measured<KeyDuplicates>(visits, metric, {}, roles);
    expect(found).toMatchObject({
      key: ['who', 'when'],
      by: 'entity-and-time',
      rowsWithoutKey: 1,
      duplicatedKeys: 1,
      conflicting: 1,
    });
    expect(alerts(visits, metric, {}, roles)[0]!.severity).toBe('info');
  });
});

describe('exact copies in other spellings', () => {
  const table = tableOf(
    ['t', 'n'],
    [
      ['Caf\u00e9  au lait', '1'],
      ['Cafe\u0301  au lait ', '1.0'],
      ['caf\u00e9 au lait', '1'],
      ['Caf\u00e9, au lait! 7', '1'],
      ['tea', '1'],
    ],
  );
  const copies = (normalise: string) =>
    measured<ExactDuplicateRows>(table, 'exact-duplicate-rows', { normalise }).duplicateRows;

  test('are found level by level', () => {
    expect(['none', 'n1', 'n2', 'n3'].map(copies)).toEqual([0, 1, 2, 3]);
  });

  test('are removed in the same spelling', () => {
    const [alert] = alerts(table, 'exact-duplicate-rows', { normalise: 'n2' });
    expect(alert!.remedies[0]).toMatchObject({
      method: 'exact-dedup',
      values: { normalise: 'n2' },
    });
  });
});
