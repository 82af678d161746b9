import type { DictionaryBytes, TableTick } from '../table/table';
import { TICK_ROWS } from '../ticks';

/** Bytes that are compared at a time. */
const STEP = 4;
/** Where the halves of a 64-bit word lie: the larger one is compared first. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0];
const LOW = 1 - HIGH!;

/**
 * Codes in the order of their values' bytes, a value before its extensions, equal values as they were given. Four bytes
 * at a time and the place of the code make one number, so that the machine's own sort of numbers does the work; what is
 * equal so far is sorted by the next four (radix sort from the left). @throws Cancelled (from tick)
 */
export function inByteOrder(
  codes: ArrayLike<number>,
  bytes: DictionaryBytes,
  tick?: TableTick,
): Uint32Array {
  const { arena, offsets } = bytes;
  const order = Uint32Array.from(codes);
  const before = new Uint32Array(order.length);
  const words = new BigUint64Array(order.length);
  const halves = new Uint32Array(words.buffer);
  const left = [{ from: 0, to: order.length, depth: 0 }];
  let unheard = 0;
  for (let part = left.pop(); part; part = left.pop()) {
    const { from, to, depth } = part;
    unheard += to - from;
    if (unheard > TICK_ROWS) {
      unheard = 0;
      tick?.(0, 1);
    }
    for (let i = from; i < to; i++) {
      const code = order[i]!;
      before[i] = code;
      halves[2 * i + HIGH!] = wordAt(arena, offsets[code]! + depth, offsets[code + 1]!);
      halves[2 * i + LOW] = i;
    }
    if (to - from > TICK_ROWS) tick?.(0, 1);
    words.subarray(from, to).sort();
    if (to - from > TICK_ROWS) tick?.(0, 1);
    for (let i = from; i < to; i++) order[i] = before[halves[2 * i + LOW]!]!;
    for (let first = from, end = from; first < to; first = end) {
      const word = halves[2 * first + HIGH!]!;
      while (end < to && halves[2 * end + HIGH!] === word) end++;
      if (end - first < 2) continue;
      const begin = first + endedFirst(order.subarray(first, end), offsets, depth + STEP);
      if (end - begin > 1) left.push({ from: begin, to: end, depth: depth + STEP });
    }
  }
  return order;
}

/** Four bytes as a number, the first one weighing most; 0 beyond the end. */
function wordAt(arena: Uint8Array, at: number, end: number): number {
  let word = 0;
  for (let i = 0; i < STEP; i++) word = (word << 8) | (at + i < end ? arena[at + i]! : 0);
  return word >>> 0;
}

/** Puts values of up to `length` bytes before the others, shorter ones first, and says how many they are. */
function endedFirst(codes: Uint32Array, offsets: Uint32Array, length: number): number {
  const sizeOf = (code: number) => offsets[code + 1]! - offsets[code]!;
  const hasEnded = (code: number) => sizeOf(code) <= length;
  if (!codes.some(hasEnded)) return 0;
  const ended = codes.filter(hasEnded).sort((a, b) => sizeOf(a) - sizeOf(b));
  const others = codes.filter((code) => !hasEnded(code));
  codes.set(ended);
  codes.set(others, ended.length);
  return ended.length;
}
