import { describe, expect, test } from 'vitest';
import { Course } from '../../../src/files/reading/course';
import { Ticker } from '../../../src/files/reading/ticker';
import type { Progress } from '../../../src/protocol/messages';

describe('a course of phases', () => {
  test('is one number from 0 to 1 that never goes back, whatever the phases say', () => {
    const course = new Course(['read', 'hash', 'profile', 'audit']);
    const shares = [
      course.reach('read', 0, 100),
      course.reach('read', 100, 100),
      course.reach('hash', 0, 100),
      course.reach('hash', 100, 100),
      course.reach('profile', 5, 10),
      course.reach('profile', 2, 10),
      course.reach('audit', 0, 1),
      course.reach('read', 50, 100),
      course.reach('audit', 1, 1),
    ];
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[1]).toBe(shares[2]);
  });

  test('starts where work starts: what was read before does not count', () => {
    const course = new Course(['read', 'hash', 'profile', 'audit']);
    expect(course.reach('profile', 0, 10)).toBe(0);
    expect(course.reach('audit', 10, 10)).toBe(1);
  });

  test('takes an unknown total for nothing done, and more than all for all', () => {
    expect(new Course(['read']).reach('read', 5, 0)).toBe(0);
    expect(new Course(['read']).reach('read', 7, 5)).toBe(1);
  });

  test('says how long it takes from how long it took', () => {
    const course = new Course(['read']);
    expect(course.left(1000)).toBeUndefined();
    course.reach('read', 25, 100);
    expect(course.left(2000)).toBeCloseTo(3);
    course.reach('read', 50, 100);
    expect(course.left(3000)).toBeCloseTo(2);
    course.reach('read', 100, 100);
    expect(course.left(5000)).toBeCloseTo(0);
  });
});

test('a ticker adds share and time left to what it reports', () => {
  const heard: Progress[] = [];
  let now = 0;
  const ticker = new Ticker({ onProgress: (progress) => heard.push(progress), now: () => now });
  ticker.begin('plan', 'write');
  for (const done of [0, 50, 100]) {
    ticker.tick('plan', 'Planning', done, 100);
    now += 1000;
  }
  ticker.tick('write', 'Writing', 100, 100);
  expect(heard.map(({ share }) => share)).toEqual([...heard.map(({ share }) => share)].sort());
  expect(heard[0]).toEqual({ phase: 'plan', what: 'Planning', done: 0, total: 100, share: 0 });
  expect(heard.at(-1)).toMatchObject({ share: 1, left: 0 });
});
