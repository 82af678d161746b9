import { describe, expect, it } from 'vitest';
import { bitsOf, otherBits, rowsOf } from '../../../src/engine/kernels/bit-sets';
import { RowsOfBits } from '../../../src/engine/plan/row-list';
import { dice } from '../../dice';

const SEED = 20;

/** Sets of rows: none, all, few, many, with long gaps. */
function sets() {
  const u = dice(SEED);
  return [0, 1, 31, 32, 33, 64, 1000, 5000].flatMap((rowCount) =>
    [0, 0.002, 0.3, 0.98, 1].map((share) => {
      const rows = Array.from({ length: rowCount }, (_, row) => row);
      return { rowCount, rows: rows.filter(() => u.next() < share) };
    }),
  );
}

describe(`rows of a set of bits (seed ${SEED})`, () => {
  it('are those that were set, by their place', () => {
    for (const { rowCount, rows } of sets()) {
      const list = new RowsOfBits(bitsOf(Uint32Array.from(rows), rowCount));
      expect(list.length).toBe(rows.length);
      expect(rows.map((_, place) => list.at(place))).toEqual(rows);
      expect(list.at(rows.length)).toBeUndefined();
    }
  });

  it('are found in any order, and twice', () => {
    const u = dice(SEED + 1);
    for (const { rowCount, rows } of sets()) {
      const list = new RowsOfBits(bitsOf(Uint32Array.from(rows), rowCount));
      const places = Array.from({ length: rows.length && 300 }, () => u.below(rows.length));
      const asked = places.flatMap((place) => [place, place, Math.min(place + 1, rows.length - 1)]);
      expect(asked.map((place) => list.at(place))).toEqual(asked.map((place) => rows[place]));
    }
  });

  it('and the others are all rows', () => {
    for (const { rowCount, rows } of sets()) {
      const set = new Set(rows);
      const others = Array.from({ length: rowCount }, (_, row) => row).filter(
        (row) => !set.has(row),
      );
      const bits = bitsOf(Uint32Array.from(rows), rowCount);
      expect([...rowsOf(otherBits(bits, rowCount))]).toEqual(others);
    }
  });
});
