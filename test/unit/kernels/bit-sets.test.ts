import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bitsOf,
  bitsWhere,
  countCodesOf,
  countWithin,
  rowsOf,
} from '../../../src/engine/kernels/bit-sets';

const columns = fc
  .tuple(
    fc.constantFrom(Uint8Array, Uint16Array, Uint32Array),
    fc.array(fc.nat(5), { maxLength: 200 }),
  )
  .map(([Kind, codes]) => Kind.from(codes));

test('rows by their codes are those that a look at each finds', () => {
  fc.assert(
    fc.property(columns, fc.uniqueArray(fc.nat(7), { maxLength: 3 }), (column, codes) => {
      const wanted = new Set(codes);
      const found = [...rowsOf(bitsWhere(column, wanted))];
      expect(found).toEqual([...column.keys()].filter((row) => wanted.has(column[row]!)));
    }),
  );
});

test('rows by their codes are found beyond a block of rows', () => {
  const column = Uint16Array.from({ length: 20_000 }, (_, row) => (row % 7 === 0 ? 300 : row % 5));
  const rows = [...column.keys()].filter((row) => column[row] === 300 || column[row] === 4);
  expect([...rowsOf(bitsWhere(column, new Set([4, 300])))]).toEqual(rows);
});

test('rows of a stretch and rows per code are counted as one by one', () => {
  fc.assert(
    fc.property(columns, fc.infiniteStream(fc.boolean()), (codes, is) => {
      const rows = [...codes.keys()].filter(() => is.next().value);
      const bits = bitsOf(Uint32Array.from(rows), codes.length);
      for (const from of [0, 1, 31, 32, 33, 70]) {
        for (const to of [0, 1, 31, 32, 33, 64, 65, codes.length]) {
          const within = rows.filter((row) => row >= from && row < to).length;
          if (to <= codes.length) expect(countWithin(bits, from, to)).toBe(within);
        }
      }
      const counts = new Float64Array(6);
      countCodesOf(bits, codes, counts);
      expect([...counts]).toEqual(
        Array.from(counts, (_, code) => rows.filter((row) => codes[row] === code).length),
      );
    }),
  );
});
