import { expect, test } from 'vitest';
import { Cancelled } from '../../../src/engine/problems';
import { sortNumbers } from '../../../src/engine/statistics/sort-numbers';
import { dice } from '../../dice';

const MANY = 700_001;

test('a long list is sorted in runs as the machine sorts it whole, and is heard of', () => {
  const { next } = dice(20);
  const values = Float64Array.from({ length: MANY }, () => Math.round(next() * 1e6) / 7 - 5e4);
  const expected = values.slice().sort();
  let [ticks, last, longest] = [0, 0, 0];
  const sorted = sortNumbers(values, (done, total) => {
    ticks++;
    longest = Math.max(longest, done / total - last);
    last = done / total;
  });
  expect(sorted).toBe(values);
  expect(sorted.every((value, i) => value === expected[i])).toBe(true);
  expect(ticks).toBeGreaterThan(50);
  expect(longest).toBeLessThan(0.1);
});

test('a long sort can be stopped', () => {
  const stop = () => {
    throw new Cancelled();
  };
  expect(() => sortNumbers(new Float64Array(MANY), stop)).toThrow(Cancelled);
});
