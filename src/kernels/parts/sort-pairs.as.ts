// Sorts 64-bit numbers that are held as two lanes, and drops repeats.

/** Numbers below which insertion is faster than division. */
const FEW: usize = 24;

function read(low: usize, high: usize, i: usize): u64 {
  return ((<u64>load<u32>(high + (i << 2))) << 32) | (<u64>load<u32>(low + (i << 2)));
}

function write(low: usize, high: usize, i: usize, value: u64): void {
  store<u32>(high + (i << 2), <u32>(value >> 32));
  store<u32>(low + (i << 2), <u32>value);
}

/** Ascending, each number once; returns how many there are. */
export function sortPairs(low: usize, high: usize, count: u32): u32 {
  if (count === 0) return 0;
  sort(low, high, 0, <usize>count - 1);
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

/** Quicksort of [first, last] by Hoare's partition; the larger part is left for the loop, so that the stack stays low. */
function sort(low: usize, high: usize, first: usize, last: usize): void {
  while (last - first >= FEW) {
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
      sort(low, high, first, j);
      first = j + 1;
    } else {
      sort(low, high, j + 1, last);
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

function middle(a: u64, b: u64, c: u64): u64 {
  if (a < b) return b < c ? b : a < c ? c : a;
  return a < c ? a : b < c ? c : b;
}
