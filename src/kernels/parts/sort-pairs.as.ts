// Sorts 64-bit numbers that are held as two lanes, and drops repeats.

/** Numbers below which insertion is faster than division. */
const FEW: usize = 24;
/** Numbers that are dealt into buckets at a time. */
const MOST: usize = 1 << 14;

function read(low: usize, high: usize, i: usize): u64 {
  return ((<u64>load<u32>(high + (i << 2))) << 32) | (<u64>load<u32>(low + (i << 2)));
}

function write(low: usize, high: usize, i: usize, value: u64): void {
  store<u32>(high + (i << 2), <u32>(value >> 32));
  store<u32>(low + (i << 2), <u32>value);
}

/** Bytes that `sortPairs` needs beside the numbers. */
export const SORT_BYTES: usize = 12 * MOST + 4;

/** Ascending, each number once; returns how many there are. `scratch`: SORT_BYTES of memory. */
export function sortPairs(low: usize, high: usize, count: u32, scratch: usize): u32 {
  if (count === 0) return 0;
  sort(low, high, 0, <usize>count - 1, scratch);
  let kept: usize = 1;
  let before = read(low, high, 0);
  for (let i: usize = 1; i < <usize>count; i++) {
    const value = read(low, high, i);
    if (value === before) continue;
    write(low, high, kept++, value);
    before = value;
  }
  return <u32>kept;
}

/**
 * Quicksort of [first, last] by Hoare's partition, down to what can be dealt into buckets; the larger part is left for the
 * loop, so that the stack stays low. Without `scratch` nothing is dealt.
 */
function sort(low: usize, high: usize, first: usize, last: usize, scratch: usize): void {
  while (last - first >= FEW) {
    if (scratch !== 0 && last - first < MOST) {
      deal(low, high, first, last, scratch);
      break;
    }
    const pivot = middle(
      read(low, high, first),
      read(low, high, (first + last) >> 1),
      read(low, high, last),
    );
    let i = first;
    let j = last;
    while (true) {
      while (read(low, high, i) < pivot) i++;
      while (read(low, high, j) > pivot) j--;
      if (i >= j) break;
      const value = read(low, high, i);
      write(low, high, i, read(low, high, j));
      write(low, high, j, value);
      i++;
      j--;
    }
    // [first, j] <= pivot <= [j + 1, last]
    if (j - first < last - j - 1) {
      sort(low, high, first, j, scratch);
      first = j + 1;
    } else {
      sort(low, high, j + 1, last, scratch);
      last = j;
    }
  }
  for (let i = first + 1; i <= last; i++) {
    const value = read(low, high, i);
    let j = i;
    while (j > first && read(low, high, j - 1) > value) {
      write(low, high, j, read(low, high, j - 1));
      j--;
    }
    write(low, high, j, value);
  }
}

/**
 * Deals the numbers of [first, last] into as many buckets, by where their upper half lies between the least and the most:
 * hashes are spread evenly, so that each is next to its place afterwards. Buckets of many are sorted.
 */
function deal(low: usize, high: usize, first: usize, last: usize, scratch: usize): void {
  const count = last - first + 1;
  let least: u32 = 0xffffffff;
  let most: u32 = 0;
  for (let i = first; i <= last; i++) {
    const upper = load<u32>(high + (i << 2));
    if (upper < least) least = upper;
    if (upper > most) most = upper;
  }
  const factor = ((<u64>count) << 32) / (<u64>(most - least) + 1);
  const ends = scratch + (count << 3);
  memory.fill(ends, 0, (count + 1) << 2);
  for (let i = first; i <= last; i++) {
    const at = ends + 4 + bucketAt(load<u32>(high + (i << 2)) - least, factor);
    store<u32>(at, load<u32>(at) + 1);
  }
  // From sizes to starts; each start becomes an end while the bucket fills.
  for (let i: usize = 1; i < count; i++) {
    const at = ends + (i << 2);
    store<u32>(at, load<u32>(at) + load<u32>(at - 4));
  }
  for (let i = first; i <= last; i++) {
    const value = read(low, high, i);
    const at = ends + bucketAt(<u32>(value >> 32) - least, factor);
    const to = load<u32>(at);
    store<u64>(scratch + ((<usize>to) << 3), value);
    store<u32>(at, to + 1);
  }
  for (let i: usize = 0; i < count; i++) write(low, high, first + i, load<u64>(scratch + (i << 3)));
  let start: usize = 0;
  for (let i: usize = 0; i < count; i++) {
    const end = <usize>load<u32>(ends + (i << 2));
    if (end - start > FEW) sort(low, high, first + start, first + end - 1, 0);
    start = end;
  }
}

/** The place of a bucket's word among those of all. */
function bucketAt(upper: u32, factor: u64): usize {
  return (<usize>((<u64>upper * factor) >> 32)) << 2;
}

function middle(a: u64, b: u64, c: u64): u64 {
  if (a < b) return b < c ? b : a < c ? c : a;
  return a < c ? a : b < c ? c : b;
}
