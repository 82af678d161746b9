import { describe, expect, test } from 'vitest';
import { findClusters } from '../../../src/engine/kernels/row-clusters';
import type { HeldKey } from '../../../src/engine/kernels/row-hasher';

/** Reproducible codes: a small linear congruential generator, so that the oracle needs no library. */
function codes(n: number, levels: number, seed: number): HeldKey {
  let state = seed;
  const drawn = Uint32Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % levels;
  });
  return { codes: drawn, size: levels };
}

/** Arrays of hundreds of thousands of numbers are compared as bytes. */
const bytes = (rows: Uint32Array) => Buffer.from(rows.slice().buffer);

/** Sets of equal rows by a map of one number per row. */
function bySet(n: number, numberOf: (row: number) => number): number[][] {
  const sets = new Map<number, number[]>();
  for (let row = 0; row < n; row++) {
    const set = sets.get(numberOf(row));
    if (set) set.push(row);
    else sets.set(numberOf(row), [row]);
  }
  return [...sets.values()].filter((set) => set.length > 1);
}

describe('clusters of many rows', () => {
  test('over several parts, with dictionaries too large to look up', () => {
    const n = 300_000;
    const [a, b] = [codes(n, 5, 1), codes(n, 90_000, 2)];
    const expected = bySet(n, (row) => a.codes[row]! * b.size + b.codes[row]!);
    const clusters = findClusters({ rowCount: n }, [a, b]);
    expect(clusters.count).toBe(expected.length);
    const members = Uint32Array.from(expected.flat());
    expect(bytes(clusters.members).equals(bytes(members))).toBe(true);
    expect([...clusters.sizes()]).toEqual(expected.map((set) => set.length));
    const sorted = bytes(members.sort());
    expect(bytes(clusters.allRows()).equals(sorted)).toBe(true);
  });

  test('canonical codes of small and of large dictionaries', () => {
    const n = 20_000;
    for (const size of [1000, 80_000]) {
      const written = codes(n, size, 3);
      const canonical = Uint32Array.from({ length: size }, (_, code) => code - (code % 3));
      const clusters = findClusters({ rowCount: n }, [{ ...written, canonical }]);
      const expected = bySet(n, (row) => canonical[written.codes[row]!]!);
      expect(clusters.members).toEqual(Uint32Array.from(expected.flat()));
    }
  });

  test('all rows equal, none equal, no rows, no columns', () => {
    const n = 10_000;
    const same = findClusters({ rowCount: n }, [{ codes: new Uint8Array(n), size: 1 }]);
    expect([same.count, same.distinctRows, same.copies]).toEqual([1, 1, n - 1]);
    const row = Uint32Array.from({ length: n }, (_, i) => i);
    const none = findClusters({ rowCount: n }, [{ codes: row, size: n }]);
    expect([none.count, none.distinctRows, none.copies]).toEqual([0, n, 0]);
    expect(none.clusterOf(17)).toBe(-1);
    expect(findClusters({ rowCount: 0 }, [codes(0, 2, 1)]).distinctRows).toBe(0);
    expect([...findClusters({ rowCount: 4 }, []).members]).toEqual([0, 1, 2, 3]);
  });

  test('cancel stops it in every pass', () => {
    const n = 50_000;
    const keys = [codes(n, 100, 5)];
    let calls = 0;
    findClusters({ rowCount: n }, keys, { tick: () => calls++ });
    expect(calls).toBeGreaterThan(30);
    for (const after of [1, Math.floor(calls / 2), calls]) {
      let left = after;
      const tick = () => {
        if (--left === 0) throw new Error('stop');
      };
      expect(() => findClusters({ rowCount: n }, keys, { tick })).toThrow('stop');
    }
  });
});
