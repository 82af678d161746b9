import { describe, expect, it } from 'vitest';
import type { NumericNearDuplicates } from '../../../src/engine/metrics/duplicates/numeric-near-duplicates';
import type { Step } from '../../../src/engine/recipe/recipe';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { nearVectors } from '../../../src/engine/vectors/near-vectors';
import { comparedVectors, rowPoints } from '../../../src/engine/vectors/row-points';
import { dice } from '../../dice';
import { loadCsv } from '../../fixtures/load';
import peers from '../../peers/near-vectors.json';
import { given, run, type Given } from '../methods/run';
import { figures } from './auditing';

const SEED = 5;
const tick = () => undefined;
const die = dice(SEED);

/** 300 rows in three numbers: some equal, some moved a little, some chains of small moves. */
const base = Array.from({ length: 200 }, () => [die.next() * 10, die.next() * 10, die.next() * 10]);
const moved = Array.from({ length: 100 }, (_, i) =>
  base[(i * 7) % 50]!.map((value) => (i % 3 === 0 ? value : value + (die.next() - 0.5) * 0.05)),
);
const rows = [...base, ...moved].map((row) => row.map((value) => value.toFixed(6)));
const NAMES = ['a', 'b', 'c'];

/** Distances of every two rows of standardised numbers. */
function allDistances(): number[][] {
  const numbers = rows.map((row) => row.map(Number));
  const n = numbers.length;
  const scaled = NAMES.map((_, c) => {
    const mean = numbers.reduce((sum, row) => sum + row[c]!, 0) / n;
    const sd = Math.sqrt(numbers.reduce((sum, row) => sum + (row[c]! - mean) ** 2, 0) / n);
    return numbers.map((row) => (row[c]! - mean) / sd);
  });
  return numbers.map((_, i) =>
    numbers.map((__, j) => Math.sqrt(scaled.reduce((sum, of) => sum + (of[i]! - of[j]!) ** 2, 0))),
  );
}

/** The components of all pairs that pass, as lists of rows, those of one row left out. */
function components(near: (i: number, j: number) => boolean): number[][] {
  const set = rows.map((_, i) => i);
  for (let i = 0; i < set.length; i++) {
    for (let j = 0; j < i; j++) {
      if (!near(i, j)) continue;
      const [a, b] = [set[i]!, set[j]!];
      if (a !== b) set.forEach((of, k) => (set[k] = of === a ? b : of));
    }
  }
  const found = new Map<number, number[]>();
  set.forEach((of, row) => found.set(of, [...(found.get(of) ?? []), row]));
  return [...found.values()].filter((own) => own.length > 1);
}

const table = tableOf(NAMES, rows);
const subject = given(table);
const setsOf = (of: Given, values = {}) => {
  const { plan } = run(of, [
    { method: 'mark-duplicates', values: { detector: 'vector', ...values } },
  ]);
  const sets = new Map<string, number[]>();
  plan.rows.forEach((row) => {
    const id = plan.columns[0]!.text(row);
    sets.set(id, [...(sets.get(id) ?? []), row]);
  });
  return [...sets.values()].filter((own) => own.length > 1);
};

describe('near numbers', () => {
  const distances = allDistances();
  const nearest = distances.map((own, i) => Math.min(...own.filter((_, j) => j !== i)));
  const sorted = [...nearest].sort((a, b) => a - b);
  const median = (sorted[149]! + sorted[150]!) / 2;
  const cut = 0.13 * median;

  it('are those of brute force, with the same median', () => {
    const found = figures<NumericNearDuplicates>(table, 'numeric-near-duplicates', {
      roles: { label: null, features: NAMES },
    });
    expect(found.median).toBeCloseTo(median, 12);
    expect(found.near).toBe(nearest.filter((d) => d < cut).length);
    expect(found.equal).toBe(nearest.filter((d) => d === 0).length);
    expect(found.equal).toBeGreaterThan(20);
    expect(found.near).toBeGreaterThan(found.equal + 20);
    expect(found.histogram.reduce((a, b) => a + b, 0)).toBe(300);
  });

  it('make the sets of brute force, and vector-dedup keeps one of each', () => {
    const wanted = components((i, j) => distances[i]![j]! < cut);
    expect(setsOf(subject)).toEqual(wanted);
    const removed = (values: NonNullable<Step['values']> = {}) => {
      const { plan } = run(subject, [{ method: 'vector-dedup', values }]);
      return [...plan.removed.rows];
    };
    const without = (kept: (own: readonly number[]) => number) =>
      wanted.flatMap((own) => own.filter((row) => row !== kept(own))).sort((a, b) => a - b);
    expect(removed({ keep: 'first' })).toEqual(without(([first]) => first!));
    // The least and the most like the others of its set, of equals the first.
    const likeness = (row: number, own: readonly number[]) =>
      own.reduce(
        (sum, other) => sum + (other === row ? 0 : Math.exp(-distances[row]![other]! / median)),
        0,
      );
    const best = (sign: number) => (own: readonly number[]) =>
      own.reduce((kept, row) =>
        sign * (likeness(row, own) - likeness(kept, own)) > 1e-9 ? row : kept,
      );
    expect(removed()).toEqual(without(best(-1)));
    expect(removed({ keep: 'centroid' })).toEqual(without(best(1)));
    expect(removed()).not.toEqual(removed({ keep: 'centroid' }));
  });

  it('are linked within groups alone', () => {
    const grouped = given(
      tableOf(
        [...NAMES, 'g'],
        rows.map((row, i) => [...row, i % 2 ? 'p' : 'q']),
      ),
      {
        g: 'group',
      },
    );
    const wanted = components((i, j) => i % 2 === j % 2 && distances[i]![j]! < cut);
    expect(setsOf(grouped, { within: ['g'] })).toEqual(wanted);
  });

  it('stars hold no row that is not near the first of their set', () => {
    for (const set of setsOf(subject, { linkage: 'star' })) {
      for (const row of set.slice(1)) expect(distances[set[0]!]![row]).toBeLessThan(cut * 1.000001);
    }
  });

  it('of equal rows alone are said to be so', () => {
    const same = given(
      tableOf(
        NAMES,
        rows.map((_, i) => rows[i % 100]!),
      ),
    );
    const { plan } = run(same, [{ method: 'vector-dedup' }]);
    expect(plan.removed.count).toBe(200);
    expect(plan.notices.join()).toContain('only equal ones are near');
  });

  it('are searched among thousands of equal rows and in crowds', () => {
    const crowd = Array.from({ length: 3000 }, (_, i) =>
      i < 2000 ? ['1', '1'] : [String(die.next() * 1000), String(die.next() * 1000)],
    );
    const of = given(tableOf(['a', 'b'], crowd));
    expect(setsOf(of).map((set) => set.length)).toEqual([2000]);
  });
});

describe('near vectors', () => {
  // Each number three times: shorter lists are no vectors, and cosines stay.
  const vectors = rows.map((row) => `[${[...row, ...row, ...row].join(', ')}]`);
  const columns = tableOf(
    ['v'],
    vectors.map((v) => [v]),
  );
  const profiles = profileColumns(columns, tick);

  it('are those whose cosine brute force finds', () => {
    expect(profiles[0]!.type).toBe('vector');
    const compared = comparedVectors(['embedding'], profiles)!;
    const points = rowPoints(columns, profiles, compared, undefined, tick);
    for (const epsilon of [0.001, 0.01, 0.1]) {
      const near = nearVectors(points, { epsilon, nearness: 0.13, tick });
      const numbers = rows.map((row) => row.map(Number));
      const length = (v: number[]) => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
      const cosine = (i: number, j: number) =>
        numbers[i]!.reduce((sum, x, d) => sum + x * numbers[j]![d]!, 0) /
        (length(numbers[i]!) * length(numbers[j]!));
      const wanted = new Set<string>();
      for (let i = 0; i < 300; i++) {
        for (let j = i + 1; j < 300; j++) {
          const same = vectors[i] === vectors[j];
          const first = near.equalTo[i] === i && near.equalTo[j] === j;
          if (!same && first && 1 - cosine(i, j) <= epsilon) wanted.add(`${i} ${j}`);
        }
      }
      const found = Array.from(near.pairs.first, (i, p) => `${i} ${near.pairs.second[p]!}`);
      expect(new Set(found), `epsilon ${epsilon}`).toEqual(wanted);
    }
  });
});

/** The first rows of a file, as many as the peer read. */
function beginning({ columns }: Table): Table {
  const length = Math.min(5000, columns[0]!.codes.length);
  const cells = Array.from({ length }, (_, row) =>
    columns.map(({ codes, dictionary }) => dictionary.text(codes[row]!)),
  );
  return tableOf(
    columns.map(({ name }) => name),
    cells,
  );
}

describe('cleanlab', () => {
  it.each(peers.map((peer) => [peer.file, peer] as const))(
    'flags the same rows of %s',
    (_, peer) => {
      const file = beginning(loadCsv(peer.file, { header: peer.header }));
      const found = figures<NumericNearDuplicates>(file, 'numeric-near-duplicates', {
        roles: { label: null, features: peer.columns },
      });
      expect(found.rows).toBe(peer.rows);
      expect(found.median).toBeCloseTo(peer.median, 9);
      expect(found.near).toBe(peer.near);
    },
  );
});
