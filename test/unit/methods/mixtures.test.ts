import { describe, expect, test } from 'vitest';
import type { MixtureRow } from '../../../src/engine/methods/mixture/parts/mixture-tables';
import { temperatureShares } from '../../../src/engine/methods/mixture/parts/shares';
import type { ParamValue } from '../../../src/engine/params/params';
import { tableOf } from '../../../src/engine/table/table';
import { example } from './fixtures';
import { given, run } from './run';

/** Rows `[domain, text]` of so many per domain; texts of a domain have a length of its own. */
function corpus(domains: Readonly<Record<string, { rows: number; characters: number }>>) {
  const rows = Object.entries(domains).flatMap(([domain, { rows: many, characters }]) =>
    Array.from({ length: many }, (_, i) => [domain, `${i}`.padStart(characters, 'x'), `${i % 2}`]),
  );
  return given(tableOf(['domain', 'text', 'half'], rows), { domain: 'domain', half: 'ignored' });
}

const mixed = (
  of: ReturnType<typeof corpus>,
  method: string,
  values: Record<string, ParamValue>,
) => {
  const { plan } = run(of, [{ method, values }]);
  const { codes, dictionary } = of.table.columns[0]!;
  return {
    plan,
    table: plan.tables['mixture'] as unknown as readonly MixtureRow[],
    all: plan.tables['mixed'] as unknown as { budget: number; unit: string; estimated: boolean },
    domains: Array.from(plan.rows, (row) => dictionary.text(codes[row]!)),
  };
};

const USUAL = corpus({
  en: { rows: 80, characters: 8 },
  de: { rows: 15, characters: 8 },
  fi: { rows: 5, characters: 8 },
});
const countOf = (values: readonly string[], value: string) =>
  values.filter((own) => own === value).length;

describe('temperature-mixture', () => {
  test('keeps the number of rows, repeats small groups and leaves out rows of large ones', () => {
    const { plan, table, domains, all } = mixed(USUAL, 'temperature-mixture', {
      tau: 5,
      unit: 'rows',
    });
    const shares = temperatureShares([80, 15, 5], 5);
    expect(domains).toHaveLength(100);
    expect(['en', 'de', 'fi'].map((name) => countOf(domains, name))).toEqual([44, 31, 25]);
    expect(all).toMatchObject({ budget: 100, unit: 'rows', estimated: false });
    const of = new Map(table.map((row) => [row.group, row]));
    expect(of.get('fi')).toMatchObject({
      size: 5,
      natural: 0.05,
      rows: 5,
      written: 25,
      share: expect.closeTo(shares[2]!, 12) as number,
      repeats: expect.closeTo(shares[2]! * 20, 12) as number,
      uniformRepeats: expect.closeTo(100 / 3 / 5, 12) as number,
    });
    // Five full passes: every row of the small group five times.
    const fi = plan.rows.filter((row) => row >= 95);
    expect([95, 96, 97, 98, 99].map((row) => fi.filter((own) => own === row).length)).toEqual([
      5, 5, 5, 5, 5,
    ]);
    expect(plan.removed.count).toBe(80 - 44);
  });

  test('every beginning of the file has the shares', () => {
    const { domains } = mixed(USUAL, 'temperature-mixture', {
      uniform: true,
      unit: 'rows',
      budget: 90,
    });
    for (let i = 3; i <= 90; i += 3) {
      for (const name of ['en', 'de', 'fi']) {
        expect(Math.abs(countOf(domains.slice(0, i), name) - i / 3)).toBeLessThan(1);
      }
    }
  });

  test('no group is gone through more often than the cap, and others take what is beyond', () => {
    const { table } = mixed(USUAL, 'temperature-mixture', { uniform: true, cap: 2, unit: 'rows' });
    const of = new Map(table.map((row) => [row.group, row]));
    expect(of.get('fi')!.written).toBe(10);
    expect(of.get('de')!.written).toBe(30);
    expect(of.get('en')!.written).toBe(60);
  });

  test('more rows than are drawn are refused, but not as weights', () => {
    const much = { budget: 1e9, unit: 'rows' };
    expect(() => mixed(USUAL, 'temperature-mixture', much)).toThrow(
      'The mixture would have some 1,000,000,000 rows: choose a smaller budget, or a column of weights as the result.',
    );
    expect(
      mixed(USUAL, 'temperature-mixture', { ...much, form: 'weights' }).plan.rows,
    ).toHaveLength(100);
  });

  test('a cap below what the budget needs gives all there is and says so', () => {
    const { plan, all } = mixed(USUAL, 'temperature-mixture', {
      cap: 1,
      budget: 300,
      unit: 'rows',
    });
    expect(all.budget).toBe(100);
    expect(plan.rows).toHaveLength(100);
    expect(plan.notices.join(' ')).toContain('that is all there is');
  });

  test('as weights: share by natural share, none capped', () => {
    const { plan } = mixed(USUAL, 'temperature-mixture', { tau: 5, form: 'weights', unit: 'rows' });
    const shares = temperatureShares([80, 15, 5], 5);
    const weights = Array.from({ length: 100 }, (_, row) => Number(plan.columns[0]!.text(row)));
    expect(plan.rows).toHaveLength(100);
    expect(weights[0]).toBeCloseTo(shares[0]! / 0.8, 4);
    expect(weights[99]).toBeCloseTo(shares[2]! / 0.05, 4);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 3);
  });

  test('as copies: the column says how often each row counts', () => {
    const { plan } = mixed(USUAL, 'temperature-mixture', { tau: 5, form: 'copies', unit: 'rows' });
    const copies = Array.from({ length: 100 }, (_, row) => Number(plan.columns[0]!.text(row)));
    expect(copies.slice(95)).toEqual([5, 5, 5, 5, 5]);
    expect(copies.reduce((sum, own) => sum + own, 0)).toBe(100);
    expect(plan.removed.count).toBe(0);
  });

  test('the guard speaks of the group that is repeated most, not of the class', () => {
    const { plan } = mixed(USUAL, 'temperature-mixture', { uniform: true, unit: 'rows' });
    const { message } = plan.guards.find(({ code }) => code === 'G-REPEAT')!;
    expect(message).toContain('33 rows of `fi` from 5 are worth');
  });

  test('rows without a group pass through behind the mixture', () => {
    const table = tableOf(['domain'], [['a'], [''], ['a'], ['b'], ['']]);
    const { plan } = run(given(table, { domain: 'domain' }), [
      { method: 'temperature-mixture', values: { uniform: true, budget: 4 } },
    ]);
    expect([...plan.rows].slice(-2)).toEqual([1, 4]);
    expect(plan.rows).toHaveLength(6);
  });
});

describe('tokens', () => {
  const uneven = corpus({
    long: { rows: 10, characters: 400 },
    short: { rows: 10, characters: 40 },
  });

  test('a quarter of the characters, said to be an estimate, and the budget is met to half a row', () => {
    const { table, all, plan } = mixed(
      { ...uneven, roles: ['domain', 'text', 'ignored'] },
      'temperature-mixture',
      { uniform: true, budget: 1000 },
    );
    expect(all).toEqual(expect.objectContaining({ unit: 'tokens', estimated: true }));
    const of = new Map(table.map((row) => [row.group, row]));
    expect(of.get('long')).toMatchObject({ size: 1000, written: 5 });
    expect(of.get('short')).toMatchObject({ size: 100, written: 50, repeats: 5 });
    expect(plan.notices).toContain('Tokens are estimated: a quarter of the characters.');
  });

  test('of a column that has them', () => {
    const table = tableOf(
      ['domain', 'n'],
      [
        ['a', '10'],
        ['a', '30'],
        ['b', '5'],
        ['b', ''],
      ],
    );
    const { plan } = run(given(table, { domain: 'domain' }), [
      {
        method: 'temperature-mixture',
        values: { uniform: true, tokens: 'n', form: 'copies', budget: 20 },
      },
    ]);
    const rows = plan.tables['mixture'] as unknown as readonly MixtureRow[];
    expect(rows.map(({ group, size, repeats }) => [group, size, repeats])).toEqual([
      ['a', 40, 0.25],
      ['b', 5, 2],
    ]);
  });

  test('what is no number of tokens is named by its row', () => {
    const table = tableOf(
      ['domain', 'n'],
      [
        ['a', '10'],
        ['b', '-3'],
      ],
    );
    expect(() =>
      run(given(table, { domain: 'domain' }), [
        { method: 'temperature-mixture', values: { tokens: 'n' } },
      ]),
    ).toThrow('`n` is no number of tokens in data row 2: it must be 0 or more.');
  });
});

describe('cap-mixture', () => {
  test('shares are those of the book', () => {
    const { expect: wanted } = example<{ p: number[] }>('cap-mixture', 'cap t');
    const of = corpus({
      a: { rows: 1000, characters: 1 },
      b: { rows: 300, characters: 1 },
      c: { rows: 50, characters: 1 },
    });
    const { table, domains } = mixed(of, 'cap-mixture', { t: 400, unit: 'rows' });
    expect(table.map(({ share }) => share)).toEqual(
      wanted.p.map((share) => expect.closeTo(share, 12) as number),
    );
    expect(['a', 'b', 'c'].map((name) => countOf(domains, name))).toEqual([400, 300, 50]);
  });

  test('shares stay between the limits, and limits that cannot be are refused', () => {
    const { table } = mixed(USUAL, 'cap-mixture', { t: 80, min: 0.1, max: 0.6, unit: 'rows' });
    const of = new Map(table.map(({ group, share }) => [group, share]));
    expect(of.get('en')).toBeCloseTo(0.6, 12);
    expect(of.get('de')).toBeCloseTo(0.3, 12);
    expect(of.get('fi')).toBeCloseTo(0.1, 12);
    expect(() => mixed(USUAL, 'cap-mixture', { min: 0.4 })).toThrow(
      '3 groups cannot all have shares between 0.4 and 1.',
    );
  });
});

describe('unimax-mixture', () => {
  test('groups are gone through at most so often, and a shortfall is said', () => {
    const { table, plan } = mixed(USUAL, 'unimax-mixture', { budget: 90, epochs: 2, unit: 'rows' });
    expect(new Map(table.map(({ group, written }) => [group, written]))).toEqual(
      new Map([
        ['de', 30],
        ['en', 50],
        ['fi', 10],
      ]),
    );
    expect(plan.rows).toHaveLength(90);
    const short = mixed(USUAL, 'unimax-mixture', { budget: 1000, epochs: 2, unit: 'rows' });
    expect(short.plan.rows).toHaveLength(200);
    expect(short.plan.notices.join(' ')).toContain('800 less than the budget');
  });
});

describe('manual-mixture', () => {
  test('typed shares, others as they are', () => {
    const { table } = mixed(USUAL, 'manual-mixture', { shares: { en: 1, fi: 1 }, unit: 'rows' });
    expect(new Map(table.map(({ group, share }) => [group, share]))).toEqual(
      new Map([
        ['de', 0.15],
        ['en', 0.425],
        ['fi', 0.425],
      ]),
    );
  });

  test('typed shares, others left out', () => {
    const { domains } = mixed(USUAL, 'manual-mixture', {
      shares: { en: 3, fi: 1 },
      rest: 'zero',
      unit: 'rows',
    });
    expect(['en', 'de', 'fi'].map((name) => countOf(domains, name))).toEqual([75, 0, 25]);
  });

  test('shares of two columns at once are met exactly', () => {
    const { plan, table } = mixed(USUAL, 'manual-mixture', {
      margins: { domain: { en: 1, de: 1, fi: 1 }, half: { 0: 1, 1: 3 } },
      unit: 'rows',
      budget: 1200,
    });
    const sum = (of: (group: string) => boolean) =>
      table.filter(({ group }) => of(group)).reduce((all, { share }) => all + share, 0);
    for (const name of ['en', 'de', 'fi'])
      expect(sum((group) => group.startsWith(name))).toBeCloseTo(1 / 3, 9);
    expect(sum((group) => group.endsWith('|1'))).toBeCloseTo(0.75, 9);
    expect(plan.rows).toHaveLength(1200);
  });

  test('equal shares where none is typed', () => {
    const { table } = mixed(USUAL, 'manual-mixture', { unit: 'rows' });
    expect(table.map(({ share }) => share)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test('a group without rows is named', () => {
    expect(() => mixed(USUAL, 'manual-mixture', { shares: { sv: 1 } })).toThrow(
      'No row in scope has `sv`',
    );
  });
});
