import { describe, expect, test } from 'vitest';
import { count, listed, many, percent, quoted, times } from '../../../src/engine/words';

describe('words', () => {
  test('counts have commas', () => {
    expect([0, 999, 1000, 10923, 1234567].map(count)).toEqual([
      '0',
      '999',
      '1,000',
      '10,923',
      '1,234,567',
    ]);
  });

  test('shares have one decimal and are never rounded to nothing or all', () => {
    expect([0, 0.0004, 0.001, 0.12, 0.023249, 0.9992, 1].map(percent)).toEqual([
      '0%',
      '<0.1%',
      '0.1%',
      '12.0%',
      '2.3%',
      '>99.9%',
      '100%',
    ]);
  });

  test('ratios', () => {
    expect([1.5, 42.01, 99.96, 1234.4].map(times)).toEqual(['1.5', '42.0', '100', '1,234']);
  });

  test('one and many', () => {
    expect([many(1, 'row'), many(2, 'row'), many(2, 'class', 'classes')]).toEqual([
      '1 row',
      '2 rows',
      '2 classes',
    ]);
  });

  test('values cannot break out of their backticks, and long ones are cut', () => {
    expect(quoted('a`b\nc')).toBe("`a'b c`");
    expect(quoted('x'.repeat(80))).toHaveLength(62);
  });

  test('lists', () => {
    expect(listed([])).toBe('');
    expect(listed(['a'])).toBe('a');
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
    expect(listed(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
  });
});
