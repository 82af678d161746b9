import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dice } from '../../dice';
import {
  kernelNeighbours,
  nearestNeighbours,
  NO_POINT,
  twinNeighbours,
  type Asked,
  type Neighbours,
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

  describe('where few of those that ask are wanted', () => {
    const count = 12_000;
    const all = allOf(count);
    const sumsOf = ({ k, distances }: Neighbours) =>
      Float64Array.from({ length: distances.length / k }, (_, list) =>
        distances.subarray(list * k, (list + 1) * k).reduce((sum, d) => sum + Math.sqrt(d), 0),
      );
    /** All lists of which the sums are among the `few` smallest are those of a search for all; how many others are short. */
    const shortIn = (points: Points, k: number, asked: Required<Asked>, few: number) => {
      const whole = kernelNeighbours(points, k, still, asked)!;
      const some = kernelNeighbours(points, k, still, { ...asked, few })!;
      const [wholeSums, someSums] = [sumsOf(whole), sumsOf(some)];
      const most = wholeSums.slice().sort()[few - 1]!;
      let short = 0;
      wholeSums.forEach((sum, list) => {
        const of = ({ points, distances }: Neighbours) => [
          ...points.subarray(list * k, (list + 1) * k),
          ...distances.subarray(list * k, (list + 1) * k),
        ];
        if (someSums[list] === Infinity) short++;
        else expect(of(some)).toEqual(of(whole));
        if (sum <= most) expect(someSums[list]).toBe(sum);
      });
      return short;
    };

    it.each([
      [2, 1, 0, 1500],
      [10, 1, 0, 300],
      [15, 3, 0, 1500],
      [15, 4, 2, 3000],
    ])(
      '%i numbers, k = %i, %i nominal: theirs are whole, most others are not',
      (d, k, kinds, few) => {
        const seed = Math.floor(Math.random() * 1e9);
        const { next, below } = dice(seed);
        const values = Float64Array.from({ length: count * d }, () => next() + next() + next());
        const nominal = {
          dimensions: kinds,
          codes: Uint32Array.from({ length: count * kinds }, () => below(3)),
          mismatch: 0.5,
        };
        const points = { count, dimensions: d, values, ...(kinds && { nominal }) };
        const asked = { queries: all.slice(2000), among: all.slice(0, 2000) };
        expect(shortIn(points, k, asked, few), `seed ${seed}`).toBeGreaterThan(1000);
      },
    );

    it('all are whole where the sample says too little', () => {
      // Along a line, each sixteenth stretch of those that ask, of which the sample is, lies beside a point that is asked.
      const stretch = 16;
      const asking = 64 * 16 * stretch;
      const near = (query: number) => Math.floor(query / 16) % 16 === 0;
      const values = Float64Array.from({ length: 2 * asking }, (_, point) =>
        point < asking ? point + (near(point) ? 0 : 0.25) : point - asking,
      );
      const queries = allOf(asking);
      const among = allOf(2 * asking).filter((point) => point >= asking);
      const points = { count: 2 * asking, dimensions: 1, values };
      expect(shortIn(points, 1, { queries, among }, asking / 4)).toBe(0);
    });
  });
});
