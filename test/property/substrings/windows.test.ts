import { describe, expect, it } from 'vitest';
import { KernelWindows } from '../../../src/engine/substrings/kernel-windows';
import { TwinWindows } from '../../../src/engine/substrings/twin-windows';
import { eachStretch, MOST_WINDOWS, type Windows } from '../../../src/engine/substrings/windows';
import { dice } from '../../dice';

const seed = Date.now() >>> 0;

/** Everything that is said of a text: its likely windows, each with its hashes. */
function told(windows: Windows, bytes: Uint8Array, start: number, end: number) {
  if (end - start < windows.length) return [];
  const count = windows.likely(bytes, start, end);
  const { low, high, spans } = windows;
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [spans[2 * i]!, spans[2 * i + 1]!];
    return { from, low: [...low.subarray(from, to)], high: [...high.subarray(from, to)] };
  });
}

describe(`windows of texts (seed ${seed})`, () => {
  it('are the same by the kernel and its twin', () => {
    const { below } = dice(seed);
    for (let round = 0; round < 60; round++) {
      const length = 1 + below(round % 2 ? 12 : 300);
      const letters = 1 + below(round % 3 ? 3 : 256);
      const bytes = Uint8Array.from({ length: below(2000) }, () => 255 - below(letters));
      // A small sieve takes some windows for repeated that are not.
      const grams = 4 ** below(6);
      const [kernel, twin] = [KernelWindows.create(length, grams)!, new TwinWindows(length, grams)];
      for (let again = 0; again < 3; again++) {
        const start = below(bytes.length + 1);
        const end = start + below(bytes.length - start + 1);
        for (const windows of [kernel, twin]) {
          if (end - start >= length) windows.sift(bytes, start, end);
        }
        expect(told(kernel, bytes, start, end)).toEqual(told(twin, bytes, start, end));
      }
    }
  });

  it('that stand twice are likely, with one hash for the same bytes and another for others', () => {
    const { below } = dice(seed);
    const bytes = Uint8Array.from({ length: 3000 }, () => below(2));
    const known = new Map<string, string>();
    const spelled = new Map<string, string>();
    const twin = new TwinWindows(8, 64);
    // Each byte a text of its own, so that the window at each is counted.
    for (let at = 0; at + 8 <= bytes.length; at++) twin.sift(bytes, at, at + 8);
    let windows = 0;
    for (const { from, low, high } of told(twin, bytes, 0, bytes.length)) {
      low.forEach((_, i) => {
        windows++;
        const text = bytes.slice(from + i, from + i + 8).join('');
        const hash = `${low[i]!} ${high[i]!}`;
        expect(known.get(text) ?? hash).toBe(hash);
        expect(spelled.get(hash) ?? text).toBe(text);
        known.set(text, hash);
        spelled.set(hash, text);
      });
    }
    const times = new Map<string, number>();
    for (let at = 0; at + 8 <= bytes.length; at++) {
      const text = bytes.slice(at, at + 8).join('');
      times.set(text, (times.get(text) ?? 0) + 1);
    }
    const repeated = [...times.values()].filter((count) => count > 1);
    expect(windows).toBeGreaterThanOrEqual(repeated.reduce((sum, count) => sum + count, 0));
  });

  it('of a long text are scanned in stretches that leave none out', () => {
    const bytes = { length: 2 * MOST_WINDOWS + 5 };
    const stretches: number[][] = [];
    eachStretch(100, { start: 3, end: bytes.length }, (from, to) => {
      stretches.push([from, to]);
    });
    expect(stretches).toEqual([
      [3, MOST_WINDOWS + 102],
      [3 + MOST_WINDOWS, bytes.length],
    ]);
  });
});
