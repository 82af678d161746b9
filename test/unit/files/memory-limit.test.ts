import { describe, expect, it } from 'vitest';
import { MEGABYTE, usualMemory } from '../../../src/files/memory-limit';

describe('usualMemory', () => {
  it('is a quarter of the machine, and at most 4096 MB', () => {
    expect(usualMemory(8192 * MEGABYTE)).toBe(2048 * MEGABYTE);
    expect(usualMemory(65_536 * MEGABYTE)).toBe(4096 * MEGABYTE);
  });
});
