import { describe, expect, it } from 'vitest';
import { KernelWindows } from '../../../src/engine/substrings/kernel-windows';
import { TwinWindows } from '../../../src/engine/substrings/twin-windows';
import { eachScan, MOST_WINDOWS, type Windows } from '../../../src/engine/substrings/windows';
import { dice } from '../../dice';

const seed = Date.now() >>> 0;

/** Everything that is said of a text. */
function told(windows: Windows, bytes: Uint8Array, start: number, end: number) {
  const count = windows.scan(bytes, start, end);
  return [windows.low, windows.high, windows.least].map((lane) => [...lane.subarray(0, count)]);
}

describe(`windows of texts (seed ${seed})`, () => {
  it('are the same by the kernel and its twin', () => {
    const { below } = dice(seed);
    for (let round = 0; round < 60; round++) {
      const length = 1 + below(round % 2 ? 12 : 300);
      const letters = 1 + below(round % 3 ? 3 : 256);
      const bytes = Uint8Array.from({ length: below(2000) }, () => 255 - below(letters));
      const [kernel, twin] = [KernelWindows.create(length)!, new TwinWindows(length)];
      for (let again = 0; again < 2; again++) {
        const start = below(bytes.length + 1);
        const end = start + below(bytes.length - start + 1);
        expect(told(kernel, bytes, start, end)).toEqual(told(twin, bytes, start, end));
      }
    }
  });

  it('are equal where their bytes are, wherever they stand', () => {
    const { below } = dice(seed);
    const bytes = Uint8Array.from({ length: 3000 }, () => below(2));
    const twin = new TwinWindows(8);
    const [low, high, least] = told(twin, bytes, 0, bytes.length) as [number[], number[], number[]];
    const known = new Map<string, string>();
    const spelled = new Map<string, string>();
    low.forEach((_, at) => {
      const text = bytes.slice(at, at + 8).join('');
      const hash = `${low[at]!} ${high[at]!}`;
      const all = `${hash} ${least[at]!}`;
      expect(known.get(text) ?? all).toBe(all);
      expect(spelled.get(hash) ?? text).toBe(text);
      known.set(text, all);
      spelled.set(hash, text);
    });
  });

  it('of a long text are scanned in stretches that leave none out', () => {
    const bytes = new Uint8Array(2 * MOST_WINDOWS + 5);
    const windows = new TwinWindows(100);
    const scans: number[][] = [];
    eachScan(windows, { bytes, start: 3, end: bytes.length }, (from, count) => {
      scans.push([from, count]);
    });
    expect(scans).toEqual([
      [3, MOST_WINDOWS],
      [3 + MOST_WINDOWS, MOST_WINDOWS - 97],
    ]);
  });
});
