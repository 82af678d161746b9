import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberSketch } from '../../../../src/codecs/parquet/number-sketch';
import { numberReader } from '../../../../src/codecs/parquet/plain-numbers';
import { SketchBuilder } from '../../../../src/engine/sketches/sketch-builder';
import type { ColumnHint } from '../../../../src/engine/sketches/state';

const utf8 = new TextEncoder();
const hintWith = (shift: number, candidates: readonly number[]): ColumnHint => ({
  expects: 'number',
  shift,
  measuresText: false,
  inKeys: true,
  byValue: true,
  candidates: [...new Set(candidates.map(String))].map((text) => utf8.encode(text)),
});
const read = numberReader({ name: 'x', type: 'DOUBLE' })!;
/** The double as the reader gives it: NaN when it has to be written. */
const plain = (value: number) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  return read(view, 0);
};

describe('the sketch of numbers', () => {
  it('is that of their texts, distinct values apart', () => {
    const few = fc.constantFrom(
      ...[0, -0, 1, -1.5, 0.1, 100, 1e21, 1e-7, 12.25, NaN, Infinity],
      ...[2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e20],
    );
    const numbers = fc.array(
      fc.oneof(
        few,
        fc.double(),
        fc.integer(),
        fc.integer().map((n) => n / 1000),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(numbers, fc.constantFrom(0, 1990.5), (values, shift) => {
        const hint = hintWith(shift, values.filter(Number.isFinite).slice(0, 4));
        const fast = new NumberSketch(hint, -1);
        const merged = new SketchBuilder(hint);
        const slow = new SketchBuilder(hint);
        values.forEach((value, row) => {
          if (Number.isNaN(value)) return;
          const text = utf8.encode(Object.is(value, -0) ? '-0' : String(value));
          slow.add(text, 0, text.length, row);
          if (Number.isNaN(plain(value))) merged.add(text, 0, text.length, row);
          else fast.add(value);
        });
        merged.merge(fast.state, 0);
        const sums = merged.state.sums;
        const expected = slow.state.sums;
        const apart = { registers: undefined, sums: undefined };
        expect({ ...merged.state, ...apart }).toEqual({ ...slow.state, ...apart });
        const total = (all: Float64Array, k: number) => all[k]! + all[k + 4]!;
        for (let k = 0; k < 2; k++) {
          const size = values.reduce(
            (sum, v) => sum + (Number.isFinite(v) ? Math.abs(v - shift) ** (k + 1) : 0),
            0,
          );
          if (!Number.isFinite(size)) continue;
          expect(Math.abs(total(sums, k) - total(expected, k))).toBeLessThanOrEqual(size * 1e-14);
        }
      }),
    );
  });
});
