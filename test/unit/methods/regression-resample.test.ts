import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/engine/plan/plan';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { createRandom, normal } from '../../../src/engine/random';
import { relevanceOf } from '../../../src/engine/statistics/relevance';
import { cellText, tableOf } from '../../../src/engine/table/table';
import golden from '../../peers/relevance.json';
import { dataFile, given, run, sha256 } from './run';

const random = createRandom(21, sha256);
const [one, two] = [random.stream('one'), random.stream('two')];

describe('relevance', () => {
  it.each(golden.cases)(
    'is that of smogn: $file',
    ({ file, header, column, n, step, rare, relevance }) => {
      const table = dataFile(file, header);
      const all = Array.from({ length: table.rowCount }, (_, row) => cellText(table, row, column));
      const values = all
        .slice(0, 2000)
        .filter((text) => text !== '' && Number.isFinite(Number(text)))
        .map(Number)
        .slice(0, n);
      expect(values).toHaveLength(n);
      const phi = relevanceOf(Float64Array.from(values).sort());
      relevance.forEach((expected, i) => {
        expect(phi(values[i * step]!)).toBeCloseTo(expected, 9);
      });
      expect(values.filter((value) => phi(value) >= 0.5)).toHaveLength(rare);
    },
  );

  it('takes the hinges of fivenum', () => {
    // Of 1 .. 6: 2, 3.5, 5; whiskers 1 and 6; nothing beyond.
    const phi = relevanceOf(Float64Array.of(1, 2, 3, 4, 5, 6, 30));
    // fivenum of 1..6, 30: 2.5, 4, 5.5; whiskers to 10, so 6 and then 1.
    expect(phi(4)).toBe(0);
    expect(phi(6)).toBe(1);
    expect(phi(30)).toBe(1);
    expect(phi(5)).toBeCloseTo(0.5, 12);
    expect(phi(1)).toBe(0);
  });
});

/** 400 usual targets around 0 and 12 rare ones near 20; `x` follows the target, `z` does not. */
const rows = Array.from({ length: 412 }, (_, i) => {
  const y = i < 400 ? normal(one, two, i) : 18 + 4 * one.uniform(i);
  const x = 2 * y + two.uniform(i);
  return [x.toFixed(4), one.uniform(9000 + i).toFixed(4), i % 2 ? 'p' : 'q', y.toFixed(4)];
});
const subject = given(tableOf(['x', 'z', 'colour', 'y'], rows), { y: 'label' });
const planOf = (values: Record<string, string | number>) =>
  run(subject, [{ method: 'regression-resample', values }]).plan;
const bins = (plan: Plan) => {
  const bin = plan.columns.find(({ name }) => name === '_target_bin')!;
  const counts = new Map<string, number>();
  for (let i = 0; i < plan.rows.length + (plan.made?.count ?? 0); i++) {
    counts.set(bin.text(i), (counts.get(bin.text(i)) ?? 0) + 1);
  }
  return [...counts.values()];
};

/** Bumps by the definition. */
const bumps = (() => {
  const sorted = rows.map((row) => Number(row[3])).sort((a, b) => a - b);
  const phi = relevanceOf(Float64Array.from(sorted));
  const found: number[][] = [];
  sorted.forEach((value, i) => {
    const rare = phi(value) >= 0.5;
    if (i === 0 || rare !== phi(sorted[i - 1]!) >= 0.5) found.push([]);
    found.at(-1)!.push(value);
  });
  return found;
})();

describe('regression-resample', () => {
  it('repeats, drops or weighs bumps to the same size', () => {
    expect(bumps.length).toBeGreaterThan(1);
    const wanted = Math.round(412 / bumps.length);
    const sizes = bumps.map((bump) => bump.length);
    const sorted = (counts: number[]) => [...counts].sort((a, b) => a - b);
    expect(sorted(bins(planOf({ mode: 'over' })))).toEqual(
      sorted(sizes.map((n) => Math.max(n, wanted))),
    );
    expect(sorted(bins(planOf({ mode: 'under' })))).toEqual(
      sorted(sizes.map((n) => Math.min(n, wanted))),
    );
    const weighed = planOf({ mode: 'weights' });
    const [bin, weight] = ['_target_bin', '_weight'].map((name) =>
      weighed.columns.find((column) => column.name === name)!,
    );
    const sums = new Map<string, number>();
    for (let i = 0; i < 412; i++) {
      sums.set(bin!.text(i), (sums.get(bin!.text(i)) ?? 0) + Number(weight!.text(i)));
    }
    for (const sum of sums.values()) expect(sum).toBeCloseTo(412 / bumps.length, 1);
  });

  it('cuts targets into parts of equal width', () => {
    const values = rows.map((row) => Number(row[3]));
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const counts = [0, 0, 0, 0];
    for (const v of values) counts[Math.min(3, Math.floor((4 * (v - low)) / (high - low)))]!++;
    const table = planOf({ by: 'bins', bins: 4 }).tables['targets'] as { rows: number }[];
    expect(table.map((each) => each.rows)).toEqual(counts.filter((n) => n));
  });

  it('makes rows on the line between two rows of a bump, the target with them', () => {
    const plan = planOf({ mode: 'smoter', decimals: 'full', scale: 'none' });
    const made = plan.made!;
    expect(made.count).toBeGreaterThan(50);
    const at = (row: number, column: number) => Number(rows[row]![column]);
    for (let i = 0; i < made.count; i++) {
      const [a, b] = [made.parents[i]!, made.neighbours[i]!];
      for (const { column, values } of made.numbers) {
        const expected = at(a, column) + made.lambdas[i]! * (at(b, column) - at(a, column));
        expect(values[i]).toBeCloseTo(expected, 9);
      }
      // The mean of both targets by distance in the features is the same share of the way.
      const [own, x, z] = [3, 0, 1].map(
        (c) => made.numbers.find(({ column }) => column === c)!.values[i]!,
      );
      const d = (row: number) => Math.hypot(x! - at(row, 0), z! - at(row, 1));
      if (d(a) + d(b) === 0) continue;
      expect(own).toBeCloseTo((d(b) * at(a, 3) + d(a) * at(b, 3)) / (d(a) + d(b)), 6);
      const near = bumps.find((bump) => bump.includes(at(a, 3)))!;
      expect(near).toContain(at(b, 3));
    }
    const planned = plannedTable(subject.table, plan);
    expect(cellText(planned, plan.rows.length, 2)).toBe(rows[made.parents[0]!]![2]);
  });

  it('makes noise around rows without a near neighbour, within the range of the bump', () => {
    const { made } = planOf({ mode: 'smogn', decimals: 'full', scale: 'none', noise: 0.5 });
    const alone = [...made!.lambdas.keys()].filter((i) => Number.isNaN(made!.lambdas[i]!));
    expect(alone.length).toBeGreaterThan(5);
    expect(alone.length).toBeLessThan(made!.count);
    const target = made!.numbers.find(({ column }) => column === 3)!.values;
    for (const i of alone) {
      const bump = bumps.find((each) => each.includes(Number(rows[made!.parents[i]!]![3])))!;
      expect(target[i]).toBeGreaterThanOrEqual(bump[0]!);
      expect(target[i]).toBeLessThanOrEqual(bump.at(-1)!);
    }
  });

  it('changes nothing and says so where nothing is rare', () => {
    const even = given(
      tableOf(
        ['y'],
        rows.map((_, i) => [`${i}`]),
      ),
      { y: 'label' },
    );
    const { plan } = run(even, [{ method: 'regression-resample' }]);
    expect(plan.rows).toHaveLength(412);
    expect(plan.notices.join(' ')).toContain('beyond the whiskers');
  });

  it('refuses a target that is no number, and made rows without features', () => {
    const refusal = (values: Record<string, string>, roles: Record<string, 'label' | 'ignored'>) =>
      expect(() => run(given(subject.table, roles), [{ method: 'regression-resample', values }]));
    refusal({}, { colour: 'label' }).toThrow(
      expect.objectContaining({ code: 'no-numeric-feature' }),
    );
    refusal({ mode: 'smoter' }, { y: 'label', x: 'ignored', z: 'ignored' }).toThrow(
      expect.objectContaining({ code: 'no-numeric-feature' }),
    );
  });
});
