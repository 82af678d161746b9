import { describe, expect, it } from 'vitest';
import { keysToHold, type RowKeys } from '../../../src/codecs/columns/open-keys';

const keysOf = (...columns: number[]): RowKeys => ({
  columns: columns.map((column) => ({ column, byValue: true })),
  keys: new Uint32Array(0),
});

describe('keysToHold', () => {
  it('holds on to what was asked last, but not for columns that have nothing in common', () => {
    const known = keysOf(1, 2, 3);
    expect(keysToHold(undefined, known)).toBe(known);
    const fewer = keysOf(1, 2);
    expect(keysToHold(known, fewer)).toBe(fewer);
    expect(keysToHold(known, keysOf(0))).toBe(known);
    const mixed = keysOf(0, 1);
    expect(keysToHold(known, mixed)).toBe(mixed);
  });
});
