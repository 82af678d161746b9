import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptInstead } from '../../../src/engine/plan/removed-rows';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { cellText, tableOf, type Table } from '../../../src/engine/table/table';
import { given, run } from '../../unit/methods/run';

const texts = (table: Table) =>
  Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((_, column) => cellText(table, row, column)),
  );

/** Neighbours by sorting all distances. */
function bruteForce(points: readonly (readonly number[])[], query: number, k: number): number[] {
  return points
    .map((point, index) => ({
      index,
      distance: point.reduce((sum, value, d) => sum + (points[query]![d]! - value) ** 2, 0),
    }))
    .filter(({ index }) => index !== query)
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .slice(0, k)
    .map(({ index }) => index);
}

describe('smote', () => {
  const row = fc.tuple(
    fc.double({ min: -50, max: 50, noNaN: true }),
    fc.double({ min: -2, max: 2, noNaN: true }),
  );

  it('puts made rows on the line between a row and one of its k nearest of the class', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { minLength: 3, maxLength: 15, selector: String }),
        fc.uniqueArray(row, { minLength: 16, maxLength: 40, selector: String }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(),
        (rare, common, wanted, seed) => {
          const points = [...rare, ...common];
          // A decimal in every cell keeps the columns numeric whatever is drawn.
          const cells = points.map(([a, b], i) => [
            `${a + 0.125}`,
            `${b + 0.125}`,
            i < rare.length ? 'r' : 'c',
          ]);
          const subject = given(tableOf(['a', 'b', 'y'], cells), { y: 'label' });
          fc.pre(subject.profiles.slice(0, 2).every(({ semantic }) => semantic === 'numeric'));
          const values = { k: wanted, scale: 'none', decimals: 'full' };
          const { made } = run(subject, [{ method: 'smote', values }], { seed }).plan;
          expect(made!.count).toBe(common.length - rare.length);
          const k = Math.min(wanted, rare.length - 1);
          const numbers = cells.map((cell) => cell.slice(0, 2).map(Number));
          for (let i = 0; i < made!.count; i++) {
            const [parent, neighbour] = [made!.parents[i]!, made!.neighbours[i]!];
            expect(bruteForce(numbers.slice(0, rare.length), parent, k)).toContain(neighbour);
            for (const place of [0, 1]) {
              const [from, to] = [numbers[parent]![place]!, numbers[neighbour]![place]!];
              const expected = from + made!.lambdas[i]! * (to - from);
              expect(Math.abs(made!.numbers[place]!.values[i]! - expected)).toBeLessThan(1e-9);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('exact-dedup', () => {
  const cell = fc.constantFrom('', 'a', 'A', 'b', 'a ');

  it('keeps the first of equal rows, and twice is once', () => {
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, (cells) => {
        const subject = given(tableOf(['p', 'q'], cells));
        const once = run(subject, [{ method: 'exact-dedup' }]).plan;
        const twice = run(subject, [{ method: 'exact-dedup' }, { method: 'exact-dedup' }]).plan;
        const keys = cells.map((row) => JSON.stringify(row));
        expect([...once.rows]).toEqual(
          [...keys.keys()].filter((row) => keys.indexOf(keys[row]!) === row),
        );
        expect(Array.from(once.removed.rows, (_, i) => keptInstead(once.removed, i))).toEqual(
          Array.from(once.removed.rows, (row) => keys.indexOf(keys[row]!)),
        );
        expect([...twice.rows]).toEqual([...once.rows]);
        expect(twice.removed).toEqual(once.removed);
      }),
    );
  });
});

describe('weights', () => {
  it('add up to the number of rows, however they are capped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 6 }),
        fc.constantFrom('balanced', 'sqrt-inverse', 'effective-number', 'log-smoothed'),
        fc.double({ min: 1.01, max: 20, noNaN: true }),
        (counts, scheme, cap) => {
          const rows = counts.flatMap((count, i) => Array.from({ length: count }, () => [`c${i}`]));
          const { plan } = run(given(tableOf(['y'], rows), { y: 'label' }), [
            { method: 'class-weights', values: { scheme, cap } },
          ]);
          const weights = plan.tables['classes'] as unknown as { rows: number; weight: number }[];
          const total = weights.reduce((sum, entry) => sum + entry.rows * entry.weight, 0);
          expect(Math.abs(total - rows.length)).toBeLessThan(1e-9 * rows.length);
          for (const { weight } of weights) expect(weight).toBeLessThanOrEqual(cap * (1 + 1e-9));
        },
      ),
    );
  });
});

describe('planned tables', () => {
  it('hold the rows of the plan in output order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 2, maxLength: 30 }),
        fc.nat(),
        (labels, seed) => {
          fc.pre(new Set(labels).size > 1);
          const rows = labels.map((label, i) => [`r${i}`, label]);
          const subject = given(tableOf(['name', 'y'], rows), { y: 'label', name: 'id' });
          const { plan } = run(
            subject,
            [{ method: 'random-oversample', values: { shuffle: true } }],
            { seed },
          );
          const expected = Array.from(plan.order!, (output) => rows[plan.rows[output]!]);
          expect(texts(plannedTable(subject.table, plan))).toEqual(expected);
        },
      ),
    );
  });
});
