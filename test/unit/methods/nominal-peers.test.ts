import { describe, expect, it } from 'vitest';
import { distancesFrom } from '../../../src/engine/kernels/nearest-by-columns';
import { differenceCosts } from '../../../src/engine/methods/resample/smoten';
import { medianDeviation } from '../../../src/engine/methods/resample/smotenc';
import { Space } from '../../../src/engine/methods/resample/parts/space';
import { outputRows } from '../../../src/engine/plan/plan';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { cellText, tableOf } from '../../../src/engine/table/table';
import { example } from './fixtures';
import { GOLDEN, groundFor, peerTable } from './peer-tables';
import { given, run } from './run';

const RAW = { scale: 'none', decimals: 'full' };
/** The peer's rows of adult are its first ones. */
const MOST: Partial<Record<keyof typeof GOLDEN.mixed, number>> = { adult: 6000 };

describe.each(Object.keys(GOLDEN.mixed) as (keyof typeof GOLDEN.mixed)[])(
  'smotenc on %s next to imbalanced-learn',
  (name) => {
    const golden = GOLDEN.mixed[name];
    const features = [...golden.numbers, ...golden.levels];
    const subject = peerTable(name, features, golden.label, { most: MOST[name] ?? Infinity });

    it('is the same table', () => {
      expect(subject.rowOf).toHaveLength(golden.rows);
      expect(subject.rowOf.reduce((sum, row) => sum + row, 0)).toBe(golden.rowSum);
    });

    it('has the same constant, neighbours and distances', () => {
      const ground = groundFor(subject, {}, true);
      const index = ground.classes.values.indexOf(golden.small);
      const all = ground.classes.rows[index]!;
      const medianStd = medianDeviation(ground, all);
      expect(Math.abs(medianStd / golden.medianStd - 1)).toBeLessThan(1e-12);
      const own = all.slice(0, golden.ofFirst);
      const space = new Space(ground.features, ground.scales, golden.medianStd ** 2);
      const queries = Uint32Array.from(golden.near.keys());
      const near = space.nearest(own, 5, () => undefined, queries);
      golden.near.forEach(({ rows, distances }, query) => {
        const found = [...near.points.subarray(query * 5, query * 5 + 5)];
        const found5 = [...near.distances.subarray(query * 5, query * 5 + 5)].map(Math.sqrt);
        found5.forEach((distance, i) => {
          expect(Math.abs(distance - distances[i]!)).toBeLessThan(1e-9 * (1 + distance));
        });
        expect(found.map((place) => subject.rowOf[own[place]!])).toEqual(rows);
      });
    });

    it('has as many rows per class, and categories by the majority of the neighbours', () => {
      const { plan } = run(subject, [{ method: 'smotenc', values: RAW }]);
      const planned = plannedTable(subject.table, plan);
      const label = subject.roles.indexOf('label');
      const counts: Record<string, number> = {};
      for (let row = 0; row < planned.rowCount; row++) {
        const value = cellText(planned, row, label);
        counts[value] = (counts[value] ?? 0) + 1;
      }
      expect(counts).toEqual(golden.after);
      const ground = groundFor(subject, {}, true);
      const index = ground.classes.values.indexOf(golden.small);
      const own = ground.classes.rows[index]!;
      const space = new Space(ground.features, ground.scales, golden.medianStd ** 2);
      const made = plan.made!;
      const nominal = ground.features.nominal!;
      const near = space.nearest(own, 5, () => undefined, Uint32Array.of(0, 1, 2, 3, 4, 5));
      let checked = 0;
      made.parents.forEach((parent, draw) => {
        const place = own.indexOf(parent);
        if (place < 0 || place > 5) return;
        const rows = [...near.points.subarray(place * 5, place * 5 + 5)].map((i) => own[i]!);
        expect(rows).toContain(made.neighbours[draw]);
        nominal.columns.forEach((column) => {
          const votes = new Map<string, number>();
          for (const row of rows) {
            const value = cellText(subject.table, row, column);
            votes.set(value, (votes.get(value) ?? 0) + 1);
          }
          const written = cellText(planned, plan.rows.length + draw, column);
          expect(votes.get(written)).toBe(Math.max(...votes.values()));
        });
        made.numbers.forEach(({ column, values }) => {
          const [from, to] = [parent, made.neighbours[draw]!].map((row) =>
            Number(cellText(subject.table, row, column)),
          );
          expect(
            Math.abs(values[draw]! - from! - made.lambdas[draw]! * (to! - from!)),
          ).toBeLessThan(1e-9 * (1 + Math.abs(from!)));
        });
        checked++;
      });
      expect(checked).toBeGreaterThan(3);
    });
  },
);

describe('smotenc', () => {
  interface Mixed {
    readonly med: number;
    readonly squared: number[][];
  }
  it('has the distances of the worked example', () => {
    const { input, expect: expected } = example<Mixed>('smotenc', 'distances inside class m');
    const { columns, rows } = input as { columns: string[]; rows: (string | number)[][] };
    const subject = given(
      tableOf(
        columns,
        rows.map((row) => row.map(String)),
      ),
      { label: 'label' },
    );
    // So few whole numbers would be taken for categories.
    const numeric = {
      ...subject,
      profiles: subject.profiles.map((profile) =>
        profile.numbers ? { ...profile, semantic: 'numeric' as const } : profile,
      ),
    };
    const ground = groundFor(numeric, {}, true);
    const own = ground.classes.rows[ground.classes.values.indexOf('m')]!;
    expect(medianDeviation(ground, own)).toBeCloseTo(expected.med, 9);
    const points = new Space(ground.features, ground.scales, expected.med ** 2).real(own);
    expected.squared.forEach((line, query) => {
      const out = new Float64Array(own.length);
      distancesFrom(points, points, query, out);
      line.forEach((value, i) => {
        expect(out[i]).toBeCloseTo(value, 9);
      });
    });
  });

  it('goes over to numbers or categories alone, and says so', () => {
    const rows = Array.from({ length: 20 }, (_, i) => [
      `${i * 1.5}`,
      i % 3 ? 'p' : 'q',
      i < 6 ? 'a' : 'b',
    ]);
    const table = tableOf(['x', 'c', 'y'], rows);
    for (const [ignored, operation] of [
      ['x', 'smoten'],
      ['c', 'smote'],
    ] as const) {
      const subject = given(table, { y: 'label', [ignored]: 'ignored' });
      const { plan } = run(subject, [{ method: 'smotenc' }]);
      expect(plan.made!.operation).toBe(operation);
      expect(plan.made!.count).toBe(8);
      expect(plan.notices[0]).toContain(`\`${operation}\``);
    }
  });

  it('fills gaps for distances with the median and the mode, keeps them empty, or takes empty as a value', () => {
    const rows = Array.from({ length: 24 }, (_, i) => [
      i === 2 ? '' : `${i * 1.5}`,
      i === 3 ? '' : i % 3 ? 'p' : 'q',
      i < 8 ? 'a' : 'b',
    ]);
    const subject = given(tableOf(['x', 'c', 'y'], rows), { y: 'label' });
    const made = (values: Record<string, string | boolean>) => {
      const { plan } = run(subject, [{ method: 'smotenc', values }]);
      const planned = plannedTable(subject.table, plan);
      return Array.from(plan.made!.parents, (parent, i) => ({
        parent,
        cells: [0, 1].map((column) => cellText(planned, plan.rows.length + i, column)),
      }));
    };
    const parents = (rows: ReturnType<typeof made>) => new Set(rows.map(({ parent }) => parent));
    expect(parents(made({}))).toEqual(new Set([0, 1, 4, 5, 6, 7]));
    const imputed = made({ missing: 'impute' });
    expect(parents(imputed).size).toBe(8);
    for (const { parent, cells } of imputed) {
      expect(cells[0] === '').toBe(parent === 2);
      expect(cells[1] === '').toBe(parent === 3);
    }
    expect(parents(made({ emptyIsValue: true }))).toContain(3);
    expect(() => made({ missing: 'error' })).toThrow(
      expect.objectContaining({ code: 'missing-values', place: { row: 3, column: 1 } }),
    );
  });
});

describe('smoten next to imbalanced-learn', () => {
  const golden = GOLDEN.nominal.german;
  const subject = peerTable('german', golden.levels, golden.label);

  it('has the same value differences', () => {
    const ground = groundFor(subject, {}, true);
    const own = Uint32Array.from(golden.own);
    const space = new Space(ground.features, new Float64Array(0), differenceCosts(ground, 2));
    const points = space.real(own);
    golden.distances.forEach((line, query) => {
      const out = new Float64Array(own.length);
      distancesFrom(points, points, query, out);
      line.forEach((value, i) => {
        expect(Math.abs(out[i]! - value)).toBeLessThan(1e-12);
      });
    });
  });

  it('makes the same rows where no distance is tied', () => {
    const { plan } = run(subject, [{ method: 'smoten' }]);
    const made: Record<string, string[]> = golden.made;
    const planned = plannedTable(subject.table, plan);
    const columns = golden.levels.map((name) =>
      subject.table.columns.findIndex((column) => column.name === name),
    );
    let compared = 0;
    plan.made!.parents.forEach((parent, i) => {
      const expected = made[String(parent)];
      if (!expected) return;
      compared++;
      const cells = columns.map((column) => cellText(planned, plan.rows.length + i, column));
      expect(cells).toEqual(expected);
    });
    expect(compared).toBeGreaterThan(Object.keys(made).length - 1);
    expect(outputRows(plan)).toBe(1400);
  });

  it('is the worked example', () => {
    interface Nominal {
      readonly synthetic: { base: number; values: string[] }[];
    }
    const { input, expect: expected } = example<Nominal>('smoten', 'VDM and rows inside class m');
    const { columns, rows } = input as { columns: string[]; rows: string[][] };
    const small = given(tableOf(columns, rows), { label: 'label' });
    const values = { k: 2, strategy: { m: 8, M: 6 } };
    const { plan } = run(small, [{ method: 'smoten', values }]);
    const planned = plannedTable(small.table, plan);
    plan.made!.parents.forEach((parent, i) => {
      const of = expected.synthetic.find(({ base }) => base === parent)!;
      const row = plan.rows.length + i;
      expect([cellText(planned, row, 0), cellText(planned, row, 1)]).toEqual(of.values);
    });
    expect(plan.made!.count).toBe(4);
  });

  it('is blocked where columns are numbers', () => {
    const rows = Array.from({ length: 20 }, (_, i) => [
      `${i * 1.5}`,
      i % 3 ? 'p' : 'q',
      i < 6 ? 'a' : 'b',
    ]);
    const { guards } = run(given(tableOf(['x', 'c', 'y'], rows), { y: 'label' }), [
      { method: 'smoten' },
    ]).plan;
    expect(guards.find(({ code }) => code === 'G-TYPE')).toMatchObject({ level: 'block' });
  });
});
