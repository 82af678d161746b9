import { expect } from 'vitest';
import type { ColumnSketch } from '../../../src/engine/table/sketch';
import type { Table } from '../../../src/engine/table/table';

/** Digits to which sums of powers agree, whose last bits depend on the order of addition. */
const DIGITS = 9;

/**
 * Expects the sketches of two tables to be the same. Sums of powers may differ by rounding, measured by the spread of the
 * values: a third moment of 0 may come out as any number that is small beside their deviation.
 */
export function expectSameSketches(found: Table, wanted: Table): void {
  expect(found.columns).toHaveLength(wanted.columns.length);
  found.columns.forEach(({ sketch }, index) => {
    const other = wanted.columns[index]!.sketch;
    expect(settled(sketch)).toEqual(settled(other));
    const expected = moments(other);
    moments(sketch).forEach((moment, power) => {
      if (!Object.is(moment, expected[power])) expect(moment).toBeCloseTo(expected[power]!, DIGITS);
    });
  });
}

/** A sketch without its sums, and without its first rows, of which each part has its own. */
function settled(sketch: ColumnSketch | undefined) {
  if (!sketch?.numbers) return sketch && { ...sketch, head: 0 };
  const numbers = { ...sketch.numbers, mean: 0, m2: 0, m3: 0, m4: 0 };
  return { ...sketch, head: 0, numbers };
}

/** Mean and deviation on scales on which an error is a share of them, skewness and kurtosis, as far as there are any. */
function moments(sketch: ColumnSketch | undefined): number[] {
  if (!sketch?.numbers) return [];
  const { n, mean, m2, m3, m4 } = sketch.numbers;
  const deviation = Math.sqrt(m2 / n);
  if (!(deviation > 0)) return [Math.asinh(mean), m2, m3, m4];
  return [
    Math.asinh(mean / deviation),
    Math.log(deviation),
    m3 / n / deviation ** 3,
    m4 / n / deviation ** 4,
  ];
}
