import { Damage } from '../parquet/failure';

const MAGIC = 0x184d2204;
const STORED = 0x80000000;

/**
 * An LZ4 frame (lz4_Frame_format.md of the LZ4 project) into exactly `length` bytes, its blocks linked or not; checksums
 * are skipped. @throws Damage
 */
export function lz4Frame(input: Uint8Array, length: number): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const u32 = (at: number) => {
    if (at + 4 > input.length) throw new Damage('an LZ4 frame is cut off');
    return view.getUint32(at, true);
  };
  const flags = input[4] ?? 0;
  if (u32(0) !== MAGIC || flags >> 6 !== 1) throw new Damage('a buffer is no LZ4 frame');
  const [blockChecksum, contentSize, dictionary] = [flags & 16, flags & 8, flags & 1];
  if (dictionary) throw new Damage('an LZ4 frame needs a dictionary');
  const output = new Uint8Array(length);
  let from = 7 + (contentSize ? 8 : 0);
  let to = 0;
  for (;;) {
    const header = u32(from);
    from += 4;
    if (header === 0) break;
    const size = header & ~STORED;
    if (size > input.length - from) throw new Damage('an LZ4 block is cut off');
    const block = input.subarray(from, from + size);
    if (header & STORED) {
      if (to + size > length) throw new Damage('an LZ4 block does not fit');
      output.set(block, to);
      to += size;
    } else to = lz4Into(block, output, to);
    from += size + (blockChecksum ? 4 : 0);
  }
  if (to !== length) throw new Damage(`a buffer has ${to} bytes and not the ${length} it says`);
  return output;
}

/** One block behind what was unpacked before, to which it may refer; returns where it ends. */
function lz4Into(input: Uint8Array, output: Uint8Array, start: number): number {
  let from = 0;
  let to = start;
  const lengthFrom = (nibble: number): number => {
    let total = nibble;
    if (nibble < 15) return total;
    for (;;) {
      if (from >= input.length) throw new Damage('LZ4 lengths are cut off');
      const byte = input[from++]!;
      total += byte;
      if (byte < 255) return total;
    }
  };
  while (from < input.length) {
    const token = input[from++]!;
    const literals = lengthFrom(token >>> 4);
    if (from + literals > input.length || to + literals > output.length)
      throw new Damage('LZ4 literals do not fit');
    output.set(input.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from === input.length) return to;
    if (from + 2 > input.length) throw new Damage('an LZ4 offset is cut off');
    const offset = input[from]! | (input[from + 1]! << 8);
    from += 2;
    const match = lengthFrom(token & 15) + 4;
    if (offset === 0 || offset > to || to + match > output.length)
      throw new Damage('an LZ4 match does not fit');
    if (offset >= match) output.copyWithin(to, to - offset, to - offset + match);
    else for (let i = 0; i < match; i++) output[to + i] = output[to + i - offset]!;
    to += match;
  }
  return to;
}
