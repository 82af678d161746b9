import { describe, expect, test } from 'vitest';
import type { ColumnDrift } from '../../../src/engine/metrics/shift/column-drift';
import { ksChance, sampleDistance } from '../../../src/engine/statistics/kolmogorov-smirnov';
import { shareDistance } from '../../../src/engine/statistics/share-distance';
import { weightedValues } from '../../../src/engine/statistics/weighted-values';
import { columnOf, tableOf, type Table } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { loadCsv } from '../../fixtures/load';
import { openTable } from '../../fixtures/open-table';
import peers from '../../peers/drift.json';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const ONLY = { only: ['column-drift'] };
const weighted = (values: readonly number[]) =>
  weightedValues(
    values,
    values.map(() => 1),
  );

/** A real file whose first rows are train and whose others are test. */
function cut(file: string, first: number): Table {
  const table = loadCsv(file);
  const index = table.columns.length;
  const parts = Array.from({ length: table.rowCount }, (_, i) => (i < first ? 'train' : 'test'));
  return { ...table, columns: [...table.columns, columnOf(index, 'split', parts)] };
}

const driftOf = (file: string, column: number, first: number) => {
  const table = cut(file, first);
  const name = table.columns[column]!.name;
  const roles = { label: null, groups: [], others: { [name]: 'feature' as const } };
  const { columns } = figures<ColumnDrift>(table, 'column-drift', { roles });
  return columns.find((each) => each.column === column)!.drift!;
};

/** Three columns of train and test, drawn alike but for what `shift` does to the test rows. */
function drawn(
  seed: number,
  shift: (cells: number[]) => number[] = (cells) => cells,
  rows = 800,
): Table {
  const roll = dice(seed);
  return tableOf(
    ['split', 'a', 'b', 'c', 'd'],
    Array.from({ length: rows }, (_, i) => {
      const cells = [roll.next(), roll.next() ** 3 * 40, roll.below(4), roll.next()];
      const part = i % 4 === 0 ? 'test' : 'train';
      const [a, b, c, d] = part === 'test' ? shift(cells) : cells;
      return [part, String(a), String(b), 'wxyz'[c!]!, String(d)];
    }),
  );
}

describe('distances', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('column-drift')) {
    test(name, () => {
      const { reference, current } = input as { reference: number[]; current: number[] };
      if (name.startsWith('shares')) {
        const { psi, js, tv, hellinger } = shareDistance(reference, current);
        const found = { psi, jsDistance: js, tv, hellinger };
        expect(differences(found, wanted, tol)).toEqual([]);
        return;
      }
      const { ks, wasserstein } = sampleDistance(weighted(reference), weighted(current));
      const mean = reference.reduce((sum, x) => sum + x, 0) / reference.length;
      const variance = reference.reduce((sum, x) => sum + (x - mean) ** 2, 0) / reference.length;
      const found = {
        ks,
        wasserstein,
        ksExactP: ksChance(ks, reference.length, current.length),
        wassersteinOverSd: wasserstein / Math.max(1e-3, Math.sqrt(variance)),
      };
      expect(differences(found, wanted, tol)).toEqual([]);
    });
  }

  test('are those of counting through all values', () => {
    for (let seed = 0; seed < 30; seed++) {
      const roll = dice(seed);
      const sample = (n: number) => Array.from({ length: n }, () => roll.below(12) / 4);
      const [a, b] = [sample(1 + roll.below(40)), sample(1 + roll.below(40))];
      const share = (of: number[], x: number) => of.filter((y) => y <= x).length / of.length;
      const grid = Array.from({ length: 13 }, (_, i) => i / 4);
      const apart = grid.map((x) => Math.abs(share(a, x) - share(b, x)));
      const found = sampleDistance(weighted(a), weighted(b));
      expect(found.ks).toBeCloseTo(Math.max(...apart), 12);
      expect(found.wasserstein).toBeCloseTo(
        apart.reduce((sum, d) => sum + d / 4, 0),
        12,
      );
    }
  });

  test('the exact chance is the share of all ways to deal the ranks', () => {
    const [m, n] = [4, 6];
    const all: number[] = [];
    for (let set = 0; set < 1 << (m + n); set++) {
      let [x, y, ks] = [0, 0, 0];
      for (let rank = 0; rank < m + n; rank++) {
        if ((set >> rank) & 1) x++;
        else y++;
        ks = Math.max(ks, Math.abs(x / m - y / n));
      }
      if (x === m) all.push(ks);
    }
    for (const ks of new Set(all)) {
      const share = all.filter((other) => other >= ks - 1e-12).length / all.length;
      expect(ksChance(ks, m, n)).toBeCloseTo(share, 10);
      expect(ksChance(ks, n, m)).toBeCloseTo(share, 10);
    }
  });

  test.each(peers.numbers)('$file, column $column: as scipy has it', (wanted) => {
    const drift = driftOf(wanted.file, wanted.column, wanted.first);
    expect(drift.ks).toBeCloseTo(wanted.ks, 10);
    expect(drift.wasserstein).toBeCloseTo(wanted.wasserstein, 10);
    // Its limit goes by the finite size of both samples, ours is Kolmogorov's.
    if (wanted.exact) expect(drift.p).toBeCloseTo(wanted.p, 10);
    else expect(Math.abs(drift.p - wanted.p)).toBeLessThan(0.01);
  });

  test.each(peers.categories)('$file, column $column: as scipy has it', (wanted) => {
    const drift = driftOf(wanted.file, wanted.column, wanted.first);
    expect(drift.js).toBeCloseTo(wanted.js, 10);
    expect(drift.tv).toBeCloseTo(wanted.tv, 10);
    expect(drift.p).toBeCloseTo(wanted.p, 10);
  });
});

describe('findings about drift', () => {
  test('parts that are drawn alike raise none', () => {
    for (let seed = 0; seed < 40; seed++) {
      expect(audit(drawn(seed), ONLY).report.alerts).toEqual([]);
    }
    const small = Array.from({ length: 40 }, (_, seed) => drawn(seed, undefined, 160));
    for (const table of small) expect(audit(table, ONLY).report.alerts).toEqual([]);
  });

  test('a column that moved is named with what moved most, and its rows', () => {
    const run = audit(
      drawn(1, ([a, b, c, d]) => [a! * 0.5 + 0.5, b!, c!, d!]),
      ONLY,
    );
    expect(run.report.alerts).toMatchObject([
      {
        code: 'columns-drift',
        severity: 'warning',
        title: '`a` of `test` is unlike train',
        columns: [1],
        remedies: [{ method: 'random-split', values: { scope: 'all' } }],
      },
    ]);
    const { rows } = run.evidence.get('column-drift/grown')!;
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.every((row) => row % 4 === 0)).toBe(true);
  });

  test('a note, and a category that moved', () => {
    const mild = drawn(3, ([a, b, c, d]) => [a! ** 0.83, b!, c!, d!], 4000);
    expect(audit(mild, ONLY).report.alerts).toMatchObject([{ severity: 'info', columns: [1] }]);
    const other = drawn(5, ([a, b, c, d]) => [a!, b!, c! === 0 ? 1 : c!, d!]);
    const [alert] = audit(other, ONLY).report.alerts;
    expect(alert).toMatchObject({ code: 'columns-drift', columns: [3] });
    expect(alert!.message).toMatch(/^`c`: `[wx]` is /);
  });

  test('most columns at once are one finding', () => {
    const table = drawn(2, ([a, b, c, d]) => [a! + 1, b! + 30, c!, d! - 1]);
    expect(audit(table, ONLY).report.alerts).toMatchObject([
      { code: 'data-set-drifts', severity: 'warning', value: 0.75, threshold: 0.5 },
    ]);
  });

  test('cells that are empty more often', () => {
    const roll = dice(6);
    const rows = Array.from({ length: 900 }, (_, i) => {
      const part = i % 3 === 0 ? 'test' : 'train';
      const empty = part === 'test' ? roll.next() < 0.2 : roll.next() < 0.03;
      return [part, empty ? '' : String(roll.next()), String(roll.next())];
    });
    const run = audit(tableOf(['split', 'age', 'x'], rows), ONLY);
    expect(run.report.alerts).toMatchObject([
      { code: 'columns-drift-mildly', severity: 'info', columns: [1] },
    ]);
    expect(run.report.alerts[0]!.message).toMatch(/^`age`: empty in \d\.\d% of train and/);
  });

  test('one part alone may be asked for', () => {
    const roll = dice(12);
    const rows = Array.from({ length: 900 }, (_, i) => {
      const part = ['train', 'valid', 'test'][i % 3]!;
      return [part, String(roll.next() + (part === 'test' ? 1 : 0)), 'xy'[roll.below(2)]!];
    });
    const table = tableOf(['split', 'x', 'y'], rows);
    const settings = (part: string) => ({ ...ONLY, settings: { 'column-drift': { part } } });
    expect(audit(table, settings('valid')).report.alerts).toEqual([]);
    expect(audit(table, settings('test')).report.alerts).toMatchObject([
      { title: '`x` of `test` is unlike train' },
    ]);
    expect(audit(table, settings('dev')).report.metrics['column-drift']).toEqual({
      notApplicable: 'No row of the split is called `dev`.',
    });
  });

  test('a column that one time divides is meant to differ', () => {
    const table = drawn(1, ([a, b, c, d]) => [a! + 1, b!, c!, d!]);
    const dates = Array.from(
      { length: table.rowCount },
      (_, i) => `2021-01-${String(1 + (i % 28)).padStart(2, '0')}`,
    );
    const dated = { ...table, columns: [...table.columns, columnOf(5, 'date', dates)] };
    expect(audit(dated, ONLY).report.alerts).toMatchObject([{ columns: [1], remedies: [] }]);
  });

  test('columns whose cells are not held are named', () => {
    const { table } = openTable(drawn(1), { mostHeld: 50, headRows: 150 });
    const found = figures<ColumnDrift>(table, 'column-drift');
    expect(found.leftOut.map(({ column }) => column)).toEqual(['a', 'b', 'd']);
    expect(found.columns.map(({ name }) => name)).toEqual(['c']);
  });

  test('numbers near the largest there are', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [
      i % 2 === 0 ? 'train' : 'test',
      i % 4 < 2 ? '1.7e308' : '-1.7e308',
      String(i),
    ]);
    const { columns } = figures<ColumnDrift>(tableOf(['split', 'x', 'y'], rows), 'column-drift');
    expect(columns.find(({ name }) => name === 'x')!.drift!.ks).toBe(0);
  });
});
