// Memory of the columns: blocks of powers of two, taken from the end of the memory and kept for reuse by size.

/** Blocks have at least 2^6 bytes. */
const SMALLEST: u32 = 6;
/** Readable before the first and behind every block, because text is read 8 bytes at a time. */
const PADDING: usize = 64;

let top: usize = 0;
/** First free block per size; a free block begins with the address of the next. */
let free: usize = 0;

/** Begins the heap behind the constants of the kernel; all memory from there on belongs to it. */
export function startHeap(): void {
  free = (__heap_base + PADDING + 63) & ~63;
  top = free + 128;
  reserve();
  memory.fill(free, 0, 128);
}

function sizeClass(bytes: usize): u32 {
  const bits = <u32>(32 - clz<u32>(<u32>bytes - 1));
  return bits < SMALLEST ? SMALLEST : bits;
}

/** A block of at least `bytes` bytes, up to 2^31; what is in it is left from before. Traps when the memory is full. */
export function take(bytes: usize): usize {
  const size = sizeClass(bytes);
  const list = free + ((<usize>size) << 2);
  const block = <usize>load<u32>(list);
  if (block !== 0) {
    store<u32>(list, load<u32>(block));
    return block;
  }
  const fresh = top;
  top += (<usize>1) << size;
  reserve();
  return fresh;
}

/** A block filled with zeros. */
export function takeZeros(bytes: usize): usize {
  const block = take(bytes);
  memory.fill(block, 0, bytes);
  return block;
}

/** Gives back a block that was taken with the same size. */
export function give(block: usize, bytes: usize): void {
  const list = free + ((<usize>sizeClass(bytes)) << 2);
  store<u32>(block, load<u32>(list));
  store<u32>(list, <u32>block);
}

/** Each growth costs the engine up to milliseconds, so there are few: by an eighth where that can be had. */
function reserve(): void {
  const needed = <i32>((top + PADDING + 65535) >> 16) - memory.size();
  if (needed <= 0) return;
  const more = max(needed, memory.size() >> 3);
  if (memory.grow(more) < 0 && memory.grow(needed) < 0) unreachable();
}
