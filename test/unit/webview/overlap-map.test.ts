import { expect, it } from 'vitest';
import type { CrossFileContainment } from '../../../src/engine/metrics/duplicates/cross-file-containment';
import { overlapOf } from '../../../webview/crossings';

const pair = (child: string, parent: string, shared: number) => ({
  ...{ child, parent, shared },
  ...{ childInParent: 0, parentInChild: 0, jaccard: 0, same: false },
});
const numbers: CrossFileContainment = {
  files: [
    { name: 'a', rows: 10, distinct: 8 },
    { name: 'alone', rows: 5, distinct: 5 },
    { name: 'b', rows: 4, distinct: 4 },
    { name: 'c', rows: 20, distinct: 20 },
  ],
  pairs: [pair('b', 'a', 4), pair('a', 'c', 2)],
  projections: [],
  ruledOut: [],
  labels: [],
};

it('crosses every two files that share rows, both ways round', () => {
  expect(overlapOf(numbers)).toMatchObject({
    rows: ['a', 'b', 'c'],
    columns: ['a', 'b', 'c'],
    counts: [
      [8, 4, 2],
      [4, 4, 0],
      [2, 0, 20],
    ],
    totals: [8, 4, 20],
  });
  expect(overlapOf({ ...numbers, pairs: [] })).toBeUndefined();
});
