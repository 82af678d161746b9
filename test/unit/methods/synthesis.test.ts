import { describe, expect, it } from 'vitest';
import { rowsPerBase } from '../../../src/engine/methods/resample/adasyn';
import { fitPolynomial } from '../../../src/engine/methods/resample/parts/polynomial';
import { zoneOf } from '../../../src/engine/methods/resample/parts/zones';
import { NO_ROW, type Plan } from '../../../src/engine/plan/plan';
import { beta, createRandom } from '../../../src/engine/random';
import { cellText, tableOf } from '../../../src/engine/table/table';
import { example, FIXTURE_A } from './fixtures';
import { dataFile, given, run, sha256, type Given } from './run';

const RAW = { scale: 'none', decimals: 'full' };
type Values = Record<string, string | number | boolean | Record<string, number>>;
const planOf = (subject: Given, method: string, values: Values = {}, seed = 0) =>
  run(subject, [{ method, values: { ...RAW, ...values } }], { seed }).plan;

const PENGUINS = given(dataFile('penguins.csv', true), {
  species: 'label',
  island: 'ignored',
  sex: 'ignored',
});
const GLASS = given(dataFile('glass.csv', false), { c10: 'label' });

const number = (subject: Given, row: number, column: number) =>
  Number(cellText(subject.table, row, column));
const classOf = (subject: Given, row: number) =>
  cellText(subject.table, row, subject.roles.indexOf('label'));

/** Every made number is parent + lambda (neighbour - parent), within `low` and `high` of lambda. */
function onSegments(subject: Given, plan: Plan, low: number, high: number, clipped = false): void {
  const made = plan.made!;
  expect(made.count).toBeGreaterThan(0);
  made.parents.forEach((parent, i) => {
    const neighbour = made.neighbours[i]!;
    const lambda = made.lambdas[i]!;
    if (neighbour === NO_ROW) return;
    expect(neighbour).not.toBe(parent);
    expect(lambda).toBeGreaterThanOrEqual(low);
    expect(lambda).toBeLessThanOrEqual(high);
    for (const { column, values } of made.numbers) {
      const from = number(subject, parent, column);
      const at = from + lambda * (number(subject, neighbour, column) - from);
      if (!clipped) expect(Math.abs(values[i]! - at)).toBeLessThan(1e-9 * (1 + Math.abs(at)));
      else if (Math.abs(values[i]! - at) > 1e-9 * (1 + Math.abs(at))) {
        const own = [...plan.rows].filter(
          (row) => classOf(subject, row) === classOf(subject, parent),
        );
        const range = own
          .filter((row) => cellText(subject.table, row, column) !== '')
          .map((row) => number(subject, row, column));
        expect([Math.min(...range), Math.max(...range)]).toContain(values[i]);
      }
    }
  });
}

describe('where made rows lie', () => {
  it.each([
    ['penguins', PENGUINS],
    ['glass', GLASS],
  ] as const)('on segments between their recorded parents: %s', (_, subject) => {
    for (const method of ['smote', 'borderline-smote', 'kmeans-smote', 'prowsyn']) {
      const plan = planOf(
        subject,
        method,
        method === 'kmeans-smote' ? { balanceThreshold: 0 } : {},
      );
      onSegments(subject, plan, 0, 1);
      plan.made!.parents.forEach((parent, i) => {
        const neighbour = plan.made!.neighbours[i]!;
        if (neighbour === NO_ROW) return;
        expect(classOf(subject, neighbour)).toBe(classOf(subject, parent));
      });
    }
    onSegments(subject, planOf(subject, 'adasyn', { exactTotal: true }), 0, 1);
    onSegments(subject, planOf(subject, 'polynom-fit-smote', { topology: 'bus' }), 0, 1);
    onSegments(subject, planOf(subject, 'polynom-fit-smote', { topology: 'mesh' }), 0, 1);
  });

  it('outward from safe support vectors, inward from others, within the range of the class', () => {
    const plan = planOf(PENGUINS, 'svm-smote', { outStep: 0.4 });
    onSegments(PENGUINS, plan, -0.4, 1, true);
    const zone = plan.columns.find(({ name }) => name === '_zone')!;
    plan.made!.parents.forEach((parent, i) => {
      expect(zone.text(parent)).toBe(plan.made!.lambdas[i]! < 0 ? 'safe' : 'danger');
    });
    expect(plan.made!.lambdas.some((lambda) => lambda < 0)).toBe(true);
    expect(plan.made!.lambdas.some((lambda) => lambda > 0)).toBe(true);
  });

  it('in the nearer half where the second parent is of another class', () => {
    const plan = planOf(PENGUINS, 'borderline-smote', { kind: '2' });
    onSegments(PENGUINS, plan, 0, 1);
    let cross = 0;
    plan.made!.parents.forEach((parent, i) => {
      if (classOf(PENGUINS, plan.made!.neighbours[i]!) === classOf(PENGUINS, parent)) return;
      cross++;
      expect(plan.made!.lambdas[i]).toBeLessThan(0.5);
    });
    expect(cross).toBeGreaterThan(10);
  });

  it('within one cluster, with shares that sum to what is wanted', () => {
    const plan = planOf(PENGUINS, 'kmeans-smote', { balanceThreshold: 0.1 });
    const shares = plan.tables['clusters'] as unknown as { class: string; made: number }[];
    for (const [name, wanted] of [
      ['Chinstrap', 152 - 68],
      ['Gentoo', 152 - 124],
    ] as const) {
      const own = shares.filter((share) => share.class === name);
      expect(own.reduce((sum, { made }) => sum + made, 0)).toBe(wanted);
    }
  });
});

describe('borderline-smote', () => {
  it('has the zones of the worked example', () => {
    interface Zones {
      readonly foreign: Record<string, number>;
      readonly danger: number[];
      readonly noise: number[];
    }
    const { expect: expected } = example<Zones>('borderline-smote', 'zones');
    const plan = planOf(FIXTURE_A, 'borderline-smote', { m: 5 });
    const zone = plan.columns.find(({ name }) => name === '_zone')!;
    for (const [row, foreign] of Object.entries(expected.foreign)) {
      expect(zone.text(Number(row))).toBe(zoneOf(foreign, 5));
    }
    const rows = [...Array(16).keys()];
    expect(rows.filter((row) => zone.text(row) === 'danger')).toEqual(expected.danger);
    expect(rows.filter((row) => zone.text(row) === 'noise')).toEqual(expected.noise);
    expect(new Set(plan.made!.parents)).toEqual(new Set(expected.danger));
  });

  it('leaves a class without a border as it is, and says so', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [
      `${i < 12 ? i : i + 1000}.5`,
      i < 12 ? 'a' : 'b',
    ]);
    const plan = planOf(given(tableOf(['x', 'y'], rows), { y: 'label' }), 'borderline-smote');
    expect(plan.made).toBeUndefined();
    expect(plan.notices.join()).toMatch(/No row of `a` lies at a border/);
    expect(() => planOf(given(tableOf(['x', 'y'], rows), { y: 'label' }), 'adasyn')).toThrow(
      expect.objectContaining({ code: 'no-border' }),
    );
  });
});

describe('adasyn', () => {
  it('shares rows out as in the worked examples', () => {
    const { expect: expected } = example<{ g: number[] }>('adasyn', 'counts');
    expect(rowsPerBase('1', [2, 2, 4, 2, 5], 6, false)).toEqual(expected.g);
    const plan = planOf(FIXTURE_A, 'adasyn');
    const rows = [11, 12, 13, 14, 15];
    expect(rows.map((row) => plan.made!.parents.filter((parent) => parent === row).length)).toEqual(
      expected.g,
    );
    expect(plan.notices.join()).toMatch(/8 rows|7 rows/);
    expect(() => rowsPerBase('1', new Array<number>(13).fill(1), 6, false)).toThrow(
      expect.objectContaining({ code: 'too-few-rows' }),
    );
    expect(rowsPerBase('1', new Array<number>(13).fill(1), 6, true).reduce((a, b) => a + b)).toBe(
      6,
    );
  });
});

describe('prowsyn', () => {
  it('has the levels of the worked example', () => {
    const { expect: expected } = example<{ levels: number[][]; raw: number[] }>(
      'prowsyn',
      'levels',
    );
    const plan = planOf(FIXTURE_A, 'prowsyn', { k: 1 });
    const [{ levels }] = plan.tables['levels'] as unknown as [
      { levels: { rows: number; weight: number }[] },
    ];
    expect(levels.map(({ rows }) => rows)).toEqual(expected.levels.map((rows) => rows.length));
    levels.forEach(({ weight }, i) => expect(weight).toBeCloseTo(expected.raw[i]!, 9));
    const levelOf = (row: number) => expected.levels.findIndex((rows) => rows.includes(row));
    plan.made!.parents.forEach((parent, i) => {
      expect(levelOf(plan.made!.neighbours[i]!)).toBe(levelOf(parent));
    });
  });
});

describe('polynom-fit-smote', () => {
  it('makes the star of the worked example', () => {
    const { expect: expected } = example<{ K: number; first: number[] }>(
      'polynom-fit-smote',
      'star',
    );
    const { made, notices } = planOf(FIXTURE_A, 'polynom-fit-smote');
    expect(made!.count).toBe(5 * expected.K);
    expected.first.forEach((value, i) => {
      expect(made!.numbers[i]!.values[0]).toBeCloseTo(value, 9);
    });
    expect(notices.join()).toMatch(/5 rows of `1` are made for 6 wanted rows/);
  });

  it('trims evenly, and makes as many rows as wanted where there is room', () => {
    for (const topology of ['star', 'bus', 'mesh', 'poly']) {
      const plan = planOf(PENGUINS, 'polynom-fit-smote', { topology, strategy: { Chinstrap: 90 } });
      expect(plan.made!.count).toBe(90 - 68);
      expect(new Set(plan.made!.parents).size).toBeGreaterThan(15);
    }
  });

  it('fits polynomials exactly, and best where there are more points', () => {
    const cubic = (t: number) => 2 - t + 0.5 * t * t - 0.03 * t ** 3;
    const fit = fitPolynomial(
      Float64Array.from({ length: 30 }, (_, i) => cubic(i)),
      3,
    );
    for (const t of [0, 3.7, 11.25, 29]) expect(fit.at(t)).toBeCloseTo(cubic(t), 9);
    // The line of least squares through 0, 1, 4: slope 2, intercept -1/3.
    const line = fitPolynomial(Float64Array.of(0, 1, 4), 1);
    expect(line.at(0)).toBeCloseTo(-1 / 3, 12);
    expect(line.at(2)).toBeCloseTo(11 / 3, 12);
    expect(fitPolynomial(Float64Array.of(5), 3).at(0)).toBe(5);
  });
});

describe('smote with cleaning', () => {
  it.each(['smote-enn', 'smote-tomek'] as const)(
    'drops the rows of the worked example: %s',
    (method) => {
      const { removed } = example<{ removed: number[] }>(
        method,
        'cleaning of fixture A + the six rows of the smote example (rows 16-21)',
      ).expect;
      const plan = planOf(FIXTURE_A, method, { k: 5 });
      expect([...plan.removed.rows]).toEqual(removed.filter((row) => row < 16));
      const gone = removed.filter((row) => row >= 16).length;
      expect(plan.made!.count).toBe(6 - gone);
      expect(plan.tables['cleaning']).toEqual({
        made: 6,
        madeRemoved: gone,
        realRemoved: plan.removed.rows.length,
      });
    },
  );

  it('is the recipe of its two steps', () => {
    const one = planOf(PENGUINS, 'smote-enn', { decimals: 'column' });
    const two = run(PENGUINS, [
      { method: 'smote', values: { scale: 'none' } },
      {
        method: 'edited-nearest-neighbours',
        values: { scale: 'none', strategy: 'all', metric: 'numbers' },
      },
    ]).plan;
    expect(one.rows).toEqual(two.rows);
    expect(one.made!.parents).toEqual(two.made!.parents);
    expect(one.removed).toEqual(two.removed);
  });
});

describe('smote-ipf', () => {
  it('drops planted wrong labels', () => {
    const random = createRandom(4, sha256).stream('clouds');
    const flipped = new Set([9, 27, 45, 78, 102, 132, 156, 171]);
    const rows = Array.from({ length: 240 }, (_, i) => {
      const rare = i % 3 === 0;
      const at = rare ? 4 : 0;
      const cells = [0, 1, 2].map((d) => (at + 2 * random.uniform(3 * i + d)).toFixed(3));
      return [...cells, rare !== flipped.has(i) ? 'a' : 'b'];
    });
    const subject = given(tableOf(['x', 'z', 'w', 'y'], rows), { y: 'label' });
    for (const values of [{}, { trainOn: 'part' }]) {
      const plan = planOf(subject, 'smote-ipf', values);
      const gone = [...plan.removed.rows];
      expect(gone.filter((row) => flipped.has(row)).length).toBeGreaterThan(6);
      expect(gone.length).toBeLessThan(12);
    }
    // All trees must agree: fewer leave, and none that is right.
    const agreed = [...planOf(subject, 'smote-ipf', { vote: 'consensus' }).removed.rows];
    expect(agreed.length).toBeGreaterThan(3);
    for (const row of agreed) expect(flipped).toContain(row);
  });

  it('drops made rows alone on request', () => {
    const plan = planOf(GLASS, 'smote-ipf', { filter: 'synthetic-only' });
    expect(plan.removed.rows).toHaveLength(0);
    const [made, smote] = [plan.made!.count, planOf(GLASS, 'smote').made!.count];
    expect(made).toBeLessThan(smote);
    expect(plan.tables['cleaning']).toMatchObject({ made: smote, madeRemoved: smote - made });
  });
});

describe('strategies within groups', () => {
  const rows = Array.from({ length: 60 }, (_, i) => [
    `${(i * 7) % 61}.5`,
    i < 40 ? 'p' : i < 55 ? 'q' : 'r',
    i < 10 || (i >= 40 && i < 43) ? 'a' : 'b',
  ]);
  const subject = given(tableOf(['x', 'g', 'y'], rows), { y: 'label', g: 'group' });
  const counted = (plan: Plan) => {
    const found: Record<string, number> = {};
    const count = (row: number) => {
      const key = `${rows[row]![1]!}|${rows[row]![2]!}`;
      found[key] = (found[key] ?? 0) + 1;
    };
    plan.rows.forEach(count);
    plan.made?.parents.forEach(count);
    return found;
  };

  it.each([
    ['smote', { 'p|a': 30, 'p|b': 30, 'q|a': 12, 'q|b': 12, 'r|b': 5 }],
    ['random-oversample', { 'p|a': 30, 'p|b': 30, 'q|a': 12, 'q|b': 12, 'r|b': 5 }],
    ['random-undersample', { 'p|a': 10, 'p|b': 10, 'q|a': 3, 'q|b': 3, 'r|b': 5 }],
  ])('balance each group on its own: %s', (method, expected) => {
    const { plan } = run(subject, [{ method, values: { within: ['g'] } }]);
    expect(counted(plan)).toEqual(expected);
    expect(plan.notices.join()).toMatch(/`r` stays as it is\. Only one class/);
    if (plan.made) {
      plan.made.parents.forEach((parent, i) => {
        expect(rows[plan.made!.neighbours[i]!]![1]).toBe(rows[parent]![1]);
      });
    }
  });

  it('refuse where every group refuses', () => {
    const alone = given(
      tableOf(
        ['x', 'g', 'y'],
        rows.map((row) => [row[0]!, row[2]!, row[2]!]),
      ),
      { y: 'label', g: 'group' },
    );
    expect(() => run(alone, [{ method: 'smote', values: { within: ['g'] } }])).toThrow(
      expect.objectContaining({ code: 'one-class' }),
    );
  });
});

describe('beta numbers', () => {
  it('have the moments of the distribution', () => {
    const random = createRandom(7, sha256);
    const numbers = Array.from({ length: 2000 }, (_, i) => beta(random, 'test', i, 10, 10));
    const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length;
    // Beta(10, 10): mean 1/2, variance 1/84; three standard errors.
    expect(Math.abs(mean - 0.5)).toBeLessThan(3 * Math.sqrt(1 / 84 / 2000));
    expect(Math.abs(variance - 1 / 84)).toBeLessThan(
      (3 * Math.sqrt(2) * (1 / 84)) / Math.sqrt(2000),
    );
  });
});

describe('files at the edge', () => {
  const MAKERS = [
    'smote',
    'smotenc',
    'borderline-smote',
    'adasyn',
    'svm-smote',
    'kmeans-smote',
    'prowsyn',
    'polynom-fit-smote',
    'smote-enn',
    'smote-tomek',
    'smote-ipf',
  ];
  const table = (cell: (i: number) => string, classes: (i: number) => string) =>
    given(
      tableOf(
        ['x', 'y'],
        Array.from({ length: 30 }, (_, i) => [cell(i), classes(i)]),
      ),
      { y: 'label' },
    );
  /** The code of a refusal, or the number of made rows. */
  const outcome = (subject: Given, method: string, values: Values = {}): string | number => {
    try {
      return run(subject, [{ method, values }]).plan.made?.count ?? 0;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it.each(MAKERS)('%s refuses a single class', (method) => {
    const subject = table(
      (i) => `${i}.5`,
      () => 'only',
    );
    expect(outcome(subject, method)).toBe('one-class');
  });

  it.each(MAKERS)('%s copies the row of a class of one, or says why not', (method) => {
    const subject = table(
      (i) => `${(i * 7) % 31}.5`,
      (i) => (i ? 'b' : 'a'),
    );
    const values = { strategy: { a: 4 } as Record<string, number> };
    // Copies among other rows leave again where rows are cleaned, and noise has no border or cluster.
    const expected: Record<string, (string | number)[]> = {
      'borderline-smote': [0],
      'svm-smote': ['no-border'],
      'kmeans-smote': ['no-cluster'],
      'polynom-fit-smote': [3],
    };
    const cleaned = method.startsWith('smote-') ? [0, 1, 2, 3] : [3];
    expect(expected[method] ?? cleaned).toContain(outcome(subject, method, values));
  });

  it.each(MAKERS)('%s uses what neighbours there are, however many are asked for', (method) => {
    const subject = table(
      (i) => `${(i * 7) % 31}.5`,
      (i) => (i % 3 ? 'b' : 'a'),
    );
    const asks = method === 'polynom-fit-smote' ? {} : { k: 1000 };
    const answer = outcome(subject, method, asks);
    if (method === 'kmeans-smote') expect(answer).toBe('no-cluster');
    else expect(typeof answer).toBe('number');
  });

  it.each(MAKERS)('%s does not fail on constant features', (method) => {
    const subject = table(
      (i) => (i % 2 ? '1.50' : '1.5'),
      (i) => (i % 3 ? 'b' : 'a'),
    );
    const answer = outcome(subject, method);
    expect([
      'number',
      'no-border',
      'no-cluster',
      'no-numeric-feature',
      'no-nominal-feature',
    ]).toContain(typeof answer === 'number' ? 'number' : answer);
  });
});
