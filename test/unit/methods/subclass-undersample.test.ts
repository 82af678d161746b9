import { describe, expect, it } from 'vitest';
import {
  evenShares,
  silhouetteOf,
  subclassesOf,
} from '../../../src/engine/methods/resample/parts/subclasses';
import { createRandom } from '../../../src/engine/random';
import { tableOf } from '../../../src/engine/table/table';
import { given, run, sha256 } from './run';

const random = createRandom(4, sha256);
const { uniform } = random.stream('points');
const idle = () => undefined;

describe('even shares', () => {
  it('are the water level that brute force finds', () => {
    for (let round = 0; round < 200; round++) {
      const sizes = Array.from({ length: 1 + (round % 6) }, (_, i) =>
        Math.floor(uniform(100 * round + i) * 12),
      );
      const all = sizes.reduce((a, b) => a + b, 0);
      const total = Math.floor(uniform(100 * round + 50) * (all + 1));
      // One at a time to the part that has got least so far and has more, of equals the first.
      const expected = sizes.map(() => 0);
      for (let i = 0; i < total; i++) {
        const open = [...sizes.keys()].filter((part) => expected[part]! < sizes[part]!);
        const least = Math.min(...open.map((part) => expected[part]!));
        expected[open.find((part) => expected[part] === least)!]!++;
      }
      expect(evenShares(total, sizes)).toEqual(expected);
    }
  });
});

describe('subclasses', () => {
  const points = {
    count: 90,
    dimensions: 2,
    values: Float64Array.from({ length: 180 }, (_, i) => uniform(i + 1e5) + (i < 100 ? 0 : 9)),
  };

  it('hold no more than their capacity, and everyone', () => {
    const { partOf, count } = subclassesOf(points, 4, 23, random, 'test', idle);
    const sizes = Array.from(
      { length: count },
      (_, part) => partOf.filter((p) => p === part).length,
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(23);
    expect(sizes.reduce((a, b) => a + b)).toBe(90);
  });

  it('have the silhouette of the definition', () => {
    const partOf = Uint32Array.from({ length: 90 }, (_, i) => (i < 50 ? 0 : i % 2 ? 1 : 2));
    const at = (i: number) => [points.values[2 * i]!, points.values[2 * i + 1]!] as const;
    const distance = (i: number, j: number) => Math.hypot(at(i)[0] - at(j)[0], at(i)[1] - at(j)[1]);
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const all = [...Array(90).keys()];
    const each = all.map((i) => {
      const [a, ...others] = [partOf[i]!, ...[0, 1, 2].filter((p) => p !== partOf[i])].map((part) =>
        mean(all.filter((j) => j !== i && partOf[j] === part).map((j) => distance(i, j))),
      );
      const b = Math.min(...others);
      return (b - a!) / Math.max(a!, b);
    });
    const found = silhouetteOf(points, partOf, Uint32Array.from(all), idle);
    expect(found).toBeCloseTo(mean(each), 10);
  });
});

describe('subclass-undersample', () => {
  const sizes = [100, 60, 8];
  const rows = [
    ...sizes.flatMap((size, cloud) =>
      Array.from({ length: size }, (_, i) => [
        String(30 * cloud + uniform(7000 + cloud * 100 + i)),
        `k${cloud}`,
        'common',
      ]),
    ),
    ...Array.from({ length: 30 }, (_, i) => [String(45 + uniform(9000 + i)), 'k1', 'rare']),
  ];
  const subject = given(tableOf(['x', 'kind', 'class'], rows), { class: 'label', kind: 'ignored' });
  const planOf = (values: Record<string, string | number>) =>
    run(subject, [{ method: 'subclass-undersample', values }]).plan;
  const kept = (values: Record<string, string | number>) => {
    const counts = [0, 0, 0];
    for (const row of planOf(values).rows) {
      if (rows[row]![2] === 'common') counts[Number(rows[row]![1]!.slice(1))]!++;
    }
    return counts;
  };

  it('keeps as many of each subclass, small ones whole', () => {
    expect(kept({ column: 'kind' })).toEqual([11, 11, 8]);
    // Two parts of at most 100 rows: the first cloud, and the others.
    const found = kept({ most: 100 });
    expect(found[0]).toBe(15);
    expect(found[1]! + found[2]!).toBe(15);
  });

  it('keeps what is nearest to the centre', () => {
    const plan = planOf({ most: 60, inside: 'centre', strategy: 'auto' });
    const subclass = plan.columns.find(({ name }) => name === '_subclass')!;
    expect(subclass.text(0)).toMatch(/^common#\d$/);
    expect(subclass.text(plan.rows.length - 1)).toBe('');
    expect(plan.rows).toHaveLength(60);
  });

  it('falls back to chance where there are no subclasses, and says so', () => {
    const line = given(
      tableOf(
        ['x', 'class'],
        Array.from({ length: 120 }, (_, i) => [
          i < 100 ? '1' : `${i}`,
          i < 100 ? 'common' : 'rare',
        ]),
      ),
      { class: 'label' },
    );
    const { plan } = run(line, [{ method: 'subclass-undersample' }]);
    expect(plan.rows).toHaveLength(40);
    expect(plan.notices.join(' ')).toContain('no subclasses that are apart');
  });
});
