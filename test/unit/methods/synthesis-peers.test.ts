import { describe, expect, it } from 'vitest';
import { Space } from '../../../src/engine/methods/resample/parts/space';
import { foreignNeighbours } from '../../../src/engine/methods/resample/parts/zones';
import { sparsityOf } from '../../../src/engine/methods/resample/parts/sparsity';
import { supportMultipliers } from '../../../src/engine/models/support-vectors';
import type { Plan } from '../../../src/engine/plan/plan';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { cellText } from '../../../src/engine/table/table';
import { GOLDEN, groundFor, numericTable } from './peer-tables';
import { run, type Given } from './run';
import { energyTest } from './two-samples';

const RAW = { scale: 'none', decimals: 'full' };
type Name = keyof typeof GOLDEN.numeric;
const NAMES = Object.keys(GOLDEN.numeric) as Name[];
const TABLES = Object.fromEntries(NAMES.map((name) => [name, numericTable(name)])) as Record<
  Name,
  ReturnType<typeof numericTable>
>;

/** Rows per class of the planned table. */
function countsAfter(subject: Given, plan: Plan): Record<string, number> {
  const planned = plannedTable(subject.table, plan);
  const label = subject.roles.indexOf('label');
  const counts: Record<string, number> = {};
  for (let row = 0; row < planned.rowCount; row++) {
    const value = cellText(planned, row, label);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

const planOf = (
  name: Name,
  method: string,
  values: Record<string, string | number | boolean> = {},
) => run(TABLES[name], [{ method, values: { ...RAW, ...values } }]).plan;

describe.each(NAMES)('%s next to imbalanced-learn', (name) => {
  const golden = GOLDEN.numeric[name];
  const subject = TABLES[name];

  it('is the same table', () => {
    expect(subject.rowOf).toHaveLength(golden.rows);
    expect(subject.rowOf.reduce((sum, row) => sum + row, 0)).toBe(golden.rowSum);
  });

  it.each([
    ['smote', 'smote', {}],
    ['borderline-1', 'borderline-smote', { kind: '1' }],
    ['borderline-2', 'borderline-smote', { kind: '2' }],
    ['adasyn', 'adasyn', {}],
  ] as const)('has as many rows per class after %s', (key, method, values) => {
    const expected = golden[key];
    if ('error' in expected) {
      expect(() => planOf(name, method, values)).toThrow(
        expect.objectContaining({ code: 'too-few-rows' }),
      );
    } else if (key === 'adasyn' && Object.values(golden.ratios).some(({ tied }) => tied.length)) {
      // Rounded shares follow from all rows, and equal distances change some: see the shares below.
      const plan = planOf(name, method, { exactTotal: true });
      expect(Object.values(countsAfter(subject, plan))[1]).toBe(Object.values(golden.smote)[1]);
    } else expect(countsAfter(subject, planOf(name, method, values))).toEqual(expected);
  });

  it('has the same rows in danger and noise', () => {
    const plan = planOf(name, 'borderline-smote');
    const zone = plan.columns.find((column) => column.name === '_zone')!;
    const rowsIn = (wanted: string) =>
      [...plan.rows]
        .filter((_, output) => zone.text(output) === wanted)
        .map((row) => subject.rowOf[row]!);
    const zones: { danger: number[]; noise: number[] }[] = Object.values(golden.zones);
    // The peer's own lists, and the same by the definition where it has none.
    const sorted = (rows: number[]) => [...rows].sort((a, b) => a - b);
    expect(rowsIn('danger')).toEqual(sorted(golden.inDanger.flat()));
    expect(rowsIn('danger')).toEqual(sorted(zones.flatMap(({ danger }) => danger)));
    expect(rowsIn('noise')).toEqual(sorted(zones.flatMap(({ noise }) => noise)));
  });

  it('has the same share of other classes around each row', () => {
    const ground = groundFor(subject, {});
    const targets = ground.classes.values.map((_, index) => ({ index, rows: 1 }));
    const space = new Space(ground.features, ground.scales);
    const found = foreignNeighbours(ground, space, targets, 5);
    for (const [value, { foreign, tied }] of Object.entries(golden.ratios)) {
      const own = ground.classes.rows[ground.classes.values.indexOf(value)]!;
      expect(own).toHaveLength(foreign.length);
      const differing = [...own].filter((row, i) => found.of(row) !== foreign[i]);
      // The peer orders equal distances at will.
      for (const row of differing) expect(tied).toContain(subject.rowOf[row]);
    }
  });
});

describe('support vectors', () => {
  const points = (X: number[][]) => ({
    count: X.length,
    dimensions: X[0]!.length,
    values: Float64Array.from(X.flat()),
  });
  const spread = (values: Float64Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  };

  it('equal those of scikit-learn on clouds apart', () => {
    const { X, y, support, alpha } = GOLDEN.separable;
    const cloud = points(X);
    const found = supportMultipliers(
      cloud,
      Int8Array.from(y, (label) => (label ? 1 : -1)),
      { cost: 1, gamma: 1 / (2 * spread(cloud.values)), tolerance: 1e-6 },
      () => undefined,
    );
    const own = [...found.keys()].filter((i) => found[i]! > 0);
    expect(own).toEqual(support);
    own.forEach((i, at) => {
      expect(Math.abs(found[i]! - alpha[at]!)).toBeLessThan(1e-5);
    });
  });

  it.each(['penguins', 'glass'] as const)('are those of scikit-learn on %s', (name) => {
    const { support } = GOLDEN.vectors[name];
    const { plan } = run(TABLES[name], [{ method: 'svm-smote', values: { m: 10, k: 5 } }]);
    const zone = plan.columns.find((column) => column.name === '_zone')!;
    const { table, roles, rowOf } = TABLES[name];
    const label = roles.indexOf('label');
    const counts: Record<string, number> = GOLDEN.numeric[name].counts;
    const most = Math.max(...Object.values(counts));
    for (const [value, rows] of Object.entries(support)) {
      if (counts[value] === most) continue;
      const found = [...plan.rows].filter(
        (row, output) => zone.text(output) !== '' && cellText(table, row, label) === value,
      );
      expect(found.map((row) => rowOf[row])).toEqual(rows);
    }
  });
});

describe('shares of clusters', () => {
  it.each(['penguins', 'glass'] as const)(
    'follow from the sparsity of imbalanced-learn: %s',
    (name) => {
      const { clusters, classes } = GOLDEN.shares[name];
      const { table, rowOf, roles } = TABLES[name];
      const label = roles.indexOf('label');
      const columns = GOLDEN.numeric[name].columns.map((column) =>
        table.columns.findIndex((each) => each.name === column),
      );
      for (const [value, { parts }] of Object.entries(classes)) {
        for (const { cluster, rows, sparsity } of parts) {
          const own = [...rowOf.keys()].filter(
            (row) => clusters[row] === cluster && cellText(table, row, label) === value,
          );
          expect(own).toHaveLength(rows);
          const values = own.flatMap((row) => columns.map((c) => Number(cellText(table, row, c))));
          const found = sparsityOf(
            { count: rows, dimensions: columns.length, values: Float64Array.from(values) },
            undefined,
            () => undefined,
          );
          expect(Math.abs(found / sparsity - 1)).toBeLessThan(1e-9);
        }
      }
    },
  );
});

describe('made rows are of one kind with those of imbalanced-learn', () => {
  const cases = Object.entries(GOLDEN.samples).flatMap(([name, methods]) =>
    Object.entries(methods).map(([key, sample]) => [name as Name, key, sample] as const),
  );
  it.each(cases)('%s, %s', (name, key, sample) => {
    const kind = /-smote-([12])$/.exec(key)?.[1];
    const method = kind ? 'borderline-smote' : key;
    const made = planOf(name, method, {
      ...(kind ? { kind } : {}),
      ...(method === 'adasyn' ? {} : { baseSampling: 'random' }),
    }).made!;
    const label = TABLES[name].roles.indexOf('label');
    const rows = [...made.parents.keys()].filter(
      (i) => cellText(TABLES[name].table, made.parents[i]!, label) === sample.class,
    );
    const step = Math.max(1, Math.floor(rows.length / sample.rows.length));
    const ours = rows
      .filter((_, i) => i % step === 0)
      .slice(0, sample.rows.length)
      .map((i) => made.numbers.map(({ values }) => values[i]!));
    expect(energyTest(ours, sample.rows, 11)).toBeGreaterThan(0.01);
  });

  it('and the test tells kinds apart', () => {
    const { smote, adasyn } = GOLDEN.samples.mammography;
    expect(energyTest(smote.rows, adasyn.rows, 11)).toBeLessThan(0.01);
  });
});
