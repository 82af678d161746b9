import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../src/engine/table/table';
import { SCHEMES } from '../../../src/engine/methods/weights/parts/class-schemes';
import { finishWeights } from '../../../src/engine/methods/weights/parts/finish';
import { FINISH_PARAMS } from '../../../src/engine/methods/weights/parts/finish-params';
import { resolveValues } from '../../../src/engine/params/values';
import { counted, example } from './fixtures';
import fixtures from '../../fixtures/methods/fixtures-act.json';
import { given, run } from './run';

interface ClassRow {
  readonly class: string;
  readonly raw: number;
  readonly weight: number;
}

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

describe('class-weights', () => {
  const subject = counted({ a: 60, b: 30, c: 10 });
  const classes = (values: Record<string, string | number | boolean | null>) => {
    const { plan } = run(subject, [{ method: 'class-weights', values }]);
    return plan.tables['classes'] as unknown as ClassRow[];
  };

  const worked = fixtures.capabilities['class-weights'].filter(({ expect: e }) => 'raw' in e);
  it.each(worked.map((entry) => [entry.name, entry] as const))(
    '%s',
    (_, { params, expect: e, tol }) => {
      const expected = e as unknown as Record<'raw' | 'mean1' | 'sumK', number[]>;
      for (const normalise of ['mean1', 'sumK'] as const) {
        const rows = classes({ ...params, normalise, cap: 1000 });
        rows.forEach((row, i) => {
          expect(Math.abs(row.raw - expected.raw[i]!)).toBeLessThanOrEqual(tol);
          expect(Math.abs(row.weight - expected[normalise][i]!)).toBeLessThanOrEqual(tol);
        });
      }
    },
  );

  it('has the effective size of the worked example', () => {
    const { ess } = example<{ ess: number }>('class-weights', 'balanced ESS').expect;
    const { plan } = run(subject, [{ method: 'class-weights' }]);
    expect((plan.tables['weights'] as { ess: number }).ess).toBeCloseTo(ess, 9);
  });

  it('writes one weight per row with 6 digits and marks nothing else', () => {
    const { plan } = run(subject, [{ method: 'class-weights' }]);
    expect(plan.columns.map(({ name, type }) => [name, type])).toEqual([['_weight', 'number']]);
    expect([0, 60, 90].map((row) => plan.columns[0]!.text(row))).toEqual([
      '0.555556',
      '1.11111',
      '3.33333',
    ]);
    expect(plan.rows).toHaveLength(100);
  });

  it('keeps digits where beta is close to 1', () => {
    const [weight] = SCHEMES['effective-number']!({
      values: ['a'],
      counts: [1e7],
      beta: 1 - 1e-9,
      exponent: 0.5,
      c: 1.02,
      table: {},
    });
    // (1 - beta) / (1 - beta^n) with beta^n = exp(n ln beta), n ln beta = -0.01 - 5e-12.
    expect(weight! / (1e-9 / 0.009950166250831947)).toBeCloseTo(1, 6);
  });

  it('takes weights by hand, for every class present', () => {
    expect(
      classes({ scheme: 'manual', weights: 'a=1, b=2, c=4', normalise: 'max1' }).map(
        (row) => row.weight,
      ),
    ).toEqual([0.25, 0.5, 1]);
    expect(
      classes({ scheme: 'manual', weights: '{"a":1,"b":2,"c":4}', normalise: 'none' }).map(
        (row) => row.weight,
      ),
    ).toEqual([1, 2, 4]);
    expect(codeOf(() => classes({ scheme: 'manual', weights: 'a=1, b=2' }))).toBe('bad-weights');
    expect(codeOf(() => classes({ scheme: 'manual', weights: 'a=-1, b=2, c=1' }))).toBe(
      'bad-weights',
    );
    expect(codeOf(() => classes({ scheme: 'manual', weights: 'a=0, b=0, c=0' }))).toBe(
      'bad-weights',
    );
    expect(codeOf(() => classes({ scheme: 'manual', weights: 'a' }))).toBe('bad-parameter');
  });

  it('caps the balanced scheme: the worked example of the cap', () => {
    // 60, 30 and 10 rows, balanced, cap 2: (2/3, 4/3, 2).
    const weights = classes({ scheme: 'capped', cap: 2 }).map((row) => row.weight);
    [2 / 3, 4 / 3, 2].forEach((weight, i) => {
      expect(weights[i]).toBeCloseTo(weight, 12);
    });
  });

  it.each([
    [10, 'balanced'],
    [11, 'effective-number'],
    [100, 'effective-number'],
    [101, 'sqrt-inverse'],
  ])('chooses by the ratio: %i to 1 is %s', (ratio, scheme) => {
    const { plan } = run(counted({ a: 3 * ratio, b: 3 }), [
      { method: 'class-weights', values: { scheme: 'auto' } },
    ]);
    expect(plan.tables['scheme']).toBe(scheme);
    expect(plan.notices.some((notice) => notice.includes('above 100 to 1'))).toBe(ratio > 100);
  });

  it('tells shares and effective rows of every class, and how uneven weights are', () => {
    const rows = [...Array.from({ length: 6 }, () => ['a', '1']), ['b', '3'], ['b', '1']];
    const subject = given(tableOf(['y', 'w'], rows), { y: 'label', w: 'weight' });
    const { plan } = run(subject, [{ method: 'class-weights', values: { cap: 1000 } }]);
    // Sums 6 and 4 of 10; balanced weights 10/12 and 10/8, times 1, 3 and 1, to mean 1.
    const raw = [...Array<number>(6).fill(10 / 12), 30 / 8, 10 / 8];
    const weights = raw.map((weight) => (weight * 8) / raw.reduce((a, b) => a + b));
    const ess = (list: number[]) =>
      list.reduce((a, b) => a + b) ** 2 / list.reduce((a, b) => a + b * b, 0);
    const table = plan.tables['classes'] as unknown as Record<string, number>[];
    expect(table.map((row) => row['share'])).toEqual([0.6, 0.4]);
    table.forEach((row, i) => {
      const own = i ? weights.slice(6) : weights.slice(0, 6);
      expect(row['weightedShare']).toBeCloseTo(0.5, 12);
      expect(row['ess']).toBeCloseTo(ess(own), 9);
      expect(row['essShare']).toBeCloseTo(ess(own) / own.length, 9);
    });
    const figures = plan.tables['weights'] as unknown as Record<string, number>;
    const sorted = [...weights].sort((a, b) => a - b);
    expect(figures).toMatchObject({ rows: 8, nearZeroShare: 0 });
    expect(figures['ess']).toBeCloseTo(ess(weights), 9);
    expect(figures['designEffect']).toBeCloseTo(8 / ess(weights), 9);
    expect(figures['min']).toBeCloseTo(sorted[0]!, 12);
    expect(figures['max']).toBeCloseTo(sorted[7]!, 12);
    expect(figures['topShare']).toBeCloseTo(sorted[7]! / 8, 12);
  });

  it('limits the ratio of class weights', () => {
    const rows = classes({ ratioCap: 2 });
    expect(rows[2]!.weight / rows[0]!.weight).toBeCloseTo(2, 9);
  });

  it('counts by the weights of the file, multiplies them in and weighs rows without a label 1', () => {
    const rows = [
      ['a', '3'],
      ['a', '1'],
      ['b', '2'],
      ['b', '2'],
      ['', '5'],
    ];
    const weighted = given(tableOf(['y', 'w'], rows), { y: 'label', w: 'weight' });
    const { plan } = run(weighted, [{ method: 'class-weights', values: { cap: 1000 } }]);
    expect(rows.map((_, row) => plan.columns[0]!.text(row))).toEqual(['1.5', '0.5', '1', '1', '1']);
    expect(plan.notices.some((notice) => notice.includes('1 row without a value'))).toBe(true);
    const replaced = run(weighted, [{ method: 'class-weights', values: { combine: 'replace' } }]);
    expect(rows.map((_, row) => replaced.plan.columns[0]!.text(row))).toEqual([
      '1',
      '1',
      '1',
      '1',
      '1',
    ]);
    const negative = given(
      tableOf(
        ['y', 'w'],
        [
          ['a', '1'],
          ['b', '-1.5'],
        ],
      ),
      { y: 'label', w: 'weight' },
    );
    expect(codeOf(() => run(negative, [{ method: 'class-weights' }]))).toBe('bad-weights');
  });
});

describe('weight-finish', () => {
  const finish = (raw: number[], values: Record<string, number | string | null>) =>
    finishWeights(
      {
        raw: Float64Array.from(raw),
        base: new Float64Array(raw.length).fill(1),
        cellOf: raw.map((_, i) => i),
        cellNames: raw.map(String),
      },
      resolveValues(FINISH_PARAMS, values),
      Uint32Array.from(raw.keys()),
    );

  it('caps by water-filling', () => {
    const {
      input,
      params,
      expect: expected,
      tol,
    } = example<{ weights: number[]; sum: number }>('weight-finish', 'cap by water-filling');
    const { counts, raw } = input as { counts: Record<string, number>; raw: number[] };
    const rows = Object.values(counts).flatMap((count, i) =>
      new Array<number>(count).fill(raw[i]!),
    );
    const { weights } = finish(rows, params as Record<string, number | string>);
    [0, 60, 90].forEach((row, i) => {
      expect(Math.abs(weights[row]! - expected.weights[i]!)).toBeLessThanOrEqual(tol);
    });
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(expected.sum, 9);
  });

  it('says so when only zeros are left to scale', () => {
    const { weights, notices } = finish([0, 0, 0, 4], { cap: 2 });
    expect([...weights]).toEqual([0, 0, 0, 2]);
    expect(notices[0]).toMatch(/held there/);
    expect(notices[1]).toMatch(/mean weight is not 1/);
  });

  it('raises to the floor and scales the rest down', () => {
    const { weights } = finish([0, 1, 3], { floor: 0.4, cap: 1000 });
    expect(weights[0]).toBeCloseTo(0.4, 12);
    expect(weights[1]! + weights[2]!).toBeCloseTo(2.6, 12);
    expect(weights[2]! / weights[1]!).toBeCloseTo(3, 9);
  });

  it('flattens by power, and gives missing rows 1', () => {
    expect([...finish([1, 9], { power: 0.5 }).weights]).toEqual([0.5, 1.5]);
    expect([...finish([1, 9], { power: 0 }).weights]).toEqual([1, 1]);
    expect([...finish([NaN, 2, 6], {}).weights]).toEqual([1, 0.5, 1.5]);
  });

  it('refuses what is no weight, and caps that cannot hold', () => {
    expect(codeOf(() => finish([1, -1], {}))).toBe('bad-weights');
    expect(codeOf(() => finish([1, Infinity], {}))).toBe('bad-weights');
    expect(codeOf(() => finish([0, 0], {}))).toBe('bad-weights');
    expect(codeOf(() => finish([1, 2], { cap: 1 }))).toBe('bad-parameter');
    expect(codeOf(() => finish([1, 2], { floor: 1 }))).toBe('bad-parameter');
  });
});

describe('group-weights', () => {
  const grid = (cells: number[][]) =>
    given(
      tableOf(
        ['g', 'y'],
        cells.flatMap((row, g) =>
          row.flatMap((count, y) => Array.from({ length: count }, () => [`g${g}`, `y${y}`])),
        ),
      ),
      { g: 'group', y: 'label' },
    );
  const table = (
    subject: ReturnType<typeof grid>,
    values: Record<string, string | number | boolean | null>,
  ) =>
    run(subject, [{ method: 'group-weights', values: { cap: 1000, ...values } }]).plan.tables[
      'cells'
    ] as unknown as { cell: string; rows: number; weight: number; targetShare: number }[];

  it.each(['cell, equal', 'equal-within-class'])('%s', (name) => {
    const {
      input,
      params,
      expect: expected,
      tol,
    } = example<{ weights: number[][] }>('group-weights', name);
    const rows = table(
      grid((input as { cells: number[][] }).cells),
      params as Record<string, string>,
    );
    expected.weights.flat().forEach((weight, i) => {
      expect(Math.abs(rows[i]!.weight - weight)).toBeLessThanOrEqual(tol);
    });
  });

  it('reaches its targets: weighted totals of the groups', () => {
    const subject = grid([
      [50, 30],
      [20, 40],
      [31, 29],
    ]);
    for (const target of ['equal', 'sqrt']) {
      for (const { rows, weight, targetShare } of table(subject, { target })) {
        expect((rows * weight) / 200).toBeCloseTo(targetShare, 9);
      }
    }
    const byHand = table(subject, { target: 'table', shares: 'g0=2, g1=1, g2=1' });
    expect(byHand.map(({ targetShare }) => targetShare)).toEqual([0.5, 0.25, 0.25]);
  });

  it('pools small cells that lie together and lists them', () => {
    const subject = grid([[100], [4], [5], [60]]);
    const { plan } = run(subject, [{ method: 'group-weights' }]);
    const cells = plan.tables['cells'] as unknown as { cell: string; rows: number }[];
    expect(cells.map(({ cell, rows }) => [cell, rows])).toEqual([
      ['g0', 100],
      ['g1 + g2', 9],
      ['g3', 60],
    ]);
    expect(plan.notices[0]).toBe('2 cells of fewer than 30 rows share one weight: `g1`, `g2`.');
    expect(table(subject, { pool: false })).toHaveLength(4);
  });

  it('cuts numbers of many values into parts of equal size', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [`${(i * 37) % 100}`, i % 2 ? 'a' : 'b']);
    const subject = given(tableOf(['age', 'y'], rows), { age: 'group', y: 'label' });
    expect(table(subject, { bins: 4, minCell: 0 }).map(({ cell, rows: n }) => [cell, n])).toEqual([
      ['0 to 24', 25],
      ['25 to 49', 25],
      ['50 to 74', 25],
      ['75 to 99', 25],
    ]);
    // Half of the rows are 7: equal values are never parted, so that there are fewer parts than four.
    const piled = rows.map(([age, y], i) => [i % 2 ? '7' : String(Number(age)), y!]);
    const low = piled.filter(([age]) => Number(age) <= 7).length;
    const sorted = piled.map(([age]) => Number(age)).sort((a, b) => a - b);
    const parts = table(given(tableOf(['age', 'y'], piled), { age: 'group', y: 'label' }), {
      bins: 4,
      minCell: 0,
    });
    expect(parts[0]).toMatchObject({ cell: '0 to 7', rows: low });
    expect(parts.reduce((sum, part) => sum + part.rows, 0)).toBe(100);
    expect(parts.at(-1)!.rows).toBe(
      sorted.filter((age) => age > sorted[74]! + (sorted[75]! - sorted[74]!) / 4).length,
    );
    for (const { rows: n, weight } of parts)
      expect((n * weight) / 100).toBeCloseTo(1 / parts.length, 9);
    // Few values are groups as they are.
    const few = rows.map(([age, y]) => [String(Number(age) % 20), y!]);
    const asIs = given(tableOf(['age', 'y'], few), { age: 'group', y: 'label' });
    expect(table(asIs, { minCell: 0 })).toHaveLength(20);
  });

  it('lists combinations that never occur', () => {
    const { plan } = run(
      grid([
        [40, 0],
        [30, 50],
      ]),
      [{ method: 'group-weights', values: { level: 'cell' } }],
    );
    expect(plan.tables['emptyCells']).toEqual({ count: 1, names: ['g0|y1'] });
  });

  it('needs a group, by role or by name', () => {
    const none = given(
      tableOf(
        ['x', 'y'],
        [
          ['1', 'a'],
          ['2', 'b'],
        ],
      ),
      { y: 'label' },
    );
    expect(codeOf(() => run(none, [{ method: 'group-weights' }]))).toBe('missing-role');
    const named = run(none, [{ method: 'group-weights', values: { columns: ['x'] } }]);
    expect(named.plan.columns).toHaveLength(1);
  });
});

describe('class weights of very many classes', () => {
  it.each(Object.keys(SCHEMES).filter((name) => name !== 'manual'))(
    'take linear time: %s',
    (name) => {
      // A sum, a sort or a maximum for every class would be 10^10 steps.
      const counts = Array.from({ length: 100_000 }, (_, i) => 1 + (i % 7));
      const values = counts.map((_, i) => `c${i}`);
      const input = { values, counts, beta: 0.999, exponent: 0.5, c: 1.02, table: {} };
      const from = process.cpuUsage();
      expect(SCHEMES[name]!(input)).toHaveLength(100_000);
      expect(process.cpuUsage(from).user / 1e6).toBeLessThan(2);
    },
  );
});
