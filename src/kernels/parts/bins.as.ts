// Counts by size, as `Bins` in src/engine/table/sketch.ts: pages of 256 bins, each taken when it is needed first.

import { takeZeros } from './heap.as';

const PAGES: u32 = 4096;
const PAGE_BYTES: usize = 1024;

/** Bins without counts. */
export function makeBins(): usize {
  return takeZeros((<usize>PAGES) << 2);
}

/** The key of a number's bin; keys grow with the number. */
function keyOf(value: f64): u32 {
  const upper = <u32>(reinterpret<u64>(value + 0) >> 44);
  return upper & 0x80000 ? ~upper & 0xfffff : upper | 0x80000;
}

/** Counts a finite number. */
export function addToBins(bins: usize, value: f64, count: u32): void {
  const key = keyOf(value);
  const at = bins + ((<usize>(key >> 8)) << 2);
  let page = <usize>load<u32>(at);
  if (page === 0) {
    page = takeZeros(PAGE_BYTES);
    store<u32>(at, <u32>page);
  }
  const bin = page + ((<usize>(key & 255)) << 2);
  store<u32>(bin, load<u32>(bin) + count);
}

/** Writes pairs of key and count, ascending by key, to `into`, and returns how many; only counts them when `into` is 0. */
export function listBins(bins: usize, into: usize): u32 {
  let listed: u32 = 0;
  for (let high: u32 = 0; high < PAGES; high++) {
    const page = <usize>load<u32>(bins + ((<usize>high) << 2));
    if (page === 0) continue;
    for (let low: u32 = 0; low < 256; low++) {
      const count = load<u32>(page + ((<usize>low) << 2));
      if (count === 0) continue;
      if (into !== 0) {
        store<u32>(into + ((<usize>listed) << 3), (high << 8) | low);
        store<u32>(into + ((<usize>listed) << 3), count, 4);
      }
      listed++;
    }
  }
  return listed;
}
