import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CellHash } from '../../../src/engine/sketches/cell-hash';

const MASK = (1n << 64n) - 1n;
const K1 = 0x9e3779b97f4a7c15n;
const K2 = 0xc2b2ae3d27d4eb4fn;
const times = (a: bigint, b: bigint) => (a * b) & MASK;

/** The definition, in arbitrary precision. */
function reference(bytes: Uint8Array, tag: bigint): bigint {
  let h = times(BigInt(bytes.length) + (tag << 32n), K2);
  for (let at = 0; at < bytes.length; at += 8) {
    let word = 0n;
    bytes.subarray(at, at + 8).forEach((byte, i) => (word |= BigInt(byte) << BigInt(8 * i)));
    h = times(h ^ word, K1);
    h ^= h >> 32n;
  }
  h = times(h, K2);
  return h ^ (h >> 29n);
}

function contribution(h: bigint, column: number): bigint {
  let m = times(h ^ times(BigInt(column + 1), K1), K2);
  m ^= m >> 32n;
  m = times(m, K1);
  return m ^ (m >> 29n);
}

const joined = (high: number, low: number) => (BigInt(high) << 32n) | BigInt(low);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.array(fc.constantFrom(0, 255), { maxLength: 20 }).map((values) => Uint8Array.from(values)),
);

describe('the hash of a cell', () => {
  test('is its definition, wherever the bytes lie', () => {
    fc.assert(
      fc.property(bytes, fc.nat(4), fc.nat(9), (value, tag, before) => {
        const hash = new CellHash();
        const placed = new Uint8Array(before + value.length + 3).fill(77);
        placed.set(value, before);
        hash.hash(placed, before, before + value.length, tag);
        expect(joined(hash.high, hash.low)).toBe(reference(value, BigInt(tag)));
      }),
    );
  });

  test('adds its definition to the key of a row', () => {
    fc.assert(
      fc.property(bytes, fc.nat(0xffff), (value, column) => {
        const hash = new CellHash();
        hash.hash(value, 0, value.length);
        hash.contribution(column);
        expect(joined(hash.keyHigh, hash.keyLow)).toBe(contribution(reference(value, 0n), column));
      }),
    );
  });

  test('of a number is that of its eight bytes, and -0 is 0', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        const hash = new CellHash();
        hash.hashNumber(value);
        const written = new Uint8Array(8);
        new DataView(written.buffer).setFloat64(0, Object.is(value, -0) ? 0 : value, true);
        expect(joined(hash.high, hash.low)).toBe(reference(written, 2n));
      }),
    );
  });

  test('is frozen: other builds and kernels rest on it', () => {
    const hash = new CellHash();
    const lanes = ['', 'a', '12345678', 'Zürich, 8001'].map((text) => {
      const value = new TextEncoder().encode(text);
      hash.hash(value, 0, value.length);
      return joined(hash.high, hash.low).toString(16);
    });
    expect(lanes).toEqual(['0', '27911cefb30be899', '3a72a477cc5ed213', '747a415cc88461d']);
  });
});
