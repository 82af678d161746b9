import { describe, expect, it } from 'vitest';
import { denseDesign, type Examples } from '../../../src/engine/models/design';
import { fitBoosting } from '../../../src/engine/models/gradient-boosting';
import { fitLogistic } from '../../../src/engine/models/logistic-regression';
import golden from '../../peers/models.json';

const idle = () => undefined;

/** The numbers of test/peers/models.py. */
function numbers(seed: number, count: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 2 ** 31;
  });
}

type Case = (typeof golden.cases)[number];

function examplesOf({ seed, rows, columns, classes, weighted, y }: Case): Examples {
  const values = numbers(seed, rows * columns);
  for (let at = columns - 1; at < values.length; at += columns) {
    values[at] = Math.floor(values[at]! * 5);
  }
  return {
    design: denseDesign(values, columns),
    classes: Uint32Array.from(y, Number),
    classCount: classes,
    ...(weighted && { weights: numbers(seed + 2, rows).map((value) => 0.5 + value) }),
  };
}

/** Largest difference between probabilities of the first rows and the peer's. */
function distance(found: Float64Array, wanted: readonly (readonly number[])[]): number {
  const flat = wanted.flat();
  return Math.max(...flat.map((value, i) => Math.abs(value - found[i]!)));
}

/** The same rows with each number of the last column as a level of its own. */
function oneHot({ design, ...rest }: Examples): {
  readonly levels: Examples;
  readonly same: Examples;
} {
  const { rows, columns, values } = design;
  const dense = columns - 1;
  const numbersOnly = new Float64Array(rows * dense);
  const expanded = new Float64Array(rows * (dense + 5));
  const indices = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(row * columns, row * columns + dense);
    numbersOnly.set(own, row * dense);
    expanded.set(own, row * (dense + 5));
    const level = values[row * columns + dense]!;
    indices[row] = dense + level;
    expanded[row * (dense + 5) + dense + level] = 1;
  }
  const starts = Uint32Array.from({ length: rows + 1 }, (_, row) => row);
  const sparse = { rows, columns: dense + 5, dense, values: numbersOnly, starts, indices };
  return {
    levels: { ...rest, design: sparse },
    same: { ...rest, design: denseDesign(expanded, dense + 5) },
  };
}

describe('levels', () => {
  const { levels, same } = oneHot(examplesOf(golden.cases[3]!));

  it.each([
    ['logistic regression', fitLogistic],
    ['boosted trees', fitBoosting],
  ])('%s sees one-hot levels as the columns they stand for', (_, fit) => {
    const sparse = fit(levels, idle).probabilities(levels.design, idle);
    const dense = fit(same, idle).probabilities(same.design, idle);
    expect(Math.max(...sparse.map((p, i) => Math.abs(p - dense[i]!)))).toBeLessThan(1e-9);
    expect(Math.max(...sparse) - Math.min(...sparse)).toBeGreaterThan(0.5);
  });
});

describe.each(golden.cases)('$classes classes, weighted: $weighted', (each) => {
  const examples = examplesOf(each);

  it('logistic regression equals scikit-learn', () => {
    const model = fitLogistic(examples, idle, { tolerance: 1e-9 });
    expect(distance(model.probabilities(examples.design, idle), each.logistic)).toBeLessThan(1e-6);
  });

  it('boosted trees equal scikit-learn', () => {
    const model = fitBoosting(examples, idle);
    expect(distance(model.probabilities(examples.design, idle), each.trees)).toBeLessThan(1e-6);
  });
});
