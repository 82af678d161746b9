import { expect, it } from 'vitest';
import { PlanningTimes } from '../../../src/files/session/planning-times';

it('shares the bar as planning and counting shared the time', () => {
  const times = new PlanningTimes();
  expect(times.share('smote')).toBe(0.15);
  times.note('smote', 300, 100);
  expect(times.share('smote')).toBe(0.75);
  times.note('random-undersample', 0, 300);
  expect(times.share('smote')).toBe(0.5);
  expect(times.share('random-undersample')).toBe(0.02);
  // The mean of 300 and 0 beside the last counting.
  expect(times.share('adasyn')).toBeCloseTo(150 / 450);
});
