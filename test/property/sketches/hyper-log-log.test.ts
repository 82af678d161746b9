import { describe, expect, test } from 'vitest';
import { CellHash } from '../../../src/engine/sketches/cell-hash';
import {
  addHash,
  estimateDistinct,
  mergeRegisters,
  REGISTERS,
} from '../../../src/engine/sketches/hyper-log-log';

/** 1.04 / sqrt(registers), as in Flajolet et al. 2007. */
const STANDARD_ERROR = 1.04 / Math.sqrt(REGISTERS);

/** Registers of the numbers from .. to as text with a prefix. */
function registersOf(prefix: string, from: number, to: number): Uint8Array {
  const registers = new Uint8Array(REGISTERS);
  const hash = new CellHash();
  const bytes = new Uint8Array(40);
  for (let i = from; i < to; i++) {
    const { written } = new TextEncoder().encodeInto(`${prefix}${String(i)}`, bytes);
    hash.hash(bytes, 0, written);
    addHash(registers, hash.high, hash.low);
  }
  return registers;
}

describe('distinct values from registers', () => {
  test('none is none', () => {
    expect(estimateDistinct(new Uint8Array(REGISTERS))).toBe(0);
  });

  test.each([1, 2, 10, 100])('few are told nearly exactly: %i', (distinct) => {
    const estimate = estimateDistinct(registersOf('x', 0, distinct));
    expect(Math.abs(estimate - distinct)).toBeLessThan(0.01 * distinct + 0.01);
  });

  test.each(
    [1e3, 1e4, 1e5, 1e6].flatMap((distinct) =>
      ['', 'user-', '2024-01-01T00:00:'].map((prefix) => ({ distinct, prefix })),
    ),
  )('$distinct values that begin with `$prefix` within four standard errors', (given) => {
    const estimate = estimateDistinct(registersOf(given.prefix, 0, given.distinct));
    expect(Math.abs(estimate / given.distinct - 1)).toBeLessThan(4 * STANDARD_ERROR);
  });

  test('the largest rank is that of 50 clear bits', () => {
    const registers = new Uint8Array(REGISTERS);
    addHash(registers, 0, 5);
    addHash(registers, 0, (1 << 14) | 6);
    addHash(registers, 1, 7);
    addHash(registers, 0x80000000, 8);
    expect([...registers.subarray(5, 9)]).toEqual([51, 50, 32, 1]);
  });

  test('parts that share values count them once', () => {
    const all = registersOf('', 0, 30_000);
    const merged = registersOf('', 0, 20_000);
    mergeRegisters(merged, registersOf('', 10_000, 30_000));
    expect(merged).toEqual(all);
  });
});
