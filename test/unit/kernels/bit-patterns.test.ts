import { describe, expect, test } from 'vitest';
import { bitPatterns } from '../../../src/engine/kernels/bit-patterns';
import { bitsOf, noBits } from '../../../src/engine/kernels/bit-sets';
import { PairTable } from '../../../src/engine/kernels/pair-table';

const ROWS = 3000;

/** Membership of a row in a set, by a fixed rule that gives many patterns. */
const isIn = (row: number, set: number) => ((row % 700) * (2 * set + 3) + set) % 13 === 0;

/** Patterns by a map of joined texts. */
function joined(sets: number) {
  const found = new Map<string, { first: number; rows: number }>();
  for (let row = 0; row < ROWS; row++) {
    const key = Array.from({ length: sets }, (_, set) => Number(isIn(row, set))).join('');
    if (!key.includes('1')) continue;
    const known = found.get(key);
    if (known) known.rows++;
    else found.set(key, { first: row, rows: 1 });
  }
  return [...found.values()];
}

describe('patterns of bits', () => {
  test.each([1, 2, 31, 32, 33, 70])('of %i sets are those of joined texts', (sets) => {
    const bits = Array.from({ length: sets }, (_, set) => {
      const rows = Array.from({ length: ROWS }, (_row, row) => row).filter((row) => isIn(row, set));
      return bitsOf(Uint32Array.from(rows), ROWS);
    });
    const expected = joined(sets);
    expect(expected.length).toBeGreaterThan(sets === 1 ? 0 : 1);
    expect(bitPatterns(bits, ROWS, () => undefined)).toEqual(expected);
  });

  test('of no sets, and of empty ones', () => {
    expect(bitPatterns([], ROWS, () => undefined)).toEqual([]);
    expect(bitPatterns([noBits(ROWS)], ROWS, () => undefined)).toEqual([]);
  });

  test('cancel stops it', () => {
    const tick = () => {
      throw new Error('stop');
    };
    expect(() => bitPatterns([noBits(ROWS)], ROWS, tick)).toThrow('stop');
  });
});

describe('a table of pairs', () => {
  test('numbers them in order of appearance, whatever they share and however many there are', () => {
    const table = new PairTable();
    const pairs = Array.from(
      { length: 20_000 },
      (_, i) => [(i % 7) * 0x24924924, Math.floor(i / 7) * 0x10000] as const,
    ).map(([low, high]) => [low >>> 0, high >>> 0] as const);
    const known = new Map<string, number>();
    for (const [low, high] of [...pairs, ...pairs]) {
      const key = `${String(low)} ${String(high)}`;
      const expected = known.get(key) ?? known.size;
      known.set(key, expected);
      if (table.entryOf(low, high) !== expected) expect.fail(`${key} is not ${String(expected)}`);
    }
    expect(table.size).toBe(known.size);
    table.clear();
    expect(table.entryOf(5, 6)).toBe(0);
  });
});
