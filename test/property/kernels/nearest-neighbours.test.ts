import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dice } from '../../dice';
import {
  kernelNeighbours,
  nearestNeighbours,
  NO_POINT,
  twinNeighbours,
  type Asked,
  type Points,
} from '../../../src/engine/kernels/nearest-neighbours';

/** Neighbours by sorting all distances. */
function bruteForce(
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

/** Numbers that the filter has a scale for: differences above 1e-140, or none. */
const coordinate = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc
    .double({ min: -10, max: 10, noNaN: true })
    .map((value) => (Math.abs(value) < 1e-100 ? 0 : value)),
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

const still = () => undefined;
const allOf = (count: number) => Uint32Array.from({ length: count }, (_, point) => point);

describe('nearest neighbours', () => {
  it('equal sorting all distances, ties by number, with the kernel and with its twin', () => {
    fc.assert(
      fc.property(cloud, ({ points, k, asked }) => {
        const expected = bruteForce(points, k, asked);
        const both = { queries: allOf(points.count), among: allOf(points.count), ...asked };
        const answers = [
          nearestNeighbours(points, k, still, asked),
          twinNeighbours(points, k, still, both),
          kernelNeighbours(points, k, still, both, true)!,
          kernelNeighbours(points, k, still, both, false)!,
        ];
        for (const found of answers) {
          expect({ points: [...found.points], distances: [...found.distances] }).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [3, 2, 0],
    [11, 5, 1],
    [40, 3, 0],
    [0, 4, 6],
  ])('of %i numbers are those of the twin in a larger cloud, k = %i, %i nominal', (d, k, kinds) => {
    const seed = Math.floor(Math.random() * 1e9);
    const { next, below } = dice(seed);
    const count = 3000;
    // Clusters far apart, few different values in some columns, an outlier: the filter is tried where it is coarse.
    const values = Float64Array.from({ length: count * d }, (_, at) => {
      const dimension = at % d;
      const cluster = Math.floor(at / d) % 5;
      if (at === 7 * d) return 1e6;
      return dimension % 3 === 0 ? below(4) : 1000 * cluster + next();
    });
    const nominal = {
      dimensions: kinds,
      codes: Uint32Array.from({ length: count * kinds }, () => below(30)),
      mismatch: 0.7,
    };
    const points = { count, dimensions: d, values, ...(kinds && { nominal }) };
    const asked = {
      queries: allOf(count).filter(() => below(3) === 0),
      among: allOf(count).filter(() => below(4) > 0),
    };
    const expected = twinNeighbours(points, k, still, asked);
    for (const whole of [true, false]) {
      const found = kernelNeighbours(points, k, still, asked, whole);
      expect(found, `seed ${seed}`).toEqual(expected);
    }
  });

  it.each([
    ['large', 2 ** 500],
    ['small', 2 ** -500],
    ['small, none of them normal', 2 ** -1074],
  ])("of numbers too %s for the filter are the twin's", (_, unit) => {
    const points = {
      count: 300,
      dimensions: 1,
      values: Float64Array.from(allOf(300), (i) => i * unit),
    };
    const all = { queries: allOf(300), among: allOf(300) };
    expect(kernelNeighbours(points, 2, still, all)).toBeUndefined();
    const { points: near } = nearestNeighbours(points, 1, still);
    expect([...near]).toEqual(bruteForce(points, 1, all).points);
  });
});
