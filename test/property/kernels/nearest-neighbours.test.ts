import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nearestNeighbours,
  NO_POINT,
  type Asked,
  type Points,
} from '../../../src/engine/kernels/nearest-neighbours';

/** Neighbours by sorting all distances. */
export function bruteForce(
  { count, dimensions, values, nominal }: Points,
  k: number,
  { queries, among }: Asked,
): { points: number[]; distances: number[] } {
  const all = Array.from({ length: count }, (_, point) => point);
  const found = [...(queries ?? all)].flatMap((query) => {
    const distance = (point: number) => {
      let sum = 0;
      for (let d = 0; d < dimensions; d++) {
        sum += (values[query * dimensions + d]! - values[point * dimensions + d]!) ** 2;
      }
      if (!nominal) return sum;
      const codes = (of: number) =>
        nominal.codes.subarray(of * nominal.dimensions, (of + 1) * nominal.dimensions);
      const other = codes(point);
      return sum + nominal.mismatch * codes(query).filter((code, i) => code !== other[i]).length;
    };
    const near = [...(among ?? all)]
      .filter((point) => point !== query)
      .map((point) => ({ point, distance: distance(point) }))
      .sort((a, b) => a.distance - b.distance || a.point - b.point);
    const none = { point: NO_POINT, distance: Infinity };
    return Array.from({ length: k }, (_, i) => near[i] ?? none);
  });
  return {
    points: found.map(({ point }) => point),
    distances: found.map(({ distance }) => distance),
  };
}

const coordinate = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.constantFrom(1e9, 1e9 + 1e-3, -1e30),
);
const cloud = fc
  .record({
    count: fc.integer({ min: 1, max: 60 }),
    dimensions: fc.integer({ min: 0, max: 20 }),
    kinds: fc.integer({ min: 0, max: 2 }),
    mismatch: fc.constantFrom(0, 0.5, 3),
  })
  .chain(({ count, dimensions, kinds, mismatch }) =>
    fc
      .record({
        values: fc.array(coordinate, {
          minLength: count * dimensions,
          maxLength: count * dimensions,
        }),
        codes: fc.array(fc.nat({ max: 2 }), { minLength: count * kinds, maxLength: count * kinds }),
        k: fc.integer({ min: 1, max: 7 }),
        queries: fc.option(fc.subarray([...Array(count).keys()]), { nil: undefined }),
        among: fc.option(fc.subarray([...Array(count).keys()]), { nil: undefined }),
      })
      .map(({ values, codes, k, queries, among }) => ({
        points: {
          count,
          dimensions,
          values: Float64Array.from(values),
          ...(kinds && {
            nominal: { dimensions: kinds, codes: Uint32Array.from(codes), mismatch },
          }),
        },
        k,
        asked: {
          ...(queries && { queries: Uint32Array.from(queries) }),
          ...(among && { among: Uint32Array.from(among) }),
        },
      })),
  );

describe('nearest neighbours', () => {
  it('equals sorting all distances, ties by number', () => {
    fc.assert(
      fc.property(cloud, ({ points, k, asked }) => {
        const found = nearestNeighbours(points, k, () => undefined, asked);
        expect({ points: [...found.points], distances: [...found.distances] }).toEqual(
          bruteForce(points, k, asked),
        );
      }),
      { numRuns: 300 },
    );
  });
});
