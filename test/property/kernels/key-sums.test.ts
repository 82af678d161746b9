import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHUNK, KernelSums, TwinSums } from '../../../src/engine/kernels/key-sums';
import { compiled } from '../../../src/kernels/compiled';
import { WASM_BASE64 } from '../../../src/kernels/hash-rows.wasm';
import type { Codes } from '../../../src/engine/table/table';

const WIDTHS = [Uint8Array, Uint16Array, Uint32Array];

const column = fc
  .record({ size: fc.integer({ min: 1, max: 300 }), width: fc.constantFrom(...WIDTHS) })
  .filter(({ size, width }) => width !== Uint8Array || size <= 256)
  .chain(({ size, width }) =>
    fc.record({
      hashes: fc
        .array(fc.integer({ min: 0, max: 0xffffffff }), {
          minLength: 2 * size,
          maxLength: 2 * size,
        })
        .map((values) => Uint32Array.from(values)),
      codes: fc
        .array(fc.integer({ min: 0, max: size - 1 }), { maxLength: 70 })
        .map((values): Codes => width.from(values)),
    }),
  );

describe('keys of rows', () => {
  test('the kernel adds what its twin adds, in lanes that carry nothing over', () => {
    const module = compiled(WASM_BASE64);
    if (!module) throw new Error('These tests need WebAssembly with SIMD.');
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 4 }), (columns) => {
        const hashes = columns.map((each) => each.hashes);
        const both = [new KernelSums(module, hashes), new TwinSums(hashes)];
        const expected = new Array<number>(2 * CHUNK).fill(0);
        columns.forEach(({ codes }, index) => {
          for (const sums of both) sums.add(index, codes);
          codes.forEach((code, row) => {
            for (const lane of [0, 1]) {
              expected[2 * row + lane] =
                (expected[2 * row + lane]! + hashes[index]![2 * code + lane]!) % 2 ** 32;
            }
          });
        });
        for (const { keys } of both) expect([...keys]).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
