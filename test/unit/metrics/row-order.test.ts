import { describe, expect, test } from 'vitest';
import type { RowOrder } from '../../../src/engine/metrics/profile/row-order';
import { indexTest } from '../../../src/engine/statistics/index-distance';
import { runsTest } from '../../../src/engine/statistics/runs';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const ONLY = { only: ['row-order'] };

/** Two columns beside each other: a label and whatever else. */
function labelled(labels: readonly string[], x: (i: number) => string = () => 'x'): Table {
  return tableOf(
    ['x', 'label'],
    labels.map((label, i) => [x(i), label]),
  );
}

/** The same rows in random order. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const roll = dice(seed).next;
  const dealt = [...items];
  for (let i = dealt.length - 1; i > 0; i--) {
    const j = Math.floor(roll() * (i + 1));
    [dealt[i], dealt[j]] = [dealt[j]!, dealt[i]!];
  }
  return dealt;
}

const runsOf = (labels: readonly string[]) =>
  labels.filter((label, i) => i === 0 || label !== labels[i - 1]).length;

/** What an example gives: labels, counts of classes, or a file and its label. */
interface Given {
  readonly labels: readonly string[];
  readonly counts?: readonly number[];
  readonly file?: string;
  readonly label: string;
}

describe('the runs test', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('row-order')) {
    const { labels, counts, file, label } = input as unknown as Given;
    if (wanted['applicable'] === false) {
      test(name, () => {
        expect(runsTest(1, [labels.length])).toBeUndefined();
      });
    } else if (counts) {
      test(name, () => {
        expect(differences(runsTest(1, counts), wanted, tol)).toEqual([]);
      });
    } else if (file) {
      test(name, () => {
        const { fires, ...numbers } = wanted;
        const table = loadCsv(file);
        const request = { ...ONLY, roles: { label } };
        const run = audit(table, request);
        const found = figures<RowOrder>(table, 'row-order', request).label;
        expect(differences(found, numbers, tol)).toEqual([]);
        const codes = run.report.alerts.map(({ code }) => code);
        expect(codes.includes('grouped-by-label')).toBe(fires);
      });
    } else {
      test(name, () => {
        const found = figures<RowOrder>(labelled(labels), 'row-order', {
          roles: { label: 'label' },
        });
        expect(differences(found.label, wanted, tol)).toEqual([]);
      });
    }
  }

  test('mean and variance are those of all orders of the labels', () => {
    for (const counts of [
      [3, 2, 2],
      [4, 1],
      [2, 2, 1, 1],
    ]) {
      const labels = counts.flatMap((n, i) => new Array<string>(n).fill(String(i)));
      const all: number[] = [];
      const place = (left: string[], taken: string[]) => {
        if (left.length === 0) all.push(runsOf(taken));
        left.forEach((label, i) => {
          place([...left.slice(0, i), ...left.slice(i + 1)], [...taken, label]);
        });
      };
      place(labels, []);
      const mean = all.reduce((sum, runs) => sum + runs, 0) / all.length;
      const found = runsTest(0, counts)!;
      expect(found.expected).toBeCloseTo(mean, 10);
      const variance = all.reduce((sum, runs) => sum + (runs - mean) ** 2, 0) / all.length;
      expect(found.variance).toBeCloseTo(variance, 10);
    }
    expect(runsTest(3, [1, 1, 1])).toBeUndefined();
  });

  test('rows without a label are passed over', () => {
    const labels = [...'aa'.repeat(20), ...'bb'.repeat(20)].flatMap((l) => [l, '']);
    const { label } = figures<RowOrder>(labelled(labels), 'row-order', {
      roles: { label: 'label' },
    });
    expect(label).toMatchObject({ runs: 2, rows: 80, longest: { value: 'a', rows: 40, first: 0 } });
    expect(label!.tenths).toEqual(new Array(10).fill(8));
    expect(label!.next).toEqual({ classes: ['b', 'a'], shares: [1, 0, 1 / 40, 39 / 40] });
  });
});

describe('findings about the label', () => {
  test('shuffled labels raise none, whatever their classes', () => {
    for (let seed = 0; seed < 60; seed++) {
      const k = 2 + (seed % 9);
      const labels = Array.from({ length: 500 }, (_, i) => `c${String(i % k === 0 ? 0 : i % k)}`);
      const rare = labels.map((label, i) => (i < 55 ? 'rare' : label));
      const table = labelled(shuffled(rare, seed));
      expect(audit(table, { ...ONLY, roles: { label: 'label' } }).report.alerts).toEqual([]);
    }
  });

  test('sorted: a split by class, and the longest run as proof', () => {
    const run = audit(loadCsv('penguins.csv'), ONLY);
    expect(run.report.alerts).toMatchObject([
      {
        code: 'grouped-by-label',
        severity: 'warning',
        title: 'Rows are sorted by `species`',
        remedies: [{ method: 'stratified-split' }],
      },
    ]);
    const { rows } = run.evidence.get('row-order/longest')!;
    expect([...rows]).toEqual(Array.from({ length: 152 }, (_, i) => i));
  });

  test('blocks and groups are told from a sorted file', () => {
    const title = (labels: string[]) =>
      audit(labelled(labels), { ...ONLY, roles: { label: 'label' } }).report.alerts[0]?.title;
    const blocks = Array.from({ length: 1000 }, (_, i) => 'ab'[Math.floor(i / 100) % 2]!);
    expect(title(blocks)).toBe('Rows are in 10 blocks by `label`, where chance makes 501 runs');
    const groups = Array.from({ length: 1000 }, (_, i) => 'ab'[Math.floor(i / 5) % 2]!);
    expect(title(groups)).toBe(
      'Rows are grouped by `label`: runs are 2.5 times as long as by chance',
    );
    const pairs = Array.from({ length: 1000 }, (_, i) => 'ab'[Math.floor(i / 3) % 2]!);
    expect(title(pairs)).toBeUndefined();
  });

  test('labels by turns', () => {
    const labels = Array.from({ length: 100 }, (_, i) => 'ab'[i % 2]!);
    const { alerts } = audit(labelled(labels), { ...ONLY, roles: { label: 'label' } }).report;
    expect(alerts).toMatchObject([
      { code: 'labels-alternate', severity: 'info', value: 100 / 51, columns: [1] },
    ]);
  });

  test('a class that the last tenth lacks', () => {
    const roll = dice(7).next;
    const labels = Array.from({ length: 2000 }, (_, i) =>
      i < 1500 && roll() < 0.06 ? 'new' : roll() < 0.5 ? 'a' : 'b',
    );
    const run = audit(labelled(labels), { ...ONLY, roles: { label: 'label' } });
    expect(run.report.alerts).toMatchObject([
      {
        code: 'class-absent-from-a-tenth',
        severity: 'info',
        title: 'The last tenth of the file has no row of `new`',
        rowCount: labels.filter((label) => label === 'new').length,
      },
    ]);
    const { rows } = run.evidence.get('row-order/absent')!;
    expect(Array.from(rows, (row) => labels[row]).every((label) => label === 'new')).toBe(true);
  });

  test('a split column takes the place of a remedy, and a picked column has none', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [
      i < 150 ? 'a' : 'b',
      i % 3 === 0 ? 'test' : 'train',
      'xyz'[i % 7 === 0 ? 2 : i % 2]!,
    ]);
    const table = tableOf(['label', 'split', 'x'], rows);
    expect(audit(table, ONLY).report.alerts[0]).toMatchObject({ remedies: [] });
    const settings = { 'row-order': { column: 'split' } };
    const { metrics } = audit(table, { ...ONLY, settings }).report;
    expect(metrics['row-order']).toMatchObject({ label: { column: 'split' } });
  });

  test('an id that tells the label is not told again', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [String(i), i < 100 ? 'a' : 'b', 'z']);
    const codes = audit(tableOf(['id', 'label', 'x'], rows)).report.alerts.map(({ code }) => code);
    expect(codes).toContain('grouped-by-label');
    expect(codes).not.toContain('id-tells-label');
  });
});

describe('neighbours in the file', () => {
  const features = (row: (i: number) => readonly number[], n = 400) =>
    tableOf(
      ['p', 'q', 'r'],
      Array.from({ length: n }, (_, i) => row(i).map(String)),
    );
  const request = { ...ONLY, roles: { label: null } };

  test('the distance is that of the two distributions', () => {
    // Neighbours of six points on a line, each at the places before and after it; brute force over all pairs.
    const places = Uint32Array.from([3, 0, 5, 1, 4, 2]);
    const pointAt = Array.from(places, (_, place) => places.indexOf(place));
    const near = Array.from(places, (place) =>
      place === 0 ? [1, 2] : place === 5 ? [4, 3] : [place - 1, place + 1],
    );
    const neighbours = Uint32Array.from(near.flat(), (place) => pointAt[place]!);
    const stream = { key: 0n, uniform: (i: number) => ((i * 7919) % 1009) / 1009 };
    const found = indexTest(neighbours, 2, places, { permutations: 19, stream }, () => undefined);
    const own = near.flatMap((each, i) => each.map((place) => Math.abs(place - places[i]!)));
    const any = [...places].flatMap((a) => [...places].flatMap((b) => (a < b ? [b - a] : [])));
    const share = (list: number[], d: number) => list.filter((x) => x <= d).length / list.length;
    const ks = Math.max(...[1, 2, 3, 4, 5].map((d) => Math.abs(share(own, d) - share(any, d))));
    expect(found.ks).toBeCloseTo(ks, 12);
    expect(found.p * 20).toBeCloseTo(Math.round(found.p * 20), 12);
  });

  test('shuffled rows are not alike, rows that drift are', () => {
    let found = 0;
    for (let seed = 0; seed < 20; seed++) {
      const roll = dice(seed).next;
      const table = features(() => [roll(), roll(), roll()]);
      found += audit(table, request).report.alerts.length;
    }
    expect(found).toBe(0);
    const roll = dice(3).next;
    const drifting = features((i) => [Math.sin(i / 60) * 3 + roll(), roll(), roll()]);
    expect(audit(drifting, request).report.alerts).toMatchObject([
      { code: 'neighbours-alike', severity: 'info', columns: [0], threshold: 0.1 },
    ]);
  });

  test('rows at equal distance are not alike for their place', () => {
    const roll = dice(5).next;
    const table = features(() => [roll() < 0.5 ? 0.5 : 7.25, 1.5 * Math.floor(6 * roll()), 0.5]);
    expect(audit(table, request).report.alerts).toEqual([]);
    const { neighbours } = figures<RowOrder>(table, 'row-order', request);
    expect(neighbours!.p).toBeGreaterThan(0.01);
  });

  test('a column that numbers the rows is named, and is no feature', () => {
    const roll = dice(9).next;
    const table = features((i) => [i / 4, roll(), roll()]);
    const { sorted, neighbours } = figures<RowOrder>(table, 'row-order', request);
    expect(sorted).toEqual([{ column: 0, name: 'p', ascending: true, share: 1 }]);
    expect(neighbours).toMatchObject({ columns: 2, rows: 400, first: false });
    expect(audit(table, request).report.alerts).toEqual([]);
  });

  test('order by dates and by letters, nearly so too', () => {
    const rows = Array.from({ length: 120 }, (_, i) => [
      `${String(1 + (i % 28))}/${String(1 + Math.floor(i / 28))}/2021`,
      String.fromCharCode(122 - Math.floor(i / 5)),
      String((i * 7919) % 113),
      i === 60 ? '0' : String(i),
    ]);
    const table = tableOf(['when', 'name', 'mixed', 'nearly'], rows);
    const { sorted } = figures<RowOrder>(table, 'row-order', request);
    expect(sorted.map(({ name, ascending }) => [name, ascending])).toEqual([
      ['when', true],
      ['name', false],
      ['nearly', true],
    ]);
    expect(sorted[2]!.share).toBeCloseTo(118 / 119, 12);
  });
});
