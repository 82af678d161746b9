import { describe, expect, it } from 'vitest';
import type { GuardCode, GuardNote } from '../../../src/engine/guards/guard';
import { effectiveRows } from '../../../src/engine/guards/repeats';
import { blockedBy } from '../../../src/engine/recipe/run-recipe';
import { tableOf } from '../../../src/engine/table/table';
import type { Step } from '../../../src/engine/recipe/recipe';
import { example } from './fixtures';
import { given, run, type Given } from './run';

const many = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));

/** 200 rows: two numbers, a class of 40. */
const plain = given(
  tableOf(
    ['a', 'b', 'y'],
    many(200, (i) => [`${i}.5`, `${(i * 71) % 199}.25`, i < 40 ? 'rare' : 'most']),
  ),
  { y: 'label' },
);

const note = (subject: Given, step: Step | Step[], code: GuardCode): GuardNote | undefined =>
  run(subject, [step].flat()).plan.guards.find((guard) => guard.code === code);
const level = (subject: Given, step: Step | Step[], code: GuardCode) =>
  note(subject, step, code)?.level;

describe('guards', () => {
  it('G-SPLIT: warns without a split, blocks all rows of a split file, passes train rows', () => {
    expect(note(plain, { method: 'smote' }, 'G-SPLIT')).toEqual({
      code: 'G-SPLIT',
      level: 'warning',
      title: 'Split first.',
      message:
        'There is no split column. A made row and its parents could end up in train and in test.',
    });
    const rows = many(200, (i) => [`${i}.5`, i % 5 ? 'train' : 'test', i < 40 ? 'r' : 'm']);
    const parts = given(tableOf(['a', 'part', 'y'], rows), { y: 'label', part: 'split' });
    expect(level(parts, { method: 'smote' }, 'G-SPLIT')).toBe('passed');
    const all = { method: 'smote', values: { scope: 'all' } };
    expect(level(parts, all, 'G-SPLIT')).toBe('block');
    const { plan } = run(parts, [all]);
    const recipe = { seed: 0, steps: [all], roles: {} };
    expect(blockedBy(plan, recipe).map(({ code }) => code)).toEqual(['G-SPLIT']);
    expect(blockedBy(plan, { ...recipe, overrides: ['G-SPLIT'] })).toEqual([]);
  });

  it('G-CALIB: gives the share before and after, of the whole recipe', () => {
    const steps = [
      { method: 'smote', values: { strategy: 0.5 } },
      { method: 'random-undersample' },
    ];
    expect(note(plain, steps, 'G-CALIB')?.message).toMatch(/expects 50\.0% of `rare`, not 20\.0%/);
    expect(level(plain, { method: 'smote', values: { strategy: { rare: 40 } } }, 'G-CALIB')).toBe(
      'passed',
    );
  });

  it('G-ESS: passes mild weights, warns below half, blocks below a twentieth', () => {
    const weigh = (rare: number) => ({
      method: 'class-weights',
      values: { scheme: 'manual', weights: `rare=${rare}, most=1`, cap: 1000 },
    });
    const lopsided = given(
      tableOf(
        ['a', 'y'],
        many(200, (i) => [`${i}.5`, i < 4 ? 'rare' : 'most']),
      ),
      { y: 'label' },
    );
    expect(level(lopsided, weigh(2), 'G-ESS')).toBe('passed');
    expect(level(lopsided, weigh(50), 'G-ESS')).toBe('warning');
    expect(level(lopsided, weigh(5000), 'G-ESS')).toBe('block');
  });

  it('G-DUP: warns above one copy in a hundred and offers to remove them', () => {
    const rows = many(200, (i) => [`${i < 6 ? 0 : i}.5`, i < 40 ? 'rare' : 'most']);
    const copies = given(tableOf(['a', 'y'], rows), { y: 'label' });
    const found = note(copies, { method: 'smote' }, 'G-DUP');
    expect(found).toMatchObject({ level: 'warning', remedy: 'exact-dedup' });
    expect(found?.message).toMatch(/^5 rows \(2\.5%\) are copies/);
    expect(level(copies, [{ method: 'exact-dedup' }, { method: 'smote' }], 'G-DUP')).toBe('passed');
  });

  it('G-REPEAT: counts repeats, and growth by made rows', () => {
    expect(level(plain, { method: 'random-oversample' }, 'G-REPEAT')).toBe('passed');
    const often = { method: 'random-oversample', values: { strategy: { rare: 200 } } };
    expect(note(plain, often, 'G-REPEAT')?.message).toMatch(/up to 5 times/);
    // 40 rows written 200 times: 40 (1 + R (1 - exp(-4 / R))) with R = 15.387756 is 180.9.
    expect(note(plain, often, 'G-REPEAT')?.message).toMatch(
      /200 rows of `rare` from 40 are worth 181\.$/,
    );
    const grow = { method: 'smote', values: { strategy: { rare: 440 } } };
    expect(note(plain, grow, 'G-REPEAT')?.message).toMatch(/grows to 11\.0 times/);
  });

  it('G-REPEAT: values repeats as the worked example', () => {
    const { rows } = example<{ rows: { passes: number; ratio: number }[] }>(
      'repetition-planner',
      'passes',
    ).expect;
    for (const { passes, ratio } of rows) {
      expect(effectiveRows(1000, 1000 * passes)).toBeCloseTo(1000 * ratio, 6);
    }
    expect(effectiveRows(7, 3)).toBe(3);
  });

  it('G-TAIL: blocks when a group vanishes, warns when removal is uneven', () => {
    const rows = many(400, (i) => [
      `${i}.5`,
      i === 399 ? 'lone' : i < 200 ? 'p' : 'q',
      i < 40 ? 'a' : 'b',
    ]);
    const groups = given(tableOf(['x', 'g', 'y'], rows), { g: 'group', y: 'label' });
    expect(level(groups, { method: 'random-undersample' }, 'G-TAIL')).toBe('block');
    const copied = many(400, (i) => [i < 200 ? 'same' : `${i}`, i < 200 ? 'p' : 'q']);
    const uneven = given(tableOf(['x', 'g'], copied), { g: 'group' });
    const found = note(uneven, { method: 'exact-dedup' }, 'G-TAIL');
    expect(found?.level).toBe('warning');
    expect(found?.message).toMatch(/`p` in `g` goes from 50\.0% to 0\.5%/);
    expect(level(plain, { method: 'random-undersample' }, 'G-TAIL')).toBe('passed');
  });

  it('G-TAIL: judges by chi-square and by the change of shares, both', () => {
    // 2 x 1000 rows; `lost` copies of one row leave p, none leaves q.
    const uneven = (n: number, lost: number) => {
      const rows = many(2 * n, (i) => [i <= lost ? 'same' : `${i}`, i < n ? 'p' : 'q']);
      return level(
        given(tableOf(['x', 'g'], rows), { g: 'group' }),
        { method: 'exact-dedup' },
        'G-TAIL',
      );
    };
    // Of 2n rows n + n - lost stay. The larger change of share is that of p: (n - lost) / (2n - lost) / (1/2) - 1.
    const change = (n: number, lost: number) => 1 - (2 * (n - lost)) / (2 * n - lost);
    // Chi-square of one degree above 10.828 has p < 0.001; here it is 2 (lost / 2)^2 / (n r (1 - r)).
    const statistic = (n: number, lost: number) => {
      const rate = 1 - lost / (2 * n);
      return (2 * (lost / 2) ** 2) / (n * rate * (1 - rate));
    };
    for (const [n, lost] of [
      [1000, 320],
      [1000, 350],
      [12, 5],
      [20, 11],
    ] as const) {
      const expected = change(n, lost) > 0.2 && statistic(n, lost) > 10.828;
      expect([n, lost, uneven(n, lost)]).toEqual([n, lost, expected ? 'warning' : 'passed']);
    }
    expect([change(1000, 320), change(1000, 350)].map((c) => c > 0.2)).toEqual([false, true]);
    expect([statistic(12, 5), statistic(20, 11)].map((x) => x > 10.828)).toEqual([false, true]);
  });

  it('G-TAIL: says how many values that occur once would go', () => {
    const rows = many(60, (i) => [i < 40 ? 'most' : 'rare', i < 5 ? `once${i}` : 'often']);
    const groups = given(tableOf(['y', 'g'], rows), { g: 'group', y: 'label' });
    const step = { method: 'random-undersample', values: { strategy: { most: 1 } } };
    const found = note(groups, step, 'G-TAIL');
    expect(found?.level).toBe('block');
    expect(found?.message).toMatch(/[45] of the 5 values that occur once are among them\./);
  });

  it('G-SMALL and G-SUPPORT: name the groups that are too small', () => {
    const rows = many(200, (i) => [i < 10 ? 'few' : i < 13 ? 'three' : 'lots', i % 2 ? 'a' : 'b']);
    const groups = given(tableOf(['g', 'y'], rows), { g: 'group', y: 'label' });
    expect(note(groups, { method: 'group-weights' }, 'G-SMALL')?.message).toMatch(
      /2 groups of fewer than 30 rows: `few` and `three`/,
    );
    expect(note(groups, { method: 'group-weights' }, 'G-SUPPORT')?.message).toMatch(
      /1 group of fewer than 5 rows: `three`/,
    );
    expect(level(groups, { method: 'group-weights' }, 'G-SENS')).toBe('note');
    expect(level(plain, { method: 'smote' }, 'G-SMALL')).toBe('note');
  });

  it('G-TYPE: names the columns that are copied from the parent', () => {
    const rows = many(200, (i) => [`${i}.5`, i % 3 ? 'red' : 'blue', i < 40 ? 'rare' : 'most']);
    const nominal = given(tableOf(['a', 'colour', 'y'], rows), { y: 'label' });
    expect(note(nominal, { method: 'smote' }, 'G-TYPE')).toMatchObject({
      level: 'warning',
      message: '`colour` is left out of distances, and made rows copy it from the first parent.',
    });
    expect(level(plain, { method: 'smote' }, 'G-TYPE')).toBe('passed');
  });

  it('G-MISS: tells the classes of rows without numbers, and blocks above a fifth', () => {
    const gaps = (missing: number) =>
      given(
        tableOf(
          ['a', 'y'],
          many(200, (i) => [i % 100 < missing ? '' : `${i}.5`, i < 50 ? 'r' : 'm']),
        ),
        { y: 'label' },
      );
    expect(level(gaps(0), { method: 'smote' }, 'G-MISS')).toBe('passed');
    expect(note(gaps(10), { method: 'smote' }, 'G-MISS')).toMatchObject({
      level: 'note',
      message: '20 rows (10.0%) lack a number and are no parents: 10 of `m` and 10 of `r`.',
    });
    expect(level(gaps(30), { method: 'smote' }, 'G-MISS')).toBe('block');
  });

  it('G-OVERLAP: tells classes apart from classes that mix', () => {
    expect(level(plain, { method: 'smote' }, 'G-OVERLAP')).toBe('passed');
    const mixed = given(
      tableOf(
        ['a', 'y'],
        many(200, (i) => [`${i}.5`, i % 5 ? 'most' : 'rare']),
      ),
      { y: 'label' },
    );
    expect(level(mixed, { method: 'smote' }, 'G-OVERLAP')).toBe('warning');
  });

  it('G-DIM: warns when there are more columns than rare rows', () => {
    const wide = given(
      tableOf(
        [...many(12, (d) => `x${d}`), 'y'],
        many(60, (i) => [
          ...many(12, (d) => `${(i * 31 + d * 17) % 59}.5`),
          i < 8 ? 'rare' : 'most',
        ]),
      ),
      { y: 'label' },
    );
    expect(level(wide, { method: 'smote' }, 'G-DIM')).toBe('warning');
    expect(level(plain, { method: 'smote' }, 'G-DIM')).toBe('passed');
  });

  it('sorts the most serious first', () => {
    const levels = run(plain, [{ method: 'smote' }]).plan.guards.map((guard) => guard.level);
    const order = ['block', 'warning', 'note', 'passed'];
    expect(levels).toEqual([...levels].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(levels).size).toBeGreaterThan(2);
  });
});
