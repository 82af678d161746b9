import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/engine/plan/plan';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { createRandom } from '../../../src/engine/random';
import { cellText, tableOf } from '../../../src/engine/table/table';
import { given, run, sha256 } from './run';

/** Four clouds of 60, 50, 40 and 30 rows of a common class around known places, and four rare rows. */
const PLACES = [
  [0, 0],
  [50, 0],
  [0, 50],
  [50, 50],
];
const SIZES = [60, 50, 40, 30];
const { uniform } = createRandom(8, sha256).stream('clouds');
const rows = [
  ...SIZES.flatMap((size, cloud) =>
    Array.from({ length: size }, (_, i) => [
      `c${cloud}-${i}`,
      ...PLACES[cloud]!.map((at, d) => (at + uniform(cloud * 200 + 2 * i + d)).toFixed(6)),
      `cloud ${cloud}`,
      'common',
    ]),
  ),
  ...[0, 1, 2, 3].map((i) => [`r${i}`, `${20 + i}`, '25', 'rare', 'rare']),
];
const subject = given(tableOf(['name', 'x', 'y', 'cloud', 'class'], rows), {
  name: 'id',
  cloud: 'ignored',
  class: 'label',
});
const planOf = (method: string, values: Record<string, string | number>) =>
  run(subject, [{ method, values: { scale: 'none', ...values } }]).plan;
const column = (plan: Plan, name: string) => plan.columns.find((each) => each.name === name)!;

/** Mean of the written numbers of a cloud. */
const meanOf = (cloud: number, at: number) => {
  const own = rows.filter((row) => row[3] === `cloud ${cloud}`).map((row) => Number(row[at]));
  return own.reduce((a, b) => a + b, 0) / own.length;
};

describe.each([
  ['cluster-centroids', { voting: 'soft', decimals: 'full' }],
  ['vq-undersample', { keep: 'centroid', decimals: 'full' }],
] as const)('%s that writes centres', (method, values) => {
  it('makes the means of the clouds, each for as many rows as it has', () => {
    const plan = planOf(method, values);
    expect([...plan.rows]).toEqual([180, 181, 182, 183]);
    expect(plan.removed.rows).toHaveLength(180);
    const planned = plannedTable(subject.table, plan);
    const represents = column(plan, '_represents');
    const clouds = new Set<string>();
    for (let output = 4; output < 8; output++) {
      const cloud = cellText(planned, output, 3);
      const number = Number(cloud.slice(-1));
      clouds.add(cloud);
      expect(Number(cellText(planned, output, 1))).toBeCloseTo(meanOf(number, 1), 9);
      expect(Number(cellText(planned, output, 2))).toBeCloseTo(meanOf(number, 2), 9);
      expect(represents.text(output)).toBe(String(SIZES[number]));
      expect(cellText(planned, output, 0)).toMatch(/#s1$/);
      expect(column(plan, '_synthetic').text(output)).toBe('true');
    }
    expect(clouds.size).toBe(4);
  });

  it('does not take made rows for a class that vanished', () => {
    const plan = planOf(method, values);
    expect(plan.guards.find(({ code }) => code === 'G-TAIL')!.level).toBe('passed');
  });
});

describe.each(['cluster-centroids', 'vq-undersample'])('%s that keeps rows', (method) => {
  it('keeps one row of each cloud, the nearest to its mean', () => {
    const plan = planOf(method, {});
    const kept = [...plan.rows].filter((row) => row < 180);
    expect(kept).toHaveLength(4);
    for (const row of kept) {
      const cloud = Number(rows[row]![3]!.slice(-1));
      const far = (other: readonly string[]) =>
        Math.hypot(Number(other[1]) - meanOf(cloud, 1), Number(other[2]) - meanOf(cloud, 2));
      const own = rows.filter((other) => other[3] === `cloud ${cloud}`);
      // The codebook's centre is the running mean of two passes, a little off the mean.
      const nearest = own.map(far).sort((a, b) => a - b);
      expect(nearest.slice(0, 3)).toContain(far(rows[row]!));
    }
    const represents = column(plan, '_represents');
    const sum = kept.reduce((n, _, output) => n + Number(represents.text(output)), 0);
    expect(sum).toBe(180);
    expect(plan.rows).toHaveLength(8);
  });
});

describe('vq-undersample', () => {
  const many = given(
    tableOf(
      ['x', 'y', 'class'],
      Array.from({ length: 2500 }, (_, i) => [
        uniform(10_000 + 2 * i).toFixed(5),
        uniform(10_001 + 2 * i).toFixed(5),
        i % 25 ? 'common' : 'rare',
      ]),
    ),
    { class: 'label' },
  );
  /** Mean squared distance of common rows to the nearest kept one. */
  const spread = (method: string, values: Record<string, number>) => {
    const { plan } = run(many, [{ method, values: { scale: 'none', ...values } }]);
    const point = (row: number) => [0, 1].map((c) => Number(cellText(many.table, row, c)));
    const common = [...Array(2500).keys()].filter((row) => row % 25);
    const kept = [...plan.rows].filter((row) => row % 25).map(point);
    expect(kept).toHaveLength(100);
    const nearest = common.map((row) => {
      const [x, y] = point(row);
      return Math.min(...kept.map(([a, b]) => (a! - x!) ** 2 + (b! - y!) ** 2));
    });
    const codes = new Set(
      [...plan.rows.keys()].map((i) => column(plan, plan.columns[0]!.name).text(i)),
    );
    return { mean: nearest.reduce((a, b) => a + b, 0) / common.length, codes };
  };

  it('covers a class nearly as well in small chunks as in one, and as k-means', () => {
    const whole = spread('vq-undersample', {});
    const chunked = spread('vq-undersample', { chunk: 100, passes: 3 });
    const kMeans = spread('cluster-centroids', {});
    expect(whole.codes.size).toBe(101);
    expect(chunked.mean / kMeans.mean).toBeLessThan(1.3);
    expect(whole.mean / kMeans.mean).toBeLessThan(1.3);
  });
});
