import { describe, expect, test } from 'vitest';
import type { CoOccurrenceContext } from '../../../src/engine/metrics/imbalance/co-occurrence-context';
import {
  coOccurrence,
  neverTogether,
  surroundings,
} from '../../../src/engine/statistics/co-occurrence';
import { tableOf } from '../../../src/engine/table/table';
import { read } from '../codecs/reading';
import { audit, figures } from './auditing';

const METRIC = 'co-occurrence-context';
const still = () => undefined;

/** A small generator, so that a failure names its seed. */
function randomSets(seed: number, things: number, rows: number): number[][] {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  return Array.from({ length: rows }, () =>
    Array.from({ length: things }, (_, i) => i).filter((i) => next() < 0.6 / (i + 1)),
  );
}

describe('counts of sets', () => {
  test.each([1, 2, 3, 4])('are those of a crosstab (seed %i)', (seed) => {
    const sets = randomSets(seed, 7, 400);
    const weights = sets.map((_, i) => 1 + (i % 3));
    const found = coOccurrence(7, sets, weights, still);
    const rows = sets.flatMap((set, i) => new Array<number[]>(weights[i]!).fill(set));
    const withAll = (...wanted: number[]) =>
      rows.filter((set) => wanted.every((t) => set.includes(t))).length;
    expect(found.rows).toBe(rows.length);
    for (let a = 0; a < 7; a++) {
      for (let b = 0; b < 7; b++) expect(found.both[a * 7 + b]).toBe(withAll(a, b));
      const { alone, contexts, closest, share, lift, entropyBits } = surroundings(found, a);
      expect(alone).toBe(rows.filter((s) => s.length === 1 && s[0] === a).length / withAll(a));
      const others = [0, 1, 2, 3, 4, 5, 6].filter((b) => b !== a);
      expect(contexts).toBe(others.filter((b) => withAll(a, b) / withAll(a) >= 0.05).length);
      expect(share).toBe(Math.max(...others.map((b) => withAll(a, b))) / withAll(a));
      expect(lift).toBeCloseTo((share * rows.length) / withAll(closest), 12);
      const sum = others.reduce((n, b) => n + withAll(a, b), 0);
      const bits = others
        .map((b) => withAll(a, b) / sum)
        .reduce((n, p) => (p > 0 ? n - p * Math.log2(p) : n), 0);
      expect(entropyBits).toBeCloseTo(bits, 12);
    }
    for (const { first, second, expected } of neverTogether(found, 0.5)) {
      expect(withAll(first, second)).toBe(0);
      expect(expected).toBeCloseTo((withAll(first) * withAll(second)) / rows.length, 12);
    }
  });
});

/** 40 rows of a tie, always with a person; persons, dogs and cars without each other. */
const ROWS = [
  ...new Array<string>(40).fill('tie|person'),
  ...new Array<string>(60).fill('person|park'),
  ...new Array<string>(20).fill('person|street'),
  ...new Array<string>(150).fill('dog|park'),
  ...new Array<string>(150).fill('dog'),
  ...new Array<string>(60).fill('car|street'),
  ...new Array<string>(60).fill('car|park'),
];
const tagged = () =>
  tableOf(
    ['x', 'tags'],
    ROWS.map((tags, i) => [String(i / 3), tags]),
  );

describe('what is seen together', () => {
  test('a tag that never comes without another is a warning with its rows', () => {
    const { report, evidence } = audit(tagged(), { only: [METRIC] });
    expect(report.alerts).toMatchObject([
      {
        code: 'never-out-of-context',
        severity: 'warning',
        title: '`tie` appears only with `person`',
        value: 1,
      },
      { code: 'narrow-context', severity: 'info' },
    ]);
    expect([...evidence.get(`${METRIC}/bound`)!.rows]).toEqual(
      Array.from({ length: 40 }, (_, i) => i),
    );
    const found = figures<CoOccurrenceContext>(tagged(), METRIC);
    expect(found.tags.find(({ tag }) => tag === 'tie')).toEqual({
      tag: 'tie',
      rows: 40,
      alone: 0,
      contexts: 1,
      entropyBits: 0,
      closest: { tag: 'person', share: 1, lift: 540 / 120 },
    });
    // dog: 300 rows, car: 120, of 540; person is as frequent as car.
    expect(found.neverTogether[0]).toEqual({
      tags: ['dog', 'car'],
      expected: (300 * 120) / 540,
    });
  });

  test('a share of 90%, a lift of 3 or 29 rows are no finding', () => {
    const codes = (rows: readonly string[]) =>
      audit(
        tableOf(
          ['x', 'tags'],
          rows.map((tags, i) => [String(i / 3), tags]),
        ),
        { only: [METRIC] },
      ).report.alerts.map(({ code }) => code);
    const others = ROWS.slice(40);
    const some = (n: number, tags: string) => new Array<string>(n).fill(tags);
    expect(codes([...some(36, 'tie|person'), ...some(4, 'tie'), ...others])).not.toContain(
      'never-out-of-context',
    );
    expect(codes([...some(37, 'tie|person'), ...some(3, 'tie'), ...others])).toContain(
      'never-out-of-context',
    );
    expect(codes([...some(29, 'tie|person'), ...others])).not.toContain('never-out-of-context');
    expect(codes([...some(40, 'tie|person'), ...some(100, 'person'), ...others])).not.toContain(
      'never-out-of-context',
    );
  });

  test('categories of boxes count once per image', () => {
    const images = Array.from({ length: 4 }, (_, i) => ({ id: i, width: 10, height: 10 }));
    const boxes: [number, number][] = [
      [0, 1],
      [0, 1],
      [0, 2],
      [1, 1],
      [1, 2],
      [2, 2],
    ];
    const { table, facts } = read(
      JSON.stringify({
        images,
        annotations: boxes.map(([image_id, category_id], id) => ({
          id,
          image_id,
          category_id,
          bbox: [0, 0, id + 1, 2],
        })),
        categories: [
          { id: 1, name: 'cup' },
          { id: 2, name: 'table' },
        ],
      }),
      {},
      'instances.json',
    );
    const found = audit(table, { only: [METRIC] }, facts).report.metrics[METRIC];
    expect(found).toMatchObject({
      unit: 'image',
      rows: 4,
      tags: [
        { tag: 'table', rows: 3, alone: 1 / 3, closest: { tag: 'cup', share: 2 / 3 } },
        { tag: 'cup', rows: 2, alone: 0, closest: { tag: 'table', share: 1, lift: 4 / 3 } },
      ],
    });
  });
});
