import { describe, expect, test } from 'vitest';
import { heldKey } from '../../../src/engine/kernels/canonical-codes';
import {
  addBits,
  bitsOf,
  bitsWhere,
  countBoth,
  hasBit,
  Ranks,
  rowsOf,
} from '../../../src/engine/kernels/bit-sets';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import { columnOf, tableOf } from '../../../src/engine/table/table';

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

  test('list their rows, and the place of a row among them', () => {
    const rows = Uint32Array.of(0, 1, 31, 32, 63, 64, 99);
    const bits = bitsOf(rows, 100);
    expect(rowsOf(bits)).toEqual(rows);
    const ranks = new Ranks(bits);
    expect(ranks.size).toBe(7);
    for (let row = 0; row < 100; row++) {
      expect(ranks.of(row)).toBe(rows.filter((other) => other < row).length);
    }
  });
});
