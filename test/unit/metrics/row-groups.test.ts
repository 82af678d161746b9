import { describe, expect, test } from 'vitest';
import { heldKey } from '../../../src/engine/kernels/canonical-codes';
import { addBits, bitsWhere, countBoth, hasBit } from '../../../src/engine/kernels/bit-sets';
import { groupRows, type KeyColumn } from '../../../src/engine/kernels/row-groups';
import { profileColumns } from '../../../src/engine/profile-columns';
import { columnOf, tableOf } from '../../../src/engine/table';

/** Reproducible codes: a small linear congruential generator, so that the oracle needs no library. */
function codes(n: number, levels: number, seed: number): Uint32Array {
  let state = seed;
  return Uint32Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % levels;
  });
}

/** Groups by the text of the tuple, the slow and obvious way. */
function bruteForce(columns: readonly KeyColumn[], rows: readonly number[]) {
  const first = new Map<string, number>();
  const firstRow: number[] = [];
  const groupOf = rows.map((row) => {
    const key = columns
      .map(({ codes: c, canonical }) => String(canonical ? canonical[c[row]!] : c[row]))
      .join(' ');
    let group = first.get(key);
    if (group === undefined) {
      group = first.size;
      first.set(key, group);
      firstRow.push(row);
    }
    return group;
  });
  return { groupOf, firstRow };
}

describe('grouping rows', () => {
  const n = 9000;
  const columns: KeyColumn[] = [
    { codes: codes(n, 7, 1) },
    { codes: codes(n, 5, 2), canonical: Uint32Array.of(0, 1, 1, 3, 4) },
    { codes: codes(n, 31, 3) },
  ];
  const all = Array.from({ length: n }, (_, row) => row);

  test('equals the obvious way', () => {
    const groups = groupRows(columns, n);
    const { groupOf, firstRow } = bruteForce(columns, all);
    expect([...groups.groupOf]).toEqual(groupOf);
    expect([...groups.first]).toEqual(firstRow);
    expect(groups.sizes.reduce((a, b) => a + b)).toBe(n);
  });

  test('planted collisions merge nothing: few hash bits give the same groups', () => {
    const small = columns.map(({ codes: c, ...rest }) => ({ codes: c.subarray(0, 1500), ...rest }));
    const whole = groupRows(small, 1500);
    for (const hashBits of [0, 1, 4]) {
      expect(groupRows(small, 1500, { hashBits })).toEqual(whole);
    }
  });

  test('only the rows that are given', () => {
    const rows = Uint32Array.from(all.filter((row) => row % 3 === 1));
    const groups = groupRows(columns, n, { rows });
    const { groupOf, firstRow } = bruteForce(columns, [...rows]);
    expect([...groups.groupOf]).toEqual(groupOf);
    expect([...groups.first]).toEqual(firstRow);
  });

  test('no rows, no columns', () => {
    expect(groupRows(columns, 0).groupCount).toBe(0);
    expect(groupRows([], 4).sizes).toEqual(Uint32Array.of(4));
  });

  test('cancel stops it', () => {
    const tick = () => {
      throw new Error('stop');
    };
    expect(() => groupRows(columns, n, { tick })).toThrow('stop');
  });
});

describe('cells that are equal', () => {
  const canonicalOf = (texts: string[], equality: 'by-value' | 'as-written') => {
    const table = tableOf(
      ['c'],
      texts.map((text) => [text]),
    );
    const profile = profileColumns(table, () => undefined)[0]!;
    const { codes: c, canonical } = heldKey(table.columns[0]!, profile, equality);
    return Array.from(c, (code) => canonical?.[code] ?? code);
  };

  test('numbers by value, in numeric columns only', () => {
    const [one, point, exponent, two, negative, zero] = canonicalOf(
      ['1', '1.0', '1e0', '2', '-0.0', '0'],
      'by-value',
    );
    expect(point).toBe(one);
    expect(exponent).toBe(one);
    expect(two).not.toBe(one);
    expect(negative).toBe(zero);
    const codesAsText = canonicalOf(['01', '1', '001'], 'by-value');
    expect(new Set(codesAsText).size).toBe(3);
  });

  test('as written, nothing is merged', () => {
    expect(new Set(canonicalOf(['1', '1.0', '2'], 'as-written')).size).toBe(3);
  });

  test('NA in a numeric column is an empty cell, in a text column it is a text', () => {
    const [na, empty] = canonicalOf(['NA', '', '1.5', '2.5', '3', '4'], 'by-value');
    expect(na).toBe(empty);
    const [text, blank] = canonicalOf(['NA', '', 'DE', 'FR', 'GB'], 'by-value');
    expect(text).not.toBe(blank);
  });
});

describe('bit sets', () => {
  test('count what is in both', () => {
    const column = columnOf(
      0,
      'c',
      Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? '' : 'x')),
    );
    const other = columnOf(
      0,
      'd',
      Array.from({ length: 100 }, (_, i) => (i % 5 === 0 ? '' : 'x')),
    );
    const a = bitsWhere(column.codes, new Set([0]));
    const b = bitsWhere(other.codes, new Set([0]));
    expect(countBoth(a, b)).toBe(7);
    expect(countBoth(a, a)).toBe(34);
    expect(hasBit(a, 99)).toBe(true);
    expect(hasBit(a, 98)).toBe(false);
    addBits(a, b);
    expect(countBoth(a, a)).toBe(34 + 20 - 7);
  });
});
