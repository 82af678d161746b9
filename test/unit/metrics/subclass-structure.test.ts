import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Points } from '../../../src/engine/kernels/nearest-neighbours';
import {
  cappedClusters,
  subclassesOf,
} from '../../../src/engine/metrics/imbalance/parts/subclasses';
import type { SubclassStructure } from '../../../src/engine/metrics/imbalance/subclass-structure';
import { AUDIT_STREAMS, auditStream } from '../../../src/engine/sampling/audit-random';
import { pairDistances, silhouette } from '../../../src/engine/statistics/silhouette';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { audit, figures } from './auditing';

interface Golden {
  readonly silhouettes: { points: number[][]; labels: number[]; silhouette: number }[];
}

const FILE = join(import.meta.dirname, '../../peers/imbalance.json');
const golden = JSON.parse(readFileSync(FILE, 'utf8')) as Golden;
const METRIC = 'subclass-structure';
const still = () => undefined;

const pointsOf = (rows: readonly (readonly number[])[]): Points => ({
  count: rows.length,
  dimensions: rows[0]!.length,
  values: Float64Array.from(rows.flat()),
});

const normal = (i: number) =>
  Math.sqrt(-2 * Math.log(1 - auditStream('audit/sample').uniform(i))) *
  Math.cos(2 * Math.PI * auditStream('audit/folds').uniform(i));

/** Points around centres in two dimensions, `sizes` of each. */
function mixture(sizes: readonly number[], centres: readonly (readonly [number, number])[]) {
  const truth = sizes.flatMap((size, k) => new Array<number>(size).fill(k));
  const rows = truth.map((k, i) => centres[k]!.map((c, j) => c + normal(2 * i + j)));
  return { truth, rows };
}

/** Adjusted Rand index, by its definition over pairs in a table of counts. */
function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const [cells, left, right] = [
    new Map<string, number>(),
    new Map<number, number>(),
    new Map<number, number>(),
  ];
  const add = <K>(map: Map<K, number>, key: K) => map.set(key, (map.get(key) ?? 0) + 1);
  for (let i = 0; i < a.length; i++) {
    add(cells, `${String(a[i])} ${String(b[i])}`);
    add(left, a[i]!);
    add(right, b[i]!);
  }
  const sum = (map: Map<unknown, number>) => [...map.values()].reduce((s, n) => s + pairs(n), 0);
  const expected = (sum(left) * sum(right)) / pairs(a.length);
  return (sum(cells) - expected) / ((sum(left) + sum(right)) / 2 - expected);
}

test('silhouettes are those of scikit-learn', () => {
  for (const { points, labels, silhouette: wanted } of golden.silhouettes) {
    const found = silhouette(
      pairDistances(pointsOf(points), still),
      labels,
      Math.max(...labels) + 1,
    );
    expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-12);
  }
});

describe('kinds', () => {
  test.each([
    [
      [120, 80],
      [
        [0, 0],
        [9, 0],
      ],
    ],
    [
      [100, 100, 60],
      [
        [0, 0],
        [10, 0],
        [0, 12],
      ],
    ],
    [
      [90, 60, 60, 90, 50],
      [
        [0, 0],
        [12, 0],
        [0, 12],
        [12, 12],
        [25, 6],
      ],
    ],
  ] as [number[], [number, number][]][])('of known Gaussians are found: %j', (sizes, centres) => {
    const { truth, rows } = mixture(sizes, centres);
    const points = pointsOf(rows);
    const found = subclassesOf(points, pairDistances(points, still), still);
    expect(found.sizes).toHaveLength(sizes.length);
    expect(adjustedRand(found.of, truth)).toBeGreaterThanOrEqual(0.9);
    expect(found.sizes.reduce((a, b) => a + b)).toBe(rows.length);
    found.exemplars.forEach((point, kind) => {
      const own = rows.filter((_, i) => found.of[i] === kind);
      const centre = [0, 1].map((d) => own.reduce((s, r) => s + r[d]!, 0) / own.length);
      const far = (r: readonly number[]) => Math.hypot(r[0]! - centre[0]!, r[1]! - centre[1]!);
      expect(far(rows[point]!)).toBeCloseTo(Math.min(...own.map(far)), 9);
    });
  });

  test('one cloud, or too few points, are one kind', () => {
    const cloud = Array.from({ length: 300 }, (_, i) =>
      [0, 1, 2, 3, 4, 5].map((j) => normal(6 * i + j)),
    );
    for (const rows of [
      cloud,
      mixture(
        [49, 50],
        [
          [0, 0],
          [30, 0],
        ],
      ).rows,
    ]) {
      const points = pointsOf(rows);
      const found = subclassesOf(points, pairDistances(points, still), still);
      expect(found).toMatchObject({ silhouette: null, sizes: [rows.length], exemplars: [] });
    }
  });

  test('capped clusters take the nearest first and are never too full', () => {
    const points = pointsOf([[0], [1], [2], [3], [10]]);
    // Nearest pairs first: 0, 1 and 2 want the left centre, which has room for two.
    expect([...cappedClusters(points, Float64Array.from([0.9, 9]), 3)]).toEqual([0, 0, 0, 1, 1]);
    expect([...cappedClusters(points, Float64Array.from([0.2, 9]), 2)]).toEqual([0, 0, 2, 1, 1]);
  });
});

/** Dogs of two kinds, the smaller of `small` rows, and 60 cats. */
function pets(small: number): Table {
  const { rows } = mixture(
    [540 - small, small, 60],
    [
      [0, 0],
      [25, 0],
      [0, 40],
    ],
  );
  const label = (i: number) => (i < 540 ? 'dog' : 'cat');
  const cells = rows.map((row, i) => [label(i), ...row.map((v) => v.toFixed(5))]);
  // Mixed, so that no kind is at one end of the file.
  return tableOf(
    ['y', 'p', 'q'],
    cells.map((_, i) => cells[(i * 7) % 600]!),
  );
}

describe('findings', () => {
  const request = { roles: { label: 'y' }, only: [METRIC] };

  test('a kind below 5% of a class is a warning with rows of it', () => {
    const { report, evidence } = audit(pets(25), request);
    expect(report.alerts).toMatchObject([{ code: 'small-kind', severity: 'warning' }]);
    expect(Math.abs(report.alerts[0]!.value! - 25 / 540)).toBeLessThan(0.012);
    const rows = [...evidence.get(`${METRIC}/small`)!.rows];
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      const from = (row * 7) % 600;
      expect(from >= 515 && from < 540).toBe(true);
    }
    const { classes } = figures<SubclassStructure>(pets(25), METRIC, request);
    expect(classes.map(({ value }) => value)).toEqual(['dog']);
    // Parts like the 60 cats: 540 / 60.
    expect(classes[0]!.parts).toMatchObject({ most: 60, count: 9 });
    expect(classes[0]!.parts.sizes.reduce((a, b) => a + b)).toBe(classes[0]!.looked);
    expect(classes[0]!.parts.sizes[0]).toBeLessThanOrEqual(45);
  });

  test('a kind of 10% is none', () => {
    expect(audit(pets(60), request).report.alerts).toEqual([]);
  });

  test('a class that is wider than the rest is a note', () => {
    const rows = Array.from({ length: 1300 }, (_, i) => {
      const wide = i % 13 < 2;
      return [
        wide ? 'wide' : 'narrow',
        ...[0, 1, 2].map((j) => (normal(3 * i + j) * (wide ? 6 : 1)).toFixed(5)),
      ];
    });
    const { alerts } = audit(tableOf(['y', 'p', 'q', 'r'], rows), request).report;
    expect(alerts).toMatchObject([{ code: 'diverse-class', severity: 'info' }]);
  });

  test('classes below 200 rows are not looked at', () => {
    const table = tableOf(
      ['y', 'p'],
      Array.from({ length: 390 }, (_, i) => ['ab'[i % 2]!, String(i / 3)]),
    );
    expect(audit(table, request).report.metrics[METRIC]).toHaveProperty('notApplicable');
  });
});

test('the stream is one of its own', () => {
  const keys = Object.values(AUDIT_STREAMS).map(([high, low]) => `${String(high)} ${String(low)}`);
  expect(new Set(keys).size).toBe(keys.length);
});
