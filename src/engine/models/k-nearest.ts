import { nearestNeighbours, NO_POINT, type Points } from '../kernels/nearest-neighbours';
import type { Classifier, Design, Examples, ModelTick } from './design';

/** Neighbours that vote. */
const K = 10;

/**
 * The share of each class among the k = 10 nearest examples, by weight. Distances are Euclidean over the dense columns;
 * sparse entries are levels, one per row and nominal column, and two levels that differ are 2 apart, squared: what
 * one-hot columns are.
 */
export function fitNearest(examples: Examples): Classifier {
  const { classes, classCount, weights, design } = examples;
  return {
    probabilities(asked: Design, tick: ModelTick): Float64Array {
      const points = pointsOf(design, asked);
      const found = nearestNeighbours(points, K, tick, {
        queries: numbersFrom(design.rows, asked.rows),
        among: numbersFrom(0, design.rows),
      });
      const votes = new Float64Array(asked.rows * classCount);
      for (let row = 0; row < asked.rows; row++) {
        let total = 0;
        for (let i = row * K; i < (row + 1) * K; i++) {
          const point = found.points[i]!;
          if (point === NO_POINT) break;
          const weight = weights ? weights[point]! : 1;
          votes[row * classCount + classes[point]!]! += weight;
          total += weight;
        }
        for (let k = 0; k < classCount; k++) {
          const at = row * classCount + k;
          votes[at] = total > 0 ? votes[at]! / total : 1 / classCount;
        }
      }
      return votes;
    },
  };
}

/** The examples and then the rows asked about, as points. */
function pointsOf(examples: Design, asked: Design): Points {
  const count = examples.rows + asked.rows;
  const levels = examples.rows ? examples.indices.length / examples.rows : 0;
  return {
    count,
    dimensions: examples.dense,
    values: joined(Float64Array, examples.values, asked.values),
    ...(levels > 0 && {
      nominal: {
        dimensions: levels,
        codes: joined(Uint32Array, examples.indices, asked.indices),
        mismatch: 2,
      },
    }),
  };
}

function joined<A extends Float64Array | Uint32Array>(
  Kind: new (length: number) => A,
  first: A,
  second: A,
): A {
  const both = new Kind(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function numbersFrom(first: number, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => first + i);
}
