import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inByteOrder } from '../../../src/engine/kernels/byte-order';

// Few different bytes, so that long beginnings are shared; NUL is also what stands behind an end.
const value = fc.array(fc.constantFrom(0, 0, 97, 98, 255), { maxLength: 14 });

test('codes are in the order of their bytes, equal ones as they were given', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), fc.infiniteStream(fc.nat(1000)), (list, u) => {
      const values = list.map((bytes) => Uint8Array.from(bytes));
      const offsets = new Uint32Array(values.length + 2);
      values.forEach((bytes, i) => (offsets[i + 2] = offsets[i + 1]! + bytes.length));
      const arena = Uint8Array.from(list.flat());
      const codes = values
        .map((_, i) => ({ code: i + 1, at: u.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ code }) => code);
      const order = inByteOrder(codes, { arena, offsets, utf8: true });
      const expected = [...codes].sort((a, b) => Buffer.compare(values[a - 1]!, values[b - 1]!));
      expect([...order]).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});
