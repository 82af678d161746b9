import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  choice,
  counterOrder,
  createRandom,
  gumbelKeys,
  normal,
  permutation,
  roundByChance,
  sample,
  weightedDraws,
  type RandomStream,
} from '../../src/engine/random';
import { systematic } from '../../src/engine/methods/resample/weights-to-rows';
import fixtures from '../fixtures/methods/fixtures-act.json';

const sha256 = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());
const stream = (seed: number, name: string): RandomStream =>
  createRandom(seed, sha256).stream(name);

/** The expectation of a worked example by name. */
function example<T>(name: string): T {
  const found = fixtures.capabilities.randomness.find((entry) => entry.name === name);
  if (!found) throw new Error(`no example ${name}`);
  return found.expect as T;
}

/** Long arrays are compared as bytes. */
const bytes = (rows: Uint32Array) => Buffer.from(rows.slice().buffer);

/** SplitMix64 as published, in 64-bit integers. */
function reference(key: bigint, index: number): number {
  const M = (1n << 64n) - 1n;
  let z = (key + (BigInt(index) + 1n) * 0x9e3779b97f4a7c15n) & M;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & M;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & M;
  return Number((z ^ (z >> 31n)) >> 11n) / 2 ** 53;
}

describe('numbers', () => {
  it('has the keys and numbers of the worked examples', () => {
    const { keys } = example<{ keys: { s: number; t: string; key: string; u: number[] }[] }>(
      'key and u',
    );
    for (const { s, t, key, u } of keys) {
      expect(`0x${stream(s, t).key.toString(16).padStart(16, '0')}`).toBe(key);
      expect(u.map((_, index) => stream(s, t).uniform(index))).toEqual(u);
    }
  });

  it('equals the 64-bit reference, at large counters too', () => {
    const numbers = stream(7, 'reference');
    const indices = [0, 1, 65_535, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32, 2 ** 40 + 12_345];
    for (let i = 0; i < 2000; i++) indices.push(i * 7919);
    for (const index of indices) {
      expect(numbers.uniform(index)).toBe(reference(numbers.key, index));
    }
  });

  it('draws normal numbers', () => {
    const { z } = example<{ z: number[] }>('normal');
    const [a, b] = [stream(0, 't/normal/a'), stream(0, 't/normal/b')];
    z.forEach((expected, i) => expect(normal(a, b, i)).toBeCloseTo(expected, 12));
  });
});

describe('choices', () => {
  it('shuffles in counter order', () => {
    expect([...permutation(stream(0, 'shuffle'), 10)]).toEqual(
      example<{ order: number[] }>('shuffle').order,
    );
  });

  it('orders any rows by (u, row)', () => {
    const rows = Uint32Array.from({ length: 5000 }, (_, i) => i * 3 + (i % 2));
    const numbers = stream(3, 'order');
    const sorted = [...rows].sort((a, b) => numbers.uniform(a) - numbers.uniform(b) || a - b);
    expect([...counterOrder(numbers, rows)]).toEqual(sorted);
    expect([...counterOrder(numbers, new Uint32Array(0))]).toEqual([]);
    const tied: RandomStream = { key: 0n, uniform: (index) => (index % 2 ? 0.25 : 0.75) };
    expect([...counterOrder(tied, Uint32Array.of(1, 2, 3, 4))]).toEqual([1, 3, 2, 4]);
  });

  it('samples the first rows of that order, and chooses the same ones ascending', () => {
    const rows = Uint32Array.from({ length: 70_000 }, (_, i) => i * 2 + (i % 2));
    const numbers = stream(4, 'sample');
    const tied: RandomStream = { key: 0n, uniform: (index) => (index % 5) / 5 };
    for (const own of [numbers, tied]) {
      for (const among of [rows, rows.subarray(0, 300), rows.subarray(0, 1), rows.subarray(0, 0)]) {
        const order = counterOrder(own, among);
        for (const k of [0, 1, 7, 299, 300, 301, 40_000, 80_000]) {
          const first = order.slice(0, k);
          expect(bytes(sample(own, among, k)).equals(bytes(first))).toBe(true);
          expect(bytes(choice(own, among, k)).equals(bytes(first.sort()))).toBe(true);
        }
      }
    }
  });

  it('draws with replacement by running weight sums', () => {
    const { index } = example<{ index: number[] }>('with replacement');
    expect([...weightedDraws(stream(0, 't/draw'), [1, 2, 3, 4, 0], 8)]).toEqual(index);
  });

  it('ranks a weighted sample by Gumbel keys', () => {
    const expected = example<{ order: number[]; keys: (number | null)[] }>('gumbel top-k');
    const keys = gumbelKeys(stream(0, 't/gumbel'), [1, 2, 3, 4, 0]);
    expected.keys.forEach((key, i) => {
      if (key === null) expect(keys[i]).toBe(-Infinity);
      else expect(keys[i]).toBeCloseTo(key, 12);
    });
    const order = [0, 1, 2, 3, 4].sort((a, b) => keys[b]! - keys[a]!).slice(0, 3);
    expect(order).toEqual(expected.order);
  });

  it('rounds by chance and resamples systematically', () => {
    const { copies } = example<{ copies: number[] }>('bernoulli rounding');
    const numbers = stream(0, 't/round');
    expect([0.2, 1.5, 2.9, 3].map((r, i) => roundByChance(numbers, i, r))).toEqual(copies);
    expect([...systematic(Float64Array.of(2.5, 0.5, 1, 0), 4, 0.3)]).toEqual(
      example<{ copies: number[] }>('systematic').copies,
    );
  });
});
