import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  nearestNeighbours,
  NO_POINT,
  type Points,
} from '../../../src/engine/kernels/nearest-neighbours';
import type { Separability } from '../../../src/engine/metrics/imbalance/separability';
import { wordPoints } from '../../../src/engine/metrics/imbalance/parts/raw-points';
import { stratifiedRows } from '../../../src/engine/sampling/stratified-rows';
import { auditStream } from '../../../src/engine/sampling/audit-random';
import {
  principalComponents,
  symmetricEigen,
} from '../../../src/engine/statistics/principal-components';
import {
  classMoments,
  fisherRatio,
  meanCosine,
  mixingOf,
  tailIndex,
  variabilityRatio,
} from '../../../src/engine/statistics/separability';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';

interface Golden {
  readonly separability: {
    points: number[][];
    labels: number[];
    overlap: number[][];
    pairs: { fisher: number; cosine: number }[];
    variability: number;
  }[];
  readonly components: { points: number[][]; components: number[][]; variances: number[] };
  readonly tails: { draws: number[]; hill: number };
}

const FILE = join(import.meta.dirname, '../../peers/imbalance.json');
const golden = JSON.parse(readFileSync(FILE, 'utf8')) as Golden;
const METRIC = 'separability';
const still = () => undefined;

const expectNear = (found: number | null, wanted: number, tolerance = 1e-12) => {
  expect(Math.abs(found! - wanted)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)));
};

const pointsOf = (rows: readonly (readonly number[])[]): Points => ({
  count: rows.length,
  dimensions: rows[0]!.length,
  values: Float64Array.from(rows.flat()),
});

describe('figures of scikit-learn and numpy', () => {
  test('neighbours by class, Fisher ratios, cosines and variability', () => {
    for (const { points: rows, labels, overlap, pairs, variability } of golden.separability) {
      const points = pointsOf(rows);
      const classes = overlap.length;
      const shares = overlap.map((_, c) => labels.filter((l) => l === c).length / labels.length);
      const near = nearestNeighbours(points, 10, still);
      const found = mixingOf(near, 10, labels, new Array<number>(classes).fill(1)).overlap;
      overlap.flat().forEach((wanted, i) => {
        expectNear(found[i]!, wanted);
      });
      const moments = classMoments(points, labels, classes, still);
      expectNear(variabilityRatio(moments, shares), variability);
      let place = 0;
      for (let a = 0; a < classes; a++) {
        for (let b = a + 1; b < classes; b++) {
          expectNear(fisherRatio(moments, a, b), pairs[place]!.fisher);
          expectNear(meanCosine(moments, shares, a, b), pairs[place++]!.cosine);
        }
      }
    }
  });

  test('principal components, up to their sign', () => {
    const { points: rows, components, variances } = golden.components;
    const [n, d, k] = [rows.length, rows[0]!.length, components.length];
    const means = rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / n);
    const centred = Float64Array.from(rows.flatMap((row) => row.map((v, j) => v - means[j]!)));
    const found = principalComponents(centred, n, d, k, still, 12);
    components.forEach((wanted, i) => {
      const own = found.subarray(i * d, (i + 1) * d);
      const sign = Math.sign(own[0]! * wanted[0]!);
      wanted.forEach((value, j) => {
        expectNear(sign * own[j]!, value, 1e-9);
      });
      let variance = 0;
      for (let row = 0; row < n; row++) {
        let score = 0;
        for (let j = 0; j < d; j++) score += own[j]! * centred[row * d + j]!;
        variance += score ** 2 / (n - 1);
      }
      expectNear(variance, variances[i]!, 1e-10);
    });
  });

  test('eigenvalues of a matrix with known ones', () => {
    const { values, vectors } = symmetricEigen(Float64Array.from([2, 1, 0, 1, 2, 0, 0, 0, 5]), 3);
    expect([...values].sort()).toEqual([1, 3, 5].map((v) => expect.closeTo(v, 12) as number));
    const column = (j: number) => [0, 1, 2].map((i) => vectors[i * 3 + j]!);
    values.forEach((value, j) => {
      const [x, y, z] = column(j) as [number, number, number];
      expectNear(2 * x + y, value * x);
      expectNear(5 * z, value * z);
    });
  });

  test('the tail index', () => {
    const { draws, hill } = golden.tails;
    expectNear(tailIndex(draws, 15), hill);
    // Pareto with index 2 by its inverse distribution: 2 within 0.15 for the top 1,000 of 20,000.
    const stream = auditStream('audit/sample');
    const pareto = Array.from({ length: 20_000 }, (_, i) => (1 - stream.uniform(i)) ** -0.5);
    expect(Math.abs(tailIndex(pareto, 1000)! - 2)).toBeLessThan(0.15);
    expect(tailIndex([1, 1, 1, 1], 2)).toBeNull();
    expect(tailIndex([3, 2, 0], 2)).toBeNull();
  });
});

describe('samples', () => {
  test('keep rare classes, spread over the file, and nothing twice', () => {
    const classOf = (row: number) =>
      row % 1000 === 7 ? 1 : row % 2000 === 13 ? 2 : row === 5 ? -1 : 0;
    const rows = stratifiedRows(classOf, 100_000, 3, { size: 2000, least: 80 }, still);
    const of = (c: number) => [...rows].filter((row) => classOf(row) === c);
    expect([0, 1, 2].map((c) => of(c).length)).toEqual([1997, 80, 50]);
    expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
    expect(of(-1)).toEqual([]);
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = of(0).filter((row) => Math.floor(row / 10_000) === tenth).length;
      expect(Math.abs(inside - 200)).toBeLessThan(3);
    }
  });

  test('all rows when there are no more', () => {
    const rows = stratifiedRows((row) => row % 3, 50, 3, { size: 100, least: 10 }, still);
    expect([...rows]).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  test('points that stand for more rows count for more', () => {
    const near = {
      k: 2,
      points: Uint32Array.from([1, 2, NO_POINT, NO_POINT, NO_POINT, NO_POINT]),
      distances: new Float64Array(6),
    };
    expect([...mixingOf(near, 2, [0, 0, 1], [1, 3]).overlap]).toEqual([0.25, 0.75, 0, 0]);
    expect([...mixingOf(near, 1, [0, 0, 1], [1, 3]).overlap]).toEqual([1, 0, 0, 0]);
  });
});

/** Two Gaussians, `gap` apart in every one of three columns; every tenth row is rare. */
function gaussians(n: number, gap: number): Table {
  const [a, b] = [auditStream('audit/sample'), auditStream('audit/folds')];
  const normal = (i: number) =>
    Math.sqrt(-2 * Math.log(1 - a.uniform(i))) * Math.cos(2 * Math.PI * b.uniform(i));
  return tableOf(
    ['y', 'p', 'q', 'r'],
    Array.from({ length: n }, (_, i) => {
      const rare = i % 10 === 0;
      const cells = [0, 1, 2].map((j) => (normal(3 * i + j) + (rare ? gap : 0)).toFixed(6));
      return [rare ? 'rare' : 'usual', ...cells];
    }),
  );
}

describe('two Gaussians', () => {
  const of = (gap: number) => {
    const request = { roles: { label: 'y' }, only: [METRIC] };
    const table = gaussians(1500, gap);
    return {
      alerts: audit(table, request).report.alerts,
      ...figures<Separability>(table, METRIC, request),
    };
  };

  test('far apart: pure, and no finding', () => {
    const { classes, alerts, pairs, rows } = of(6);
    expect(rows).toBe(1500);
    expect(classes.map(({ lift }) => lift! > 0.99)).toEqual([true, true]);
    expect(alerts).toEqual([]);
    // (6, 6, 6)' (2 I)^-1 (6, 6, 6) / 2 = 27
    expect(Math.abs(pairs[0]!.fisher! - 27)).toBeLessThan(4);
  });

  test('one and the same: the rare class is at chance, which is a warning', () => {
    const { classes, alerts } = of(0);
    const rare = classes.find(({ value }) => value === 'rare')!;
    expect(Math.abs(rare.lift!)).toBeLessThan(0.05);
    expect(rare.partner).toEqual({
      value: 'usual',
      share: expect.closeTo(1 - rare.purity!, 12) as number,
    });
    expect(alerts).toMatchObject([
      { code: 'mixed-classes', severity: 'warning', remedies: [{ method: 'class-weights' }, {}] },
    ]);
  });
});

test('mammography: all rows give what scikit-learn gives, a sample comes near', () => {
  const table = loadCsv('mammography.csv');
  const of = (rows?: number) =>
    figures<Separability>(table, METRIC, {
      roles: { label: 'column_7' },
      ...(rows && { settings: { [METRIC]: { rows } } }),
    }).classes.find(({ value }) => value === "'1'")!;
  // NearestNeighbors(11) on standardised columns, the row itself left out; ties are broken otherwise there.
  expectNear(of(20_000).purity, 0.5184615384615385, 1e-3);
  expectNear(of(20_000).disagreement, 1 - 0.5507692307692308, 1e-3);
  expectNear(of().purity, 0.5184615384615385, 0.08);
  expect(of().compared).toBe(100);
});

describe('other spaces', () => {
  const request = { roles: { label: 'y', text: 'words' }, only: [METRIC] };

  test('texts by their words', () => {
    const rows = Array.from({ length: 200 }, (_, i) => {
      const spam = i % 4 === 0;
      const words = spam
        ? ['win', 'cash', 'now', 'prize']
        : ['meeting', 'agenda', 'notes', 'minutes'];
      return [
        spam ? 'spam' : 'ham',
        `${words[i % 3]!} ${words[(i + 1) % 4]!} the ${words[3]!} of day ${String(i % 7)}`,
      ];
    });
    const found = figures<Separability>(tableOf(['y', 'words'], rows), METRIC, request);
    expect(found.features).toMatchObject({ of: 'words', columns: 1, dimensions: 50 });
    expect(found.classes.every(({ purity }) => purity! > 0.95)).toBe(true);
    expect(found.tailIndex).toBeNull();
  });

  test('equal words are equal points, whatever their order and case', () => {
    const texts = ['The cat sat', 'sat THE cat', 'a dog', ''];
    const column = {
      index: 0,
      name: 'x',
      levels: Int32Array.from([0, 1, 2, -1]),
      levelCount: 3,
      text: (l: number) => texts[l]!,
    };
    const { values, dimensions } = wordPoints([column], () => 1, still);
    const point = (i: number) => [...values.subarray(i * dimensions, (i + 1) * dimensions)];
    point(0).forEach((value, d) => {
      expectNear(point(1)[d]!, value);
    });
    expectNear(
      point(0).reduce((sum, v) => sum + v * v, 0),
      1,
    );
    expect(point(2)).not.toEqual(point(0));
    expect(point(3).every((v) => v === 0)).toBe(true);
  });

  test('vectors, reduced to 50 dimensions, keep what is apart', () => {
    const stream = auditStream('audit/sample');
    const rows = Array.from({ length: 150 }, (_, i) => {
      const list = Array.from({ length: 80 }, (__, d) =>
        (stream.uniform(i * 80 + d) + (d < 10 && i % 3 === 0 ? 2 : 0)).toFixed(4),
      );
      return [i % 3 === 0 ? 'a' : 'b', `[${list.join(', ')}]`];
    });
    const found = figures<Separability>(tableOf(['y', 'vector'], rows), METRIC, {
      roles: { label: 'y', others: { vector: 'embedding' } },
    });
    expect(found.features).toMatchObject({ of: 'vectors', columns: 1, dimensions: 50 });
    expect(found.classes.every(({ purity }) => purity! > 0.95)).toBe(true);
  });
});
