import { describe, expect, it } from 'vitest';
import { MEGABYTE, usualMemory } from '../../../src/files/reading/memory-limit';

describe('usualMemory', () => {
  it('is a quarter of the machine, and at most 4096 MB', () => {
    expect(usualMemory(8192 * MEGABYTE)).toBe(2048 * MEGABYTE);
    expect(usualMemory(65_536 * MEGABYTE)).toBe(4096 * MEGABYTE);
  });

  it('is 512 MB of a small machine, and no more than half of it', () => {
    expect(usualMemory(1536 * MEGABYTE)).toBe(512 * MEGABYTE);
    expect(usualMemory(1024 * MEGABYTE)).toBe(512 * MEGABYTE);
    expect(usualMemory(600 * MEGABYTE)).toBe(300 * MEGABYTE);
  });
});
