import { expect, test } from 'vitest';
import { MetricProgress } from '../../../src/engine/metric-progress';

test('loops of metrics, some of them run twice, add up to one number that never goes back', () => {
  const progress = new MetricProgress([{ id: 'a' }, { id: 'exact-duplicate-rows' }, { id: 'b' }]);
  const shares: number[] = [];
  const heard = (done: number, total: number) => shares.push(done / total);
  for (const id of ['a', 'exact-duplicate-rows', 'b']) {
    const tick = progress.start(id, heard);
    for (let pass = 0; pass < 4; pass++)
      for (let done = 0; done <= 10; done++) tick(done * (pass + 1), 10 * (pass + 1));
  }
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares[0]).toBe(0);
  expect(shares.every((share) => share < 1)).toBe(true);
  // The dear metric takes most of the way.
  expect(shares[88]! - shares[44]!).toBeGreaterThan(0.5);
});
