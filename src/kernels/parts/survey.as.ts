// Counts what is not ASCII, as src/codecs/encodings/utf8-census.ts does, and looks for NUL bytes in the same pass.

import { sequenceLength } from './text.as';

/** What the last survey found: well-formed sequences, malformed bytes, the address of the first of them (0: none), NULs. */
export let multibyte: u32 = 0;
export let malformed: u32 = 0;
export let firstMalformed: usize = 0;
export let hasNul: bool = false;

/** Looks at bytes [from, to), which begin and end between characters; 16 bytes behind `to` must be readable. */
export function survey(from: usize, to: usize): void {
  let nuls = i8x16.splat(0);
  let sequences: u32 = 0;
  let wrong: u32 = 0;
  firstMalformed = 0;
  hasNul = false;
  let at = from;
  while (at < to) {
    const bytes = v128.load(at);
    const left = to - at;
    const inside = left < 16 ? (1 << (<i32>left)) - 1 : 0xffff;
    const high = i8x16.bitmask(bytes) & inside;
    if (high === 0) {
      if (left >= 16) nuls = v128.or(nuls, i8x16.eq(bytes, i8x16.splat(0)));
      else if ((i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0))) & inside) !== 0) hasNul = true;
      at += 16;
      continue;
    }
    const skip = <u32>ctz(high);
    const before = (1 << (<i32>skip)) - 1;
    if ((i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0))) & before) !== 0) hasNul = true;
    at += skip;
    const length = sequenceLength(at, to);
    if (length > 0) {
      sequences++;
      at += length;
    } else {
      wrong++;
      if (firstMalformed === 0) firstMalformed = at;
      at++;
    }
  }
  if (v128.any_true(nuls)) hasNul = true;
  multibyte = sequences;
  malformed = wrong;
}
