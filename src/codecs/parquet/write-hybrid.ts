import type { ByteList } from './byte-list';

/** Equal values from which a run is shorter than packed values. */
const RUN = 8;

/** Appends values[from, to) of `width` bits in the run-length and bit-packing hybrid encoding. */
export function writeHybrid(
  into: ByteList,
  values: Uint8Array | Uint32Array,
  from: number,
  to: number,
  width: number,
): void {
  let packedFrom = from;
  let at = from;
  while (at < to) {
    const value = values[at]!;
    let end = at + 1;
    while (end < to && values[end] === value) end++;
    // Packed values come in eights: a run begins where the eights before it are full.
    const filled = packedFrom + Math.ceil((at - packedFrom) / 8) * 8;
    if (end - filled >= RUN) {
      pack(into, values, packedFrom, filled, width);
      varint(into, (end - filled) * 2);
      for (let bits = 0; bits < width; bits += 8) into.push((value >>> bits) & 0xff);
      packedFrom = end;
    }
    at = end;
  }
  pack(into, values, packedFrom, to, width);
}

/** Values [from, to), and zeros up to a multiple of eight. */
function pack(
  into: ByteList,
  values: Uint8Array | Uint32Array,
  from: number,
  to: number,
  width: number,
): void {
  if (to <= from) return;
  const groups = Math.ceil((to - from) / 8);
  varint(into, groups * 2 + 1);
  let at = into.extend(groups * width);
  const bytes = into.all;
  let held = 0;
  let bits = 0;
  for (let i = from; i < from + groups * 8; i++) {
    const value = i < to ? values[i]! : 0;
    // Up to 7 bits are held, and up to 24 are added.
    held |= value << bits;
    bits += width;
    while (bits >= 8) {
      bytes[at++] = held;
      held >>>= 8;
      bits -= 8;
    }
  }
}

function varint(into: ByteList, value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    into.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  into.push(rest);
}
