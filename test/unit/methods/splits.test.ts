import { describe, expect, it } from 'vitest';
import { inClassOrder } from '../../../src/engine/table/classes';
import { dealGroups } from '../../../src/engine/methods/split/parts/group-search';
import type { Groups, Kind } from '../../../src/engine/methods/split/parts/group-kinds';
import type { PartFigures } from '../../../src/engine/methods/split/parts/part-plan';
import { stratifiedCounts } from '../../../src/engine/methods/split/parts/stratified-counts';
import { createRandom } from '../../../src/engine/random';
import type { ParamValue } from '../../../src/engine/params/params';
import { tableOf } from '../../../src/engine/table/table';
import fixtures from '../../fixtures/methods/fixtures-act.json';
import { dice } from '../../dice';
import { counted, example } from './fixtures';
import { given, run, sha256, type Given } from './run';

type Values = Readonly<Record<string, ParamValue>>;
const THIRDS = { train: 0.8, valid: 0.1, test: 0.1 };

/** The part of every row. */
function parts(subject: Given, method: string, values: Values = {}, seed = 0): string[] {
  const { plan } = run(subject, [{ method, values }], { seed });
  const column = plan.columns.find(({ name }) => /^_(split|fold)/.test(name))!;
  return Array.from(plan.rows, (_, output) => column.text(output));
}

const tally = (of: readonly string[], names: readonly string[]) =>
  names.map((name) => of.filter((part) => part === name).length);
const noteOf = (subject: Given, method: string, code: string, values: Values = {}) =>
  run(subject, [{ method, values }]).plan.guards.find((note) => note.code === code);

describe('random-split', () => {
  it('deals the rows of the worked example', () => {
    const { expect: wanted, params } = example<Record<string, number[]>>('random-split', 'state 0');
    const subject = given(
      tableOf(
        ['x'],
        Array.from({ length: 10 }, (_, i) => [String(i)]),
      ),
    );
    const found = parts(
      subject,
      'random-split',
      { shares: THIRDS },
      params['randomState'] as number,
    );
    for (const [name, rows] of Object.entries(wanted)) {
      expect(
        found.flatMap((part, row) => (part === name ? [row] : [])),
        name,
      ).toEqual(rows);
    }
  });

  it.each([
    [13, [11, 1, 1]],
    [1, [1, 0, 0]],
    [1003, [803, 100, 100]],
  ])('has exact sizes for %d rows', (n, sizes) => {
    const subject = given(
      tableOf(
        ['x'],
        Array.from({ length: n }, (_, i) => [String(i)]),
      ),
    );
    expect(tally(parts(subject, 'random-split'), ['train', 'valid', 'test'])).toEqual(sizes);
  });

  it('takes shares of their sum, and leaves out parts of none', () => {
    const subject = given(
      tableOf(
        ['x'],
        Array.from({ length: 10 }, (_, i) => [String(i)]),
      ),
    );
    const found = parts(subject, 'random-split', { shares: { a: 30, none: 0, b: 10 } });
    expect(tally(found, ['a', 'none', 'b'])).toEqual([8, 0, 2]);
  });

  it('deals by chance about as many, each row by its own number', () => {
    const rows = Array.from({ length: 4000 }, (_, i) => [String(i)]);
    const all = parts(given(tableOf(['x'], rows)), 'random-split', { approximate: true });
    const fewer = parts(given(tableOf(['x'], rows.slice(0, 100))), 'random-split', {
      approximate: true,
    });
    expect(all.slice(0, 100)).toEqual(fewer);
    // Five standard deviations of 4,000 draws.
    expect(Math.abs(tally(all, ['test'])[0]! - 400)).toBeLessThan(95);
  });

  it('names a class that a part lacks and offers a stratified split', () => {
    const note = noteOf(counted({ a: 200, b: 2 }), 'random-split', 'G-PARTS');
    expect(note?.level).toBe('warning');
    expect(note?.message).toMatch(/no row of `b`.*`stratified-split`/);
  });

  it('warns of few rows to measure by, with the interval', () => {
    const note = noteOf(counted({ a: 1000, b: 100 }), 'stratified-split', 'G-PARTS');
    expect(note?.level).toBe('warning');
    // 1.96 * sqrt(0.25 / 10).
    expect(note?.message).toContain('±31 points');
  });
});

describe('stratified-split', () => {
  it.each(fixtures.capabilities['stratified-split'].map((entry) => [entry.name, entry] as const))(
    'has the counts of %s',
    (_, { input, params, expect: wanted }) => {
      // Keys that are whole numbers come first in an object.
      const counts = inClassOrder(Object.entries(input.counts), ([value]) => value).map(
        ([, n]) => n as number,
      );
      const found = stratifiedCounts(counts, params.shares);
      expect(found.counts).toEqual(wanted.cells);
      expect(found.exact).toBe(true);
      if (!('sizes' in wanted)) return;
      const sums = params.shares.map((__, part) =>
        found.counts.reduce((sum, own) => sum + own[part]!, 0),
      );
      expect(sums).toEqual(wanted.sizes);
    },
  );

  it('is never off a share by a whole row, and has exact sizes or says so', () => {
    const seed = 7;
    const die = dice(seed);
    for (let turn = 0; turn < 300; turn++) {
      const sizes = Array.from({ length: 1 + die.below(12) }, () => 1 + die.below(60));
      const raw = Array.from({ length: 2 + die.below(4) }, () => 1 + die.below(20));
      const shares = raw.map((share) => share / raw.reduce((a, b) => a + b, 0));
      const { counts } = stratifiedCounts(sizes, shares);
      counts.forEach((own, stratum) => {
        expect(own.reduce((a, b) => a + b, 0)).toBe(sizes[stratum]);
        own.forEach((n, part) => {
          expect(Math.abs(n - shares[part]! * sizes[stratum]!)).toBeLessThan(1);
        });
      });
    }
  });

  it('deals penguins as the book does, and pools classes that cannot be everywhere', () => {
    const { plan } = run(counted({ Adelie: 146, Chinstrap: 68, Gentoo: 119, odd: 1, rare: 2 }), [
      { method: 'stratified-split' },
    ]);
    expect(plan.tables['pooled']).toEqual([
      { stratum: 'odd', rows: 1 },
      { stratum: 'rare', rows: 2 },
    ]);
    expect(plan.notices.join()).toContain('`odd` (1 row)');
    const split = plan.tables['split'] as unknown as PartFigures[];
    expect(split.map(({ classes }) => classes[0]!.rows)).toEqual([117, 15, 14]);
  });

  it('cuts a numeric label into parts of equal shares', () => {
    const rows = Array.from({ length: 500 }, (_, i) => [`${(i * 7919) % 5003}.5`]);
    const subject = given(tableOf(['y'], rows), { y: 'label' });
    const { plan } = run(subject, [{ method: 'stratified-split', values: { bins: 5 } }]);
    const strata = plan.tables['strata'] as unknown as { rows: number; counts: number[] }[];
    expect(strata.map(({ rows: n }) => n)).toEqual([100, 100, 100, 100, 100]);
    expect(strata.map(({ counts }) => counts)).toEqual(strata.map(() => [80, 10, 10]));
  });
});

describe('kfold-split', () => {
  it('deals classes in turn, each from where the last ended', () => {
    const wanted = example<{ foldSizes: number[]; a: number[]; b: number[] }>(
      'kfold-split',
      'fold sizes',
    ).expect;
    const found = parts(counted({ a: 7, b: 6 }), 'kfold-split');
    const folds = ['0', '1', '2', '3', '4'];
    expect(tally(found, folds)).toEqual(wanted.foldSizes);
    expect(tally(found.slice(0, 7), folds)).toEqual(wanted.a);
    expect(tally(found.slice(7), folds)).toEqual(wanted.b);
  });

  it('keeps groups whole, and deals anew in each repeat', () => {
    const rows = Array.from({ length: 90 }, (_, i) => [`u${i % 18}`, i % 3 ? 'a' : 'b']);
    const subject = given(tableOf(['u', 'y'], rows), { u: 'entity', y: 'label' });
    const { plan } = run(subject, [
      { method: 'kfold-split', values: { k: 3, keep: 'both', repeats: 2 } },
    ]);
    expect(plan.columns.map(({ name }) => name)).toEqual(['_fold_r0', '_fold_r1']);
    for (const column of plan.columns) {
      const foldsOf = new Map<string, Set<string>>();
      rows.forEach(([user], row) => {
        foldsOf.set(user!, (foldsOf.get(user!) ?? new Set()).add(column.text(row)));
      });
      expect([...foldsOf.values()].every((folds) => folds.size === 1)).toBe(true);
    }
  });
});

/** Groups by their rows per class. */
function groupsFrom(counts: readonly (readonly number[])[]): Groups {
  const kinds = counts.map((own): Kind => {
    const classes = own.flatMap((n, c) => (n > 0 ? [c] : []));
    return { rows: own.reduce((a, b) => a + b, 0), classes, counts: classes.map((c) => own[c]!) };
  });
  return {
    count: counts.length,
    kinds,
    kindOf: Uint32Array.from(counts.keys()),
    firstRow: Uint32Array.from(counts.keys()),
    sets: counts.length,
    perClass: Float64Array.from(counts[0]!, (_, c) =>
      counts.reduce((sum, own) => sum + own[c]!, 0),
    ),
    rows: counts.flat().reduce((a, b) => a + b, 0),
  };
}

/** J as the book writes it. */
function distance(
  counts: readonly (readonly number[])[],
  partOf: ArrayLike<number>,
  shares: readonly number[],
) {
  const all = counts.flat().reduce((a, b) => a + b, 0);
  const sum = (pick: (group: number) => boolean, c?: number) =>
    counts.reduce(
      (total, own, g) =>
        total + (pick(g) ? (c === undefined ? own.reduce((a, b) => a + b, 0) : own[c]!) : 0),
      0,
    );
  return shares.reduce((j, share, s) => {
    const here = (g: number) => partOf[g] === s;
    const classes = counts[0]!.reduce((part, _, c) => {
      const n = sum(() => true, c);
      return part + ((sum(here, c) - share * n) / Math.max(1, n)) ** 2;
    }, 0);
    return j + classes + ((sum(here) - share * all) / all) ** 2;
  }, 0);
}

describe('group-split', () => {
  const random = createRandom(0, sha256);
  const deal = (counts: readonly (readonly number[])[], shares: readonly number[]) =>
    dealGroups(groupsFrom(counts), shares, 20, random, 'group-split/order', () => undefined);

  it('deals six groups as the worked example does', () => {
    const {
      input,
      params,
      expect: wanted,
      tol,
    } = example<{ split: number[]; J: number }>('group-split', 'six groups, exhaustive');
    const { groups } = input as { groups: number[][] };
    const found = deal(groups, params['shares'] as number[]);
    expect([...found.partOf]).toEqual(wanted.split);
    expect(Math.abs(found.j - wanted.J)).toBeLessThan(tol);
  });

  it('comes within a twentieth of the best of all ways, where these are too many to try', () => {
    const seed = 3;
    const die = dice(seed);
    for (let turn = 0; turn < 3; turn++) {
      const counts = Array.from({ length: 18 }, () => [1 + die.below(40), die.below(12)]);
      const shares = [0.7, 0.3];
      const found = deal(counts, shares);
      expect(found.j).toBeCloseTo(distance(counts, found.partOf, shares), 12);
      expect(found.j, `seed ${seed}, turn ${turn}`).toBeLessThan(
        1.05 * bestOf(counts, shares) + 1e-6,
      );
    }
  });

  it('keeps people whole, fills every part, and gives rows without one their own place', () => {
    const rows = Array.from({ length: 400 }, (_, i) => [
      i % 50 === 0 ? '' : `u${(i * i) % 61}`,
      i % 7 ? 'a' : 'b',
    ]);
    const subject = given(tableOf(['u', 'y'], rows), { u: 'entity', y: 'label' });
    const found = parts(subject, 'group-split');
    const partsOf = new Map<string, Set<string>>();
    rows.forEach(([user], row) => {
      if (user) partsOf.set(user, (partsOf.get(user) ?? new Set()).add(found[row]!));
    });
    expect([...partsOf.values()].every((of) => of.size === 1)).toBe(true);
    tally(found, ['train', 'valid', 'test']).forEach((n, i) => {
      expect(Math.abs(n - [320, 40, 40][i]!)).toBeLessThan(8);
    });
    expect(noteOf(subject, 'group-split', 'G-LEAK')?.message).not.toContain('`u`');
    expect(noteOf(subject, 'random-split', 'G-LEAK')?.message).toContain('values of `u`');
  });

  it('refuses fewer groups than parts', () => {
    const subject = given(tableOf(['u'], [['a'], ['a'], ['b']]), { u: 'entity' });
    expect(() => parts(subject, 'group-split')).toThrow(
      expect.objectContaining({ code: 'too-few-rows' }),
    );
  });

  it('says that a large group makes a part too large', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [i < 200 ? 'big' : `u${i}`]);
    const subject = given(tableOf(['u'], rows), { u: 'entity' });
    const note = noteOf(subject, 'group-split', 'G-PARTS', { shares: { train: 0.5, test: 0.5 } });
    expect(note?.message).toContain('66.7% of the rows instead of 50.0%');
  });
});

/** The least J of all ways of two parts, none empty. */
function bestOf(counts: readonly (readonly number[])[], shares: readonly number[]): number {
  const n = counts.length;
  const totals = counts[0]!.map((_, c) => counts.reduce((sum, own) => sum + own[c]!, 0));
  const all = totals.reduce((a, b) => a + b, 0);
  let best = Infinity;
  for (let way = 1; way < 2 ** n - 1; way++) {
    const here = totals.map(() => 0);
    for (let g = 0; g < n; g++) {
      if ((way >>> g) & 1) for (let c = 0; c < here.length; c++) here[c]! += counts[g]![c]!;
    }
    const off = here.map(
      (own, c) => ((own - shares[0]! * totals[c]!) / Math.max(1, totals[c]!)) ** 2,
    );
    const rows = (here.reduce((a, b) => a + b, 0) - shares[0]! * all) / all;
    // Two parts are off by the same.
    best = Math.min(best, 2 * (off.reduce((a, b) => a + b, 0) + rows ** 2));
  }
  return best;
}

describe('duplicate-aware-split', () => {
  const words = (seed: number) =>
    Array.from({ length: 30 }, (_, i) => `w${(seed * 37 + i * i * 7 + i) % 400}`).join(' ');
  /** Texts of which every fourth is the one before with a word changed; equal rows; families. */
  const rows = Array.from({ length: 240 }, (_, i) => [
    `id${i}`,
    i % 4 === 3 ? words(i - 1).replace(/^w\d+/, 'other') : words(i),
    i % 10 === 9 ? `f${i - 9}` : `f${i}`,
    i % 5 ? 'a' : 'b',
  ]);
  const subject = given(tableOf(['id', 't', '_family', 'y'], rows), {
    id: 'id',
    t: 'text',
    y: 'label',
    _family: 'ignored',
  });

  it('parts no near copies and no family', () => {
    const found = parts(subject, 'duplicate-aware-split');
    for (let i = 0; i < rows.length; i++) {
      if (i % 4 === 3) expect(found[i], `row ${i}`).toBe(found[i - 1]);
      if (i % 10 === 9) expect(found[i], `row ${i}`).toBe(found[i - 9]);
    }
    tally(found, ['train', 'valid', 'test']).forEach((n, i) => {
      expect(Math.abs(n - [192, 24, 24][i]!)).toBeLessThanOrEqual(2);
    });
  });

  it('keeps equal rows together although their labels differ, and numbers the sets', () => {
    const pairs = Array.from({ length: 60 }, (_, i) => [`${i >> 1}.5`, i % 2 ? 'a' : 'b']);
    const table = given(tableOf(['x', 'y'], pairs), { y: 'label' });
    const { plan } = run(table, [{ method: 'duplicate-aware-split' }]);
    const [split, set] = plan.columns;
    for (let i = 0; i < 60; i += 2) {
      expect(split!.text(i)).toBe(split!.text(i + 1));
      expect([set!.text(i), set!.text(i + 1)]).toEqual([String(i), String(i)]);
    }
    expect(plan.guards.find(({ code }) => code === 'G-LEAK')?.level).toBe('passed');
    const leak = noteOf(table, 'random-split', 'G-LEAK');
    expect(leak?.level).toBe('warning');
    expect(leak?.message).toMatch(/equals? a train row.*`duplicate-aware-split`/);
  });

  it('deals files of many single rows evenly and at random', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => [`${i}`, i % 9 ? 'a' : 'b']);
    const table = given(tableOf(['x', 'y'], many), { y: 'label' });
    const found = parts(table, 'duplicate-aware-split', { shares: { train: 0.9, test: 0.1 } });
    expect(tally(found, ['train', 'test'])).toEqual([18_000, 2000]);
    const rare = found.filter((part, i) => part === 'test' && i % 9 === 0);
    expect(Math.abs(rare.length - 222)).toBeLessThanOrEqual(1);
    const firstHalf = tally(found.slice(0, 10_000), ['test'])[0]!;
    expect(Math.abs(firstHalf - 1000)).toBeLessThan(120);
    const neighbours = found.filter((part, i) => part === 'test' && found[i + 1] === 'test');
    expect(neighbours.length).toBeGreaterThan(100);
  });
});
