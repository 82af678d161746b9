import { describe, expect, it } from 'vitest';
import { read, noTick } from './reading';

const ROWS = 90_000;
const WORKERS = [1, 2, 3, 7];

/** Decimals that all differ, words that mostly do, and a note with a line end now and then. */
const rows = Array.from({ length: ROWS }, (_, i) => ({
  id: i * 7,
  price: (((i * 7919) % 1_000_003) - 300_000) / 100,
  word: `w${(i * 31) % 88_001}`,
  note: i % 50 === 0 ? `"two\nlines ${i}"` : 'one',
}));
const text = `id,price,word,note\n${rows
  .map(({ id, price, word, note }) => `${id},${price.toFixed(2)},${word},${note}`)
  .join('\n')}\n`;

describe.each(WORKERS)('large columns read by %i', (workers) => {
  const { table } = read(text, { limits: { workers, smallestPart: 1 } });
  const sketchOf = (index: number) => table.columns[index]!.sketch!;

  it('opens those that hold too many values, and holds the others', () => {
    expect(table.rowCount).toBe(ROWS);
    expect(table.columns.map(({ sketch }) => sketch !== undefined)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('knows the numbers of an open column exactly', () => {
    const { n, min, max, mean, m2, integers, negatives } = sketchOf(1).numbers!;
    const cents = rows.map(({ price }) => Math.round(price * 100));
    const sum = cents.reduce((a, b) => a + b, 0);
    const squares = cents.reduce((a, b) => a + b * b, 0);
    expect(n).toBe(ROWS);
    expect([min, max]).toEqual([Math.min(...cents) / 100, Math.max(...cents) / 100]);
    expect(mean).toBeCloseTo(sum / 100 / ROWS, 9);
    expect(m2 / ((squares - (sum * sum) / ROWS) / 1e4)).toBeCloseTo(1, 9);
    expect(integers).toBe(cents.filter((c) => c % 100 === 0).length);
    expect(negatives).toBe(cents.filter((c) => c < 0).length);
    expect(sketchOf(1).decimals).toBe(2);
  });

  it('estimates how many values there are within four standard errors', () => {
    const distinct = [ROWS, ROWS, 88_001];
    distinct.forEach((exact, index) => {
      expect(Math.abs(sketchOf(index).distinct / exact - 1)).toBeLessThan(4 * 0.0081);
    });
  });

  it('gives every cell when it is asked for them', () => {
    const { codes, dictionary } = table.columns[2]!;
    expect(rows.findIndex(({ word }, row) => dictionary.text(codes[row]!) !== word)).toBe(-1);
    expect(dictionary.size).toBe(88_002);
  });

  it('has a key per row that hardly any other row shares', () => {
    const columns = [0, 1, 2].map((column) => ({ column, byValue: column < 2 }));
    const keys = table.backing!.keys(columns, noTick);
    // Of n numbers of 32 bits about n^2 / 2^33 are taken by another.
    expect(new Set(keys).size).toBeGreaterThan(ROWS - 20);
  });
});
