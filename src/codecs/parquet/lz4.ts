import { Damage } from './failure';

/** One LZ4 block (lz4_Block_format.md of the LZ4 project), every position checked. @throws Damage */
export function lz4Block(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let from = 0;
  let to = 0;
  const lengthFrom = (start: number): number => {
    let total = start;
    if (start < 15) return total;
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
    if (from + literals > input.length || to + literals > length) {
      throw new Damage('LZ4 literals do not fit');
    }
    output.set(input.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from === input.length) break;
    if (from + 2 > input.length) throw new Damage('an LZ4 offset is cut off');
    const offset = input[from]! | (input[from + 1]! << 8);
    from += 2;
    const match = lengthFrom(token & 15) + 4;
    if (offset === 0 || offset > to || to + match > length) {
      throw new Damage('an LZ4 match does not fit');
    }
    if (offset >= match) output.copyWithin(to, to - offset, to - offset + match);
    else for (let i = 0; i < match; i++) output[to + i] = output[to + i - offset]!;
    to += match;
  }
  if (to !== length) throw new Damage(`a page has ${to} bytes and not the ${length} it says`);
  return output;
}

/**
 * The frames that Hadoop puts around LZ4 blocks, each after its two lengths, the highest byte first; some writers say
 * LZ4 and leave them out. @throws Damage
 */
export function lz4Hadoop(input: Uint8Array, length: number): Uint8Array {
  return framed(input, length) ?? lz4Block(input, length);
}

function framed(input: Uint8Array, length: number): Uint8Array | undefined {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const blocks: { readonly from: number; readonly to: number; readonly size: number }[] = [];
  let total = 0;
  for (let at = 0; at < input.length;) {
    if (at + 8 > input.length) return undefined;
    const size = view.getUint32(at);
    const to = at + 8 + view.getUint32(at + 4);
    total += size;
    if (to > input.length || total > length) return undefined;
    blocks.push({ from: at + 8, to, size });
    at = to;
  }
  if (total !== length) return undefined;
  const output = new Uint8Array(length);
  let into = 0;
  for (const { from, to, size } of blocks) {
    output.set(lz4Block(input.subarray(from, to), size), into);
    into += size;
  }
  return output;
}
