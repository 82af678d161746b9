import { describe, expect, it } from 'vitest';
import type { Values } from '../../../src/engine/params/params';
import { tableOf } from '../../../src/engine/table/table';
import { counted, example } from './fixtures';
import fixtures from '../../fixtures/methods/fixtures-act.json';
import { given, run, type Given } from './run';

/** No limit that the worked examples do not have. */
const FREE = { cap: 1000 };

const tablesOf = (subject: Given, method: string, values: Values) =>
  run(subject, [{ method, values: { ...FREE, ...values } }]).plan.tables as Record<string, unknown>;
const rows = (table: unknown) => table as Record<string, number | string>[];
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return 'done';
};
const within = (actual: number, expected: number, tol: number) => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tol);
};

/** Groups g0, g1 ... and classes y0, y1 ... with so many rows each. */
const grid = (cells: readonly (readonly number[])[]) =>
  given(
    tableOf(
      ['g', 'y'],
      cells.flatMap((row, g) =>
        row.flatMap((count, y) => Array.from({ length: count }, () => [`g${g}`, `y${y}`])),
      ),
    ),
    { g: 'group', y: 'label' },
  );
const TWO_BY_TWO = grid([
  [40, 10],
  [30, 20],
]);
/** Losses and groups, one row each. */
const losses = (values: readonly (number | string)[], groups: readonly string[] = []) =>
  given(
    tableOf(
      ['l', 'g'],
      values.map((value, i) => [String(value), groups[i] ?? '']),
    ),
    { l: 'loss' },
  );

describe('prior-target-weights', () => {
  const subject = counted({ a: 60, b: 30, c: 10 });
  const priors = (values: Values) =>
    rows(tablesOf(subject, 'prior-target-weights', values)['priors']);
  const byHand = (shares: Record<string, number>, more: Values = {}) =>
    priors({ target: 'table', shares, ...more });

  it('is the worked example', () => {
    const {
      params,
      expect: e,
      tol,
    } = example<{ weights: number[] }>('prior-target-weights', 'table');
    byHand(params['target'] as Record<string, number>).forEach((row, i) => {
      within(row['weight'] as number, e.weights[i]!, tol);
      within(row['weightedShare'] as number, row['targetShare'] as number, 1e-9);
    });
  });

  it('says how far the shares were, and that they are there', () => {
    const { distance } = tablesOf(subject, 'prior-target-weights', {}) as {
      distance: Record<'before' | 'after', Record<string, number>>;
    };
    const p = [0.6, 0.3, 0.1];
    within(distance.before['totalVariation']!, 0.8 / 3, 1e-12);
    within(
      distance.before['kullbackLeibler']!,
      p.reduce((sum, share) => sum + Math.log(1 / 3 / share) / 3, 0),
      1e-12,
    );
    for (const figure of Object.values(distance.after)) within(figure, 0, 1e-9);
  });

  it('drops a class of share 0, and gives no share to what is not there without consent', () => {
    expect(byHand({ a: 1, b: 1, c: 0 }).map((row) => row['weight'])).toEqual([
      expect.closeTo(5 / 6, 9),
      expect.closeTo(5 / 3, 9),
      0,
    ]);
    expect(codeOf(() => byHand({ a: 1, b: 1 }))).toBe('bad-parameter');
    expect(codeOf(() => byHand({ a: 0, b: 0, c: 0 }))).toBe('bad-parameter');
    expect(codeOf(() => byHand({ a: 1, b: 1, c: 1, d: 1 }))).toBe('unknown-class');
    expect(codeOf(() => byHand({ a: -1, b: 1, c: 1 }))).toBe('bad-parameter');
    const consented = byHand({ a: 1, b: 1, c: 2, d: 4 }, { onlyPresent: true });
    expect(consented.map((row) => row['targetShare'])).toEqual([0.25, 0.25, 0.5]);
  });

  it('weighs a class of one row within the cap, and refuses one class', () => {
    const lone = counted({ a: 99, b: 1 });
    const { plan } = run(lone, [{ method: 'prior-target-weights' }]);
    expect(plan.columns[0]!.text(99)).toBe('10');
    expect(plan.guards.find(({ code }) => code === 'G-SUPPORT')?.level).toBe('warning');
    expect(codeOf(() => run(counted({ a: 5 }), [{ method: 'prior-target-weights' }]))).toBe(
      'one-class',
    );
  });
});

describe('reweighing', () => {
  it('is the worked example: independent, with the effective size', () => {
    const { expect: e, tol } = example<{ weights: number[][]; ess: number }>(
      'reweighing',
      'two by two',
    );
    const tables = tablesOf(TWO_BY_TWO, 'reweighing', {});
    rows(tables['cells']).forEach((row, i) => {
      within(row['weight'] as number, e.weights.flat()[i]!, tol);
    });
    within((tables['weights'] as { ess: number }).ess, e.ess, 1e-6);
    const association = tables['association'] as Record<string, number>;
    within(association['cramersVAfter']!, 0, 1e-9);
    // chi-square 100 (40 20 - 10 30)^2 / (50 50 70 30) over 100.
    within(association['cramersVBefore']!, Math.sqrt(500 ** 2 / (50 * 50 * 70 * 30)), 1e-9);
  });

  it('says where a combination never occurs', () => {
    const { plan } = run(grid([[40, 10], [30, 0]]), [{ method: 'reweighing' }]); // prettier-ignore
    expect(plan.notices[0]).toMatch(/`g1\|y1`.*cannot make/);
    expect(plan.guards.find(({ code }) => code === 'G-SUPPORT')?.level).toBe('warning');
  });

  it('works within windows, each keeping its weight', () => {
    const cells = [
      [40, 10, 30, 20],
      [5, 25, 35, 35],
    ];
    const lines = cells.flatMap((counts, w) =>
      counts.flatMap((n, cell) =>
        Array.from({ length: n }, () => [`w${w}`, `g${cell >> 1}`, `y${cell & 1}`]),
      ),
    );
    const subject = given(tableOf(['w', 'g', 'y'], lines), { g: 'group', y: 'label' });
    const { plan } = run(subject, [{ method: 'reweighing', values: { window: 'w', ...FREE } }]);
    const weightOf = (row: number) => Number(plan.columns[0]!.text(row));
    // In the second window g0 y0: 30 40 / (100 5).
    within(weightOf(100), 2.4, 1e-5);
    within(weightOf(0), 0.875, 1e-5);
  });
});

describe('target-correlation-weights', () => {
  const cellsAt = (rho: number, subject = TWO_BY_TWO) =>
    rows(tablesOf(subject, 'target-correlation-weights', { rho })['cells']);

  it('is the worked example, and reweighing at 0', () => {
    const { expect: e, tol } = example<{ cells: number[]; weights: number[] }>(
      'target-correlation-weights',
      'rho .1',
    );
    cellsAt(0.1).forEach((row, i) => {
      within(row['weightedShare'] as number, e.cells[i]!, tol);
      within(row['weight'] as number, e.weights[i]!, tol);
    });
    const even = rows(tablesOf(TWO_BY_TWO, 'reweighing', {})['cells']);
    cellsAt(0).forEach((row, i) => {
      within(row['weight'] as number, even[i]!['weight'] as number, 1e-9);
    });
  });

  it('scales the association of any table, and keeps its margins', () => {
    const cells = [
      [30, 10, 20],
      [15, 25, 20],
    ];
    const { association } = tablesOf(grid(cells), 'target-correlation-weights', { rho: 0.1 }) as {
      association: Record<string, number>;
    };
    within(association['cramersVAfter']!, 0.1, 1e-9);
    const shares = cellsAt(0.1, grid(cells)).map((row) => row['weightedShare'] as number);
    within(shares[0]! + shares[3]!, 45 / 120, 1e-9);
    within(shares[0]! + shares[1]! + shares[2]!, 0.5, 1e-9);
  });

  it('goes no further than the margins allow, and says so', () => {
    const step = { method: 'target-correlation-weights', values: { ...FREE, rho: 1 } };
    const { plan } = run(TWO_BY_TWO, [step]);
    expect(plan.notices[0]).toMatch(/correlation is 0\.655 at most/);
  });
});

describe('raking', () => {
  const margins = { g: { g0: 0.4, g1: 0.6 }, y: { y0: 0.5, y1: 0.5 } };
  const free = { low: 0, high: 1e9 };

  it.each([{ tol: 1e-6 }, {}])('is the worked example with %o', (more) => {
    const { expect: e } = example<{ cells: number[]; weights: number[]; ess: number }>(
      'raking',
      'two margins',
    );
    const { plan } = run(TWO_BY_TWO, [{ method: 'raking', values: { ...FREE, margins, ...more } }]);
    const at = [0, 40, 50, 80].map((row) => Number(plan.columns[0]!.text(row)));
    at.forEach((weight, i) => {
      within(weight, e.weights[i]!, 5e-6);
    });
    within((plan.tables['weights'] as { ess: number }).ess, e.ess, 1e-3);
    if ('tol' in more) expect((plan.tables['raking'] as { cycles: number }).cycles).toBe(5);
    else expect((at[0]! * 40 * at[3]! * 20) / (at[1]! * 10 * at[2]! * 30)).toBeCloseTo(8 / 3, 4);
  });

  it('makes group columns even without shares by hand, and keeps values that are not named', () => {
    const even = rows(tablesOf(TWO_BY_TWO, 'raking', {})['margins']);
    expect(even.map((row) => row['targetShare'])).toEqual([0.5, 0.5]);
    const three = grid([[50, 0], [30, 0], [20, 0]]); // prettier-ignore
    const kept = rows(tablesOf(three, 'raking', { margins: { g: { g0: 1, g1: 3 } } })['margins']);
    expect(kept.map((row) => row['targetShare'])).toEqual([0.2, expect.closeTo(0.6, 12), 0.2]);
  });

  it('refuses values without rows and margins that contradict each other', () => {
    const weigh = (subject: Given, values: Values) =>
      codeOf(() => run(subject, [{ method: 'raking', values }]));
    expect(weigh(TWO_BY_TWO, { margins: { g: { g0: 1, g9: 1 } } })).toBe('unknown-class');
    expect(weigh(TWO_BY_TWO, { margins: { none: { a: 1 } } })).toBe('unknown-column');
    const zeros = grid([[50, 0], [0, 50]]); // prettier-ignore
    expect(weigh(zeros, { margins: { g: { g0: 0.7, g1: 0.3 }, y: { y0: 0.2, y1: 0.8 } } })).toBe(
      'bad-parameter',
    );
    expect(weigh(TWO_BY_TWO, { margins: { g: { g0: 0, g1: 0 } } })).toBe('bad-parameter');
  });

  it('keeps the best within the limits of the factors, and says which margin is off', () => {
    const { plan } = run(
      grid([
        [98, 0],
        [2, 0],
      ]),
      [
        // prettier-ignore
        { method: 'raking', values: { ...FREE, high: 5 } },
      ],
    );
    expect(plan.notices[0]).toMatch(/Shares of `g` stay off.*limits/);
    expect(plan.tables['raking']).toMatchObject({ converged: false });
    const unlimited = run(
      grid([
        [98, 0],
        [2, 0],
      ]),
      [
        // prettier-ignore
        { method: 'raking', values: { ...FREE, ...free } },
      ],
    );
    expect(unlimited.plan.tables['raking']).toMatchObject({ converged: true });
  });
});

describe('entropy-balancing', () => {
  const numbers = (values: readonly number[]) =>
    given(
      tableOf(
        ['x'],
        values.map((value) => [String(value)]),
      ),
    );
  const balance = (subject: Given, values: Values) =>
    run(subject, [{ method: 'entropy-balancing', values: { ...FREE, ...values } }]).plan;

  it('is the worked example', () => {
    const { input, expect: e } = example<{ lambda: number; weights: number[]; ess: number }>(
      'entropy-balancing',
      'one mean',
    );
    const { x } = input as { x: number[] };
    const plan = balance(numbers(x), { targets: { x: { mean: 2 } } });
    x.forEach((_, row) => {
      within(Number(plan.columns[0]!.text(row)), e.weights[row]!, 5e-6);
    });
    within((plan.tables['weights'] as { ess: number }).ess, e.ess, 1e-9);
    const [mean] = rows(plan.tables['balance']);
    // The multiplier is of the standardised column; its deviation is sqrt(5/4).
    within((mean!['multiplier'] as number) / Math.sqrt(1.25), e.lambda, 1e-9);
  });

  it('equals raking on margins', () => {
    const { params, expect: e } = example<{ cells: number[] }>(
      'entropy-balancing',
      'two margins equal raking',
    );
    const [g, y] = params['margins'] as number[][];
    const targets = { g: { g0: g![0]!, g1: g![1]! }, y: { y0: y![0]!, y1: y![1]! } };
    const plan = balance(TWO_BY_TWO, { targets });
    [0, 40, 50, 80].forEach((row, i) => {
      const rowsOfCell = [40, 10, 30, 20][i]!;
      within((Number(plan.columns[0]!.text(row)) * rowsOfCell) / 100, e.cells[i]!, 2e-6);
    });
  });

  it('meets a variance, and a mean within its slack only', () => {
    const values = Array.from({ length: 200 }, (_, i) => ((i * 37) % 101) / 10);
    const plan = balance(numbers(values), { targets: { x: { mean: 5.5, sd: 2 } }, moments: '2' });
    for (const row of rows(plan.tables['balance'])) within(row['smdAfter'] as number, 0, 1e-9);
    const slack = balance(numbers(values), { targets: { x: { mean: 5.5 } }, slack: 0.1 });
    const [row] = rows(slack.tables['balance']);
    within(row!['smdAfter'] as number, -0.1, 1e-9);
  });

  it('refuses what no weights can meet, naming it and a slack that would do', () => {
    for (const mean of [3.5, -1]) {
      expect(() => balance(numbers([0, 1, 2, 3]), { targets: { x: { mean } } })).toThrow(
        /`mean` of `x`.*slack/,
      );
    }
    expect(codeOf(() => balance(numbers([1, 2, 3]), { targets: { x: { median: 2 } } }))).toBe(
      'unknown-class',
    );
    expect(codeOf(() => balance(TWO_BY_TWO, { targets: { g: { mean: 2 } } }))).toBe(
      'bad-parameter',
    );
  });
});

describe('loss-weights', () => {
  it.each(fixtures.capabilities['loss-weights'].map((entry) => [entry.name, entry] as const))(
    '%s',
    (_, { input, params, expect: e, tol }) => {
      const { winsor, ...rest } = params as { winsor?: null; strategy: string };
      const whole = winsor === null ? { winsorLow: 0, winsorHigh: 1 } : {};
      const { plan } = run(losses(input.loss), [
        { method: 'loss-weights', values: { ...FREE, ...rest, ...whole } },
      ]);
      e.weights.forEach((weight, row) => {
        within(Number(plan.columns[0]!.text(row)), weight, Math.max(tol, 5e-6));
      });
    },
  );

  it('keeps the weight of every group, and a floor under easy rows', () => {
    const values = [0.1, 0.2, 3, 4, 5, 0.5];
    const groups = ['a', 'a', 'a', 'b', 'b', 'b'];
    const step = { method: 'loss-weights', values: { ...FREE, within: 'g', r: 0.2 } };
    const { plan } = run(losses(values, groups), [step]);
    const weights = values.map((_, row) => Number(plan.columns[0]!.text(row)));
    within(
      weights.slice(0, 3).reduce((a, b) => a + b),
      3,
      1e-4,
    );
    const floored = run(losses(values), [
      { method: 'loss-weights', values: { ...FREE, r: 0.1, floorEasy: 0.3 } },
    ]);
    const least = Math.min(...values.map((_, row) => Number(floored.plan.columns[0]!.text(row))));
    expect(least).toBeGreaterThan(0.2);
  });

  it('gives rows without a loss 1, and refuses negative and infinite ones with their row', () => {
    const { plan } = run(losses([1, '', 3]), [{ method: 'loss-weights' }]);
    expect(plan.columns[0]!.text(1)).toBe('1');
    expect(() => run(losses([1, -2, 3]), [{ method: 'loss-weights' }])).toThrow(
      expect.objectContaining({ code: 'bad-weights', place: { row: 1 } }),
    );
    const guards = run(losses([1, 2, 3]), [{ method: 'loss-weights' }]).plan.guards;
    expect(guards.find(({ code }) => code === 'G-STALE')?.level).toBe('warning');
  });
});

describe('cluster-size-weights', () => {
  it('is the worked example: every cluster counts once', () => {
    const {
      input,
      expect: e,
      tol,
    } = example<{ weights: number[]; effectiveClusters: number }>(
      'cluster-size-weights',
      'gamma 1',
    );
    const { cluster } = input as { cluster: string[] };
    const subject = given(
      tableOf(
        ['c'],
        cluster.map((value) => [value]),
      ),
      { c: 'entity' },
    );
    const { plan } = run(subject, [{ method: 'cluster-size-weights', values: FREE }]);
    e.weights.forEach((weight, row) => {
      within(Number(plan.columns[0]!.text(row)), weight, Math.max(tol, 5e-6));
    });
    expect(plan.tables['clusters']).toMatchObject({
      effective: expect.closeTo(e.effectiveClusters, 9),
      count: 3,
      largest: 3,
      alone: 1,
    });
  });

  it.each([
    ['exact', {}],
    ['key', { key: ['x'] }],
  ])('takes sets of a search as well: %s', (detector, values) => {
    const rows = ['a', 'a', 'a', 'b', 'b', 'c'].map((x) => [x]);
    const subject = given(tableOf(['x'], rows));
    const { plan } = run(subject, [
      { method: 'cluster-size-weights', values: { ...FREE, detector, ...values } },
    ]);
    const weights = rows.map((_, row) => Number(plan.columns[0]!.text(row)));
    [2 / 3, 2 / 3, 2 / 3, 1, 1, 2].forEach((weight, row) => {
      within(weights[row]!, weight, 5e-6);
    });
    expect(plan.tables['clusters']).toMatchObject({ count: 3, largest: 3, alone: 1 });
  });
});

describe('compensate-groups', () => {
  it('is the worked example: totals are as before', () => {
    const { input, expect: e } = example<{ ratio: number[] }>('compensate-groups', 'ratio');
    const { before, after } = input as Record<'before' | 'after', Record<string, number>>;
    const { plan } = run(counted(after!), [{ method: 'compensate-groups', values: { before } }]);
    const table = rows(plan.tables['deletion']);
    expect(table.map((row) => row['ratio'])).toEqual(e.ratio);
    const shares = table.map((row) => row['weightedShare'] as number);
    Object.values(before!).forEach((count, i) => {
      within(shares[i]!, count / 120, 1e-9);
    });
  });

  it('knows what earlier steps of the recipe removed', () => {
    // 40 rows of a, half of them copies; 10 of b, no copies.
    const lines = [
      ...Array.from({ length: 40 }, (_, i) => [`${i % 20}`, 'a']),
      ...Array.from({ length: 10 }, (_, i) => [`${100 + i}`, 'b']),
    ];
    const subject = given(tableOf(['x', 'y'], lines), { y: 'label' });
    const { plan } = run(subject, [{ method: 'exact-dedup' }, { method: 'compensate-groups' }]);
    expect(plan.rows).toHaveLength(30);
    expect(rows(plan.tables['deletion'])).toMatchObject([
      { cell: 'a', before: 40, after: 20, ratio: 2 },
      { cell: 'b', before: 10, after: 10, ratio: 1 },
    ]);
    within(Number(plan.columns.at(-1)!.text(0)) / Number(plan.columns.at(-1)!.text(29)), 2, 1e-5);
  });

  it('reads which rows are kept from a column', () => {
    const lines = Array.from({ length: 12 }, (_, i) => [
      i < 8 ? 'a' : 'b',
      i % 4 ? 'true' : 'false',
    ]);
    const subject = given(tableOf(['y', 'keep'], lines), { y: 'label' });
    const { plan } = run(subject, [{ method: 'compensate-groups', values: { keep: 'keep' } }]);
    expect([0, 1, 8, 9].map((row) => plan.columns[0]!.text(row))).toEqual([
      '0',
      '1.33333',
      '0',
      '1.33333',
    ]);
  });
});

describe('multilabel-weights', () => {
  const {
    input,
    params,
    expect: e,
  } = example<{ weights: Record<string, number> }>('multilabel-weights', 'pos-weight');
  const { rows: n, positives } = input as { rows: number; positives: Record<string, number> };
  const flags = given(
    tableOf(
      Object.keys(positives),
      Array.from({ length: n }, (_, i) =>
        Object.values(positives).map((count) => (i < count ? '1' : '0')),
      ),
    ),
  );

  it('is the worked example on columns of 0 and 1', () => {
    const values = { ...params, columns: Object.keys(positives) } as Values;
    const { plan } = run(flags, [{ method: 'multilabel-weights', values }]);
    const table = rows(plan.tables['labels']);
    expect(Object.fromEntries(table.map((row) => [row['label'], row['weight']]))).toEqual(
      e.weights,
    );
    expect(plan.notices[0]).toMatch(/`z` is in no row/);
  });

  it.each([
    ['a separator', ['p,q', 'q', '', 'p, q']],
    ['JSON', ['["p","q"]', '["q"]', '', '["q","p"]']],
    ['a Python list', ["['p', 'q']", "['q']", '', "['q', 'p']"]],
  ])('reads lists with %s', (_, cells) => {
    const subject = given(
      tableOf(
        ['tags'],
        cells.map((cell) => [cell]),
      ),
      { tags: 'label' },
    );
    const { plan } = run(subject, [
      { method: 'multilabel-weights', values: { scheme: 'macro-auc' } },
    ]);
    // Of three rows with labels p is in two, q in all.
    expect(rows(plan.tables['labels'])).toMatchObject([
      { label: 'p', positives: 2, negatives: 1, weight: 0.75, negativeWeight: 1.5 },
      { label: 'q', positives: 3, negatives: 0, weight: 1 },
    ]);
  });

  it('gives a row the mean or the largest weight of its labels', () => {
    const weigh = (scheme: string) => {
      const values = { columns: ['x', 'y', 'z'], scheme, normalise: 'none' };
      return run(flags, [{ method: 'multilabel-weights', values }]).plan.columns[0]!;
    };
    // Row 0 has x (weight 4) and y (weight 1); row 9 has none.
    expect([weigh('row-mean').text(0), weigh('row-max').text(0)]).toEqual(['2.5', '4']);
    expect(weigh('row-mean').text(9)).toBe('1');
  });
});
